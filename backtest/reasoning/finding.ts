/** What the reasoning audit can find, and how it reports it. */

/** Kinds of findings, in the order of reports. The first nine are about what a rationale says. */
export const FINDING_KINDS = [
  /** A figure with an id, but another value, sign or unit than was shown under it. */
  "contradicted number",
  /** A figure that was shown nowhere and follows from nothing shown. */
  "unsupported number",
  /** A case that was not retrieved. */
  "foreign case",
  /** Another id that was not shown. */
  "foreign id",
  /** A case's outcome told otherwise than it is stored. */
  "case outcome",
  /** Words that speak for the other side than the decision took. */
  "polarity",
  /** A date or time that the input does not hold. */
  "absent date",
  /** An event that the input does not hold. */
  "absent event",
  /** A name that the input does not hold. */
  "absent name",
  /** A quoted span that its source does not hold. */
  "quote",
  /** An analyst's stance against the sign of its own score. */
  "stance",
  /** A first answer that could not be used. */
  "repair",
  /** No usable answer after one repair. */
  "unusable answer",
  /** An answer amid other words. */
  "amid prose",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One finding. */
export interface Finding {
  readonly row: number;
  readonly node: string;
  readonly kind: FindingKind;
  /** The words it is about, as they stand. */
  readonly span: string;
  /** Offset of the span in the rationale; null where it is not about the rationale. */
  readonly at: number | null;
  /** What the words claim. */
  readonly claims: string;
  /** What is so. */
  readonly isSo: string;
}

/** A finding about words of the rationale, before it is known whose they are. */
export type WordFinding = Omit<Finding, "row" | "node" | "at"> & { readonly at: number };
