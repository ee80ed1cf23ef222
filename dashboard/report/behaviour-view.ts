/** What the page needs of a probe of behaviour and of a judge's report, whatever else they hold. */
import type { Share } from "../../backtest/recall/luck.ts";
import type { Decision } from "../../data/vocabulary.ts";
import type { Range } from "./words.ts";

/** A mean over rows with its interval. */
interface MeanView {
  readonly mean: number | null;
  readonly interval: Range | null;
}

/** One change of the inputs and what it did. */
interface InterventionView {
  readonly name: string;
  readonly channel: string;
  /** What is changed, in a line. */
  readonly says: string;
  readonly figures: {
    readonly rows: number;
    /** Decisions that went over to the other side. */
    readonly flipped: Share;
    /** Of the score. */
    readonly shift: MeanView;
    readonly absShift: MeanView;
  };
}

/** A probe of behaviour. */
export interface BehaviourView {
  readonly sample: { readonly rows: readonly number[]; readonly pool: number };
  readonly turned: Share;
  readonly interventions: readonly InterventionView[];
  readonly weights: {
    readonly citingRows: number;
    readonly channels: readonly {
      readonly channel: string;
      /** Share of the citations, 0 to 1. */
      readonly cited: number | null;
      /** Share of the change of the score over dropped channels, 0 to 1. */
      readonly measured: number | null;
      /** Mean size of that change. */
      readonly absShift: number | null;
    }[];
    readonly agreement: { readonly tau: number | null };
  };
  readonly examples: readonly {
    readonly intervention: string;
    readonly row: number;
    readonly before: Decision;
    readonly after: Decision;
  }[];
}

/** A judge of rationales. */
export interface JudgeView {
  readonly model: string;
  readonly judgesItself: boolean;
  readonly rows: number;
  readonly sampled: number;
  /** Its standing in plain words. */
  readonly sentence: string;
}
