/** What the reasoning audit reads: one decided row in plain words and numbers, whoever made them. */

/** Unit of a shown figure's value. `fraction` is shown as a percentage; `number` has no unit. */
export type FigureUnit = "fraction" | "deviations" | "minutes" | "bars" | "number";

/** A figure that a prompt showed under an id. */
export interface ShownFigure {
  readonly id: string;
  /** As it stood in the prompt, such as "-0.34 %"; null where only the value is known. */
  readonly shown: string | null;
  /** The number behind it in its own unit, a fraction where percent are shown; null when absent. */
  readonly value: number | null;
  readonly unit: FigureUnit;
  /** What the prompt says it stands for; a rationale may name it so. */
  readonly meaning?: string;
}

/** A retrieved case as it is stored. Its id is `c1` for the first, and so on. */
export interface StoredCase {
  /** Return that followed over the horizon, a fraction. */
  readonly outcome: number;
  readonly barsAgo: number;
  readonly similarity: number;
  readonly label: number | null;
}

/** What an analyst said. */
export interface AnalystView {
  readonly name: string;
  /** The node that says so. */
  readonly node: string;
  readonly stance: "bearish" | "neutral" | "bullish";
  /** -1 to 1. */
  readonly score: number;
}

/** A span that a node quoted; `found` tells whether its source holds it. */
export interface QuotedSpan {
  readonly node: string;
  readonly text: string;
  readonly found: boolean;
}

/** How a node's model answered on the row. */
export interface NodeAnswer {
  readonly node: string;
  readonly model: string;
  /** Calls made: 1, or 2 where the first answer was of no use. */
  readonly calls: number;
  /** What was wrong with each reply in turn, null for a usable one. */
  readonly faults: readonly (string | null)[];
  /** Whether a usable answer stood amid other words. */
  readonly amidProse: boolean;
  /** Ids that it listed as its grounds. */
  readonly cited: readonly string[];
  /** Ids that it was shown. */
  readonly shownIds: readonly string[];
}

/** A row whose rationale a model wrote. */
export interface ReasonedRow {
  readonly row: number;
  /** Who wrote the rationale, and with which model. */
  readonly node: string;
  readonly model: string;
  readonly rationale: string;
  /** The decision, -1 or 1, with its score in (-1, 1) and confidence; null where there is none. */
  readonly action: -1 | 1 | null;
  readonly score: number | null;
  readonly confidence: number | null;
  readonly figures: readonly ShownFigure[];
  readonly cases: readonly StoredCase[];
  readonly views: readonly AnalystView[];
  readonly quotes: readonly QuotedSpan[];
  /** All that the writer was given to read. */
  readonly inputText: string;
  readonly answers: readonly NodeAnswer[];
  /** Return over the horizon that followed the row, a fraction; null where it is not known. */
  readonly outcome: number | null;
}
