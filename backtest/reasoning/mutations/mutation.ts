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
