/** Cuts a rationale into clauses of known words, and tells how much each may say for its writer. */
import { type Entry, LEXICON } from "./lexicon.ts";
import { stemmed } from "./stems.ts";

/** A word in its clause. */
export interface Token {
  /** In lower case. */
  readonly word: string;
  /** The form under which the lexicon knows it, else the word. */
  readonly stem: string;
  readonly start: number;
  /** Length as written. */
  readonly length: number;
  readonly entries: readonly Entry[];
  /** A number, or an id. */
  readonly isFigure: boolean;
}

/** Words between two breaks. */
export interface Clause {
  readonly tokens: readonly Token[];
  /** How the clause stands to what the writer holds: 0 says nothing, 1 is plain speech. */
  readonly weight: number;
  /** Whether it stands in the last sentence. */
  readonly isLast: boolean;
  /** Whether it opens its sentence. */
  readonly opens: boolean;
}

const PIECES =
  /\[[^\]]*\]|c\d+\b|[a-z]+(?:_[a-z0-9]+)+|[+\-−~]?\$?\d+(?:[.,:]\d+)*\s?(?:%|k\b)?|\p{L}+(?:['’]\p{L}+)*|[.;:,!?()\n—–>"“”]/giu;
const FIGURE = /^(?:[[+\-−~$\d]|c\d|[a-z]+_)/i;
const BREAKS = wordSet(
  "and but however yet because since which so while although though whereas when after before " +
    "once if unless until as with despite nevertheless nonetheless instead where who given albeit " +
    "notwithstanding than even except granted exceed exceeds outweigh outweighs provided assuming",
);
/** Openers of clauses that are conceded, compared with, or supposed. */
const CONCEDES = wordSet(
  "although though while whereas despite albeit notwithstanding even except granted than exceed " +
    "exceeds outweigh outweighs true sure yes",
);
const SUPPOSES = wordSet("if unless until whether had were provided assuming");
const RECALLS = wordSet("when after before once");
const CONTRASTS = wordSet("but however yet nevertheless nonetheless instead still");
/** Words anywhere in a clause that give it to others, take it back, or tell of the past. */
const OTHERS = wordSet(
  "analyst analysts sentiment quant headline headlines crowd pundit pundits media retail " +
    "everyone consensus news narrative social twitter they argument cases story model models",
);
const DOUBTS = wordSet(
  "tempted tempting temptation counterargument objection overstate overstates overstated " +
    "misplaced possible possibly grant admit admittedly concede might could fooled supposedly " +
    "touted notion confuse mistake claim claims only",
);
const HISTORY = wordSet(
  "precedent precedents analogue analogues analog analogs historical historically twin episode " +
    "earlier yesterday ago",
);

/** A clause that is conceded, supposed or recalled. */
function isAside({ tokens: [first] }: Clause): boolean {
  const word = first?.word ?? "";
  return CONCEDES.has(word) || SUPPOSES.has(word) || RECALLS.has(word);
}

const SIDES_WITH = wordSet(
  "side stay stand go going agree trade am along siding start started begin began",
);
const AUXILIARY = wordSet("should will is are was were has have had can cannot");

/** How much more what follows a "but" says, and how much less what stood before it. */
const CONTRAST_GAIN = 1.5;
const CONTRAST_LOSS = 0.3;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

/** The clauses of a text, in the order in which they stand. */
export function clausesOf(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let tokens: Token[] = [];
  let opener = "";
  let from = 0;
  let scope = 1;
  let opens = true;
  let isQuoted = false;
  const close = () => {
    const before = clauses.at(-1);
    if (before && !opens && !isAside(before) && isContinued(tokens)) {
      clauses[clauses.length - 1] = { ...before, tokens: [...before.tokens, ...tokens] };
    } else if (tokens.length > 0) {
      const weight = isQuoted ? 0 : weigh(tokens, opener, scope);
      clauses.push({ tokens, weight, isLast: false, opens });
      opens = false;
    }
    tokens = [];
    opener = "";
  };
  const endSentence = (isQuestion: boolean) => {
    close();
    if (isQuestion) rescale(clauses, from, 0);
    from = clauses.length;
    scope = 1;
    opens = true;
  };
  for (const { 0: raw, index: start } of text.matchAll(PIECES)) {
    const word = raw.toLowerCase().replaceAll("’", "'");
    if (/^[.!?;\n>:]$/.test(word)) {
      endSentence(word === "?");
      continue;
    }
    if (/^[,()—–"“”]$/.test(word)) {
      close();
      if (/["“”]/.test(word)) isQuoted = word === "“" || (word === '"' && !isQuoted);
      continue;
    }
    // "So lopsided" concludes nothing.
    if (word === "so" && tokens.length > 0) continue;
    // What a sentence that opens with "if" says is supposed to its end.
    if (word === "if" && opens && tokens.length === 0) scope = 0;
    if (BREAKS.has(word) && !isWithin(word, tokens)) {
      // "This weakness notwithstanding" concedes what stands before it.
      if (word === "notwithstanding") opener = word;
      // "Higher than" measures.
      if (word === "than" && /^(?:higher|lower|more|less|further)$/.test(tokens.at(-1)?.word ?? ""))
        tokens.pop();
      close();
      opener = word;
      if (CONTRASTS.has(word)) {
        const first =
          from < clauses.length ? from : clauses.findLastIndex((clause) => clause.opens);
        rescale(clauses, Math.max(0, first), CONTRAST_LOSS);
        scope = CONTRAST_GAIN;
      }
    }
    const isFigure = FIGURE.test(word);
    const stem = isFigure ? word : stemmed(word);
    const entries = isFigure ? [] : (LEXICON.get(stem) ?? []);
    tokens.push({ word, stem, start, length: raw.length, entries, isFigure });
  }
  endSentence(false);
  const last = clauses.findLastIndex((clause) => clause.opens);
  return clauses.map((clause, i) => Object.assign({}, clause, { isLast: i >= last }));
}

/** "Has been given back", "side with the bulls" and "a level at which" go on. */
function isWithin(word: string, tokens: readonly Token[]): boolean {
  const before = tokens.at(-1)?.word ?? "";
  if (word === "which") return /^(?:at|in|on|by|for|of|from|to)$/.test(before);
  return word === "given" ? before !== "" : word === "with" && SIDES_WITH.has(before);
}

/** "… and rejected": what is said further of the same thing. */
function isContinued([and, next]: readonly Token[]): boolean {
  const kind = next?.entries[0]?.kind;
  if (and?.word === "and" && AUXILIARY.has(next?.word ?? "")) return true;
  return (
    and?.word === "and" &&
    (kind === "fails" || kind === "takes" || kind === "holds" || kind === "guards")
  );
}

function rescale(clauses: Clause[], from: number, factor: number): void {
  for (let i = from; i < clauses.length; i += 1) {
    const clause = clauses[i];
    if (clause) clauses[i] = { ...clause, weight: clause.weight * factor };
  }
}

function weigh(tokens: readonly Token[], opener: string, scope: number): number {
  const lead = opener === "" ? (tokens[0]?.word ?? "") : opener;
  if (CONCEDES.has(lead) || SUPPOSES.has(lead)) return 0;
  let weight = RECALLS.has(lead) ? 0.3 : scope;
  if (tokens.some(({ word }) => DOUBTS.has(word))) weight *= 0.2;
  else if (tokens.some(({ word }) => OTHERS.has(word))) weight *= 0.5;
  if (tokens.some(({ word }) => /^c\d/.test(word) || HISTORY.has(word))) weight *= 0.5;
  return weight;
}
