/** Finds the phrases of a clause, longest first, none within another. */
import type { Token } from "./clauses.ts";
import { PHRASES, type PhraseKind } from "./phrases.ts";

/** A phrase ready to be matched. */
interface Pattern {
  readonly kind: PhraseKind;
  readonly side: -1 | 0 | 1;
  /** Words that may stand at each place; null stands for up to three words. */
  readonly places: readonly (ReadonlySet<string> | null)[];
}

/** A phrase where it stands, by token. */
export interface FoundPhrase {
  readonly kind: PhraseKind;
  readonly side: -1 | 0 | 1;
  readonly from: number;
  /** After its last token. */
  readonly to: number;
}

const GAP = 3;

const PATTERNS: ReadonlyMap<string, readonly Pattern[]> = compile();

function compile(): ReadonlyMap<string, readonly Pattern[]> {
  const byFirst = new Map<string, Pattern[]>();
  for (const { kind, side, places } of PHRASES) {
    const pattern = {
      kind,
      side,
      places: places.map((place) => (place === "*" ? null : new Set(place.split("|")))),
    };
    for (const first of pattern.places[0] ?? []) {
      byFirst.set(first, [...(byFirst.get(first) ?? []), pattern]);
    }
  }
  for (const patterns of byFirst.values())
    patterns.sort((a, b) => b.places.length - a.places.length);
  return byFirst;
}

/** Phrases of a clause, in the order in which they stand. */
export function phrasesIn(tokens: readonly Token[]): readonly FoundPhrase[] {
  const found: FoundPhrase[] = [];
  for (let at = 0; at < tokens.length;) {
    const phrase = phraseAt(tokens, at);
    if (phrase) found.push(phrase);
    at = phrase?.to ?? at + 1;
  }
  return found;
}

function phraseAt(tokens: readonly Token[], from: number): FoundPhrase | null {
  const token = tokens[from];
  if (!token) return null;
  const own = PATTERNS.get(token.word);
  const stems = token.stem === token.word ? undefined : PATTERNS.get(token.stem);
  if (!own && !stems) return null;
  for (const pattern of [...(own ?? []), ...(stems ?? [])]) {
    const to = endOf(pattern, tokens, from);
    if (to !== null) return { kind: pattern.kind, side: pattern.side, from, to };
  }
  return null;
}

function endOf({ places }: Pattern, tokens: readonly Token[], from: number): number | null {
  let at = from;
  let reach = 0;
  for (const place of places) {
    if (place === null) {
      reach = GAP;
      continue;
    }
    const last = at + reach;
    while (at < last && !isIn(place, tokens[at])) at += 1;
    if (!isIn(place, tokens[at])) return null;
    at += 1;
    reach = 0;
  }
  return at;
}

function isIn(place: ReadonlySet<string>, token: Token | undefined): boolean {
  return token !== undefined && (place.has(token.word) || place.has(token.stem));
}
