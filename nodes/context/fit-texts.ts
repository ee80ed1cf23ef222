/** Extractive compression: fits named texts into a token budget by leaving sentences out. Same texts, same choice. */
import { sentencesIn } from "./sentences.ts";
import { overlapOf, worthOf } from "./sentence-worth.ts";

/** A named text; null where there is none. */
export interface NamedText {
  readonly name: string;
  readonly text: string | null;
  /** Factor on the worth of its sentences, above 0. @default 1 */
  readonly weight?: number;
}

interface Sentence {
  readonly part: number;
  readonly place: number;
  readonly text: string;
  readonly worth: number;
}

/** Stands in for a text of which no sentence fits. */
export const LEFT_OUT = "(left out)";
/** Stands between sentences that do not follow each other. */
const GAP = " … ";

/**
 * The texts with as many sentences as fit, the worthiest first: worth × (1 - its overlap with what is chosen already).
 * Chosen sentences stand word for word and in their order; a text always keeps its name. If all of them fit, they are
 * returned as they are. What is left of texts without a single sentence chosen may exceed a budget that is too small
 * even for that.
 * @param fits whether texts are within the budget
 */
export function fitTexts<Part extends NamedText>(
  parts: readonly Part[],
  fits: (parts: readonly Part[]) => boolean,
): readonly Part[] {
  if (fits(parts)) return parts;
  let open: readonly Sentence[] = parts.flatMap(({ text, weight = 1 }, part) =>
    sentencesIn(text ?? "").map((sentence, place) => ({
      part,
      place,
      text: sentence,
      worth: weight * worthOf(sentence, place),
    })),
  );
  const chosen: Sentence[] = [];
  while (open.length > 0) {
    const [best, ...others] = byWorth(open, chosen);
    if (best === undefined) break;
    chosen.push(best);
    if (!fits(shownOf(parts, chosen))) chosen.pop();
    open = others;
  }
  return shownOf(parts, chosen);
}

/** The best first; equals in their order. */
function byWorth(open: readonly Sentence[], chosen: readonly Sentence[]): readonly Sentence[] {
  return open
    .map((sentence) => {
      const overlap = Math.max(0, ...chosen.map(({ text }) => overlapOf(sentence.text, text)));
      return { sentence, worth: sentence.worth * (1 - overlap) };
    })
    .toSorted(
      (a, b) =>
        b.worth - a.worth ||
        a.sentence.part - b.sentence.part ||
        a.sentence.place - b.sentence.place,
    )
    .map(({ sentence }) => sentence);
}

function shownOf<Part extends NamedText>(
  parts: readonly Part[],
  chosen: readonly Sentence[],
): readonly Part[] {
  return parts.map((held, part) => {
    if (held.text === null || held.text === "") return held;
    const own = chosen
      .filter((sentence) => sentence.part === part)
      .toSorted((a, b) => a.place - b.place);
    const text = own.reduce((shown, sentence, i) => {
      const before = own[i - 1];
      if (before === undefined) return sentence.text;
      return `${shown}${before.place + 1 === sentence.place ? " " : GAP}${sentence.text}`;
    }, LEFT_OUT);
    return { ...held, text };
  });
}
