/** Where two runs that decided on the same bar differ, part by part. */
import type { Decision } from "../../../data/vocabulary.ts";
import type { RowDetail } from "../../wire/api.ts";

type Analyst = RowDetail["analysts"][number];

/** Parts of a decision, in the order of the page, with what is compared of each. */
const PARTS = {
  // As in the list: a side is the same side whoever took it, and where there is none the reason counts.
  decision: ({ decision }) => sideOf(decision),
  score: ({ decision }) => decision.score,
  confidence: ({ decision }) => decision.confidence,
  rationale: ({ decision, numbers }) => [decision.rationale, numbers],
  findings: ({ findings }) => findings,
  analysts: ({ analysts }) => analysts,
  cases: ({ cases }) => cases,
  features: ({ features }) => features,
  news: ({ news }) => news,
  remarks: ({ remarks }) => remarks,
} as const satisfies Readonly<Record<string, (detail: RowDetail) => unknown>>;

export type DetailPart = keyof typeof PARTS;

const NAMES = Object.keys(PARTS).filter((name): name is DetailPart => name in PARTS);

/** Parts that are not the same in both. */
export function differencesOf(one: RowDetail, other: RowDetail): ReadonlySet<DetailPart> {
  return new Set(NAMES.filter((part) => !isSame(PARTS[part](one), PARTS[part](other))));
}

/** Whether a row decided again has the same side and score; where it has no side, for the same reason. */
export function isSameDecision(before: Decision, after: Decision): boolean {
  return sideOf(before) === sideOf(after) && before.score === after.score;
}

function sideOf({ action, status }: Decision): unknown {
  return action ?? status;
}

/** The parts in two lists: those that differ, and those that do not. */
export function sortedParts(differing: ReadonlySet<DetailPart>): {
  readonly differ: readonly DetailPart[];
  readonly same: readonly DetailPart[];
} {
  return {
    differ: NAMES.filter((part) => differing.has(part)),
    same: NAMES.filter((part) => !differing.has(part)),
  };
}

/** An analyst's report in each run; null where it did not report. */
export interface AnalystPair {
  readonly name: string;
  readonly own: Analyst | null;
  readonly other: Analyst | null;
  readonly isSame: boolean;
}

/** The analysts of both runs by name, those of the first before those that the second has alone. */
export function analystPairs(
  own: RowDetail["analysts"],
  other: RowDetail["analysts"],
): readonly AnalystPair[] {
  const names = new Set([...own, ...other].map(({ name }) => name));
  return [...names].map((name) => {
    const pair = [own, other].map((all) => all.find((each) => each.name === name) ?? null);
    const [first = null, second = null] = pair;
    return { name, own: first, other: second, isSame: isSame(first, second) };
  });
}

/** Both are of JSON, in the same order of fields. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
