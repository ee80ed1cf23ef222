/** The faults that are planted in rationales, to measure whoever looks for them. */
import type { FindingKind } from "../finding.ts";

export const MUTATIONS = [
  "wrong number",
  "flipped sign",
  "foreign case",
  "wrong case outcome",
  "future date",
  "invented event",
  "swapped polarity",
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** Faults that can be planted in any text. To invent an event takes words that only who knows the kind of text can find. */
export const ROW_MUTATIONS = [
  "wrong number",
  "flipped sign",
  "foreign case",
  "wrong case outcome",
  "future date",
  "swapped polarity",
] as const satisfies readonly Mutation[];
export type RowMutation = (typeof ROW_MUTATIONS)[number];

/** Findings that name the fault for what it is. Any other finding does not count as having found it. */
export const EXPECTED: Readonly<Record<Mutation, readonly FindingKind[]>> = {
  "wrong number": ["contradicted number", "unsupported number"],
  "flipped sign": ["contradicted number", "case outcome"],
  "foreign case": ["foreign case"],
  "wrong case outcome": ["case outcome"],
  "future date": ["absent date"],
  "invented event": ["absent event", "absent name"],
  "swapped polarity": ["polarity"],
};

/** A text with a fault between two offsets. */
export interface Mutant {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
