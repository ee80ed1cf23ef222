/** Draws the texts of an event question: the row's own and three from far away, in an order drawn by lot. */
import { type Random, makeRandom } from "../../data/random.ts";
import type { MarketRow, Observation } from "../../data/row.ts";
import { maskLevels } from "../mask-levels.ts";
import { cleanText } from "../untrusted-text.ts";
import { MARKS, type Mark } from "./answer-forms.ts";
import { MAX_EVENT_CHARS } from "./questions.ts";

/** Four texts, and which of them is the row's. */
export interface EventOptions {
  readonly texts: Readonly<Record<Mark, string>>;
  readonly truth: Mark;
}

/** Columns that tell of events. All four texts are of one of them, so that their form gives nothing away. */
const EVENT_FIELDS = ["summary", "keyFactors"] as const satisfies readonly (keyof Observation)[];

/** Texts are masked before they are cut; this much more than is shown is cleaned, as in the analyst's prompt. */
const SLACK = 4;

/**
 * The options of a row, the same for the same seed. Texts that read alike once masked count as one.
 * @param gapBars bars at least between the row and the others' rows
 * @returns null where the row has no text, or fewer than three others differ from it and from one another
 */
export function drawEventOptions(
  rows: readonly MarketRow[],
  row: number,
  { gapBars, seed }: { readonly gapBars: number; readonly seed: number },
): EventOptions | null {
  const random = makeRandom(seed, `recall event ${row}`);
  for (const field of EVENT_FIELDS) {
    const own = textOf(rows[row], field);
    if (own === null) continue;
    const others = shuffled(
      rows.flatMap((_, other) => (Math.abs(other - row) < gapBars ? [] : [other])),
      random,
    );
    const found = new Set<string>();
    for (const other of others) {
      if (found.size === MARKS.length - 1) break;
      const text = textOf(rows[other], field);
      if (text !== null && text !== own) found.add(text);
    }
    if (found.size < MARKS.length - 1) continue;
    const [a, b, c, d] = shuffled([own, ...found], random);
    const texts = { A: a ?? "", B: b ?? "", C: c ?? "", D: d ?? "" };
    const truth = MARKS.find((mark) => texts[mark] === own);
    return truth === undefined ? null : { texts, truth };
  }
  return null;
}

function textOf(row: MarketRow | undefined, field: (typeof EVENT_FIELDS)[number]): string | null {
  const text = row?.observation[field] ?? null;
  if (row === undefined || text === null) return null;
  const masked = maskLevels(cleanText(text, SLACK * MAX_EVENT_CHARS), row.observation.close);
  const shown = cleanText(masked, MAX_EVENT_CHARS);
  return shown === "" ? null : shown;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const drawn = [...items];
  for (let left = drawn.length - 1; left > 0; left -= 1) {
    const other = random.below(left + 1);
    const [here, there] = [drawn[left], drawn[other]];
    if (here !== undefined && there !== undefined) [drawn[left], drawn[other]] = [there, here];
  }
  return drawn;
}
