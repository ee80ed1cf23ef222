/** What the dashboard's server and its page say to one another: JSON over HTTP, and events of a run under way. */
import type { FindingKind, Finding } from "../../backtest/reasoning/finding.ts";
import type { JudgedNumber } from "../../backtest/reasoning/number-verdict.ts";
import type { Decision, NodeName, RetrievedCase, Status } from "../../data/vocabulary.ts";
import type { AnalystReport, Evidence } from "../../nodes/channels.ts";
import type { ModelNode } from "../../nodes/models/chat-model.ts";

/** Addresses, below the server's root; `:id` is a `RunHead`'s, `:row` a row number. */
export const ROUTES = {
  /** GET: `RunHead[]`, in the order of the command line; asked again, those begun since come after them. */
  runs: "/api/runs",
  /** GET: `RunSeries`. */
  series: "/api/runs/:id/series",
  /** GET: `RunMarks`; computed on the first request. */
  marks: "/api/runs/:id/marks",
  /** GET: `RowDetail`. */
  row: "/api/runs/:id/rows/:row",
  /**
   * GET: server-sent events of a run: `RunEvent` as JSON in `data`; with `?after=ROW`, of later rows only. Ends when
   * the run is finished. An event named `fault` holds an `ApiFault` and is the last one.
   */
  events: "/api/runs/:id/events",
  /** POST `RedecideRequest`, with the token in `TOKEN_HEADER`: `Redecided`. */
  redecide: "/api/runs/:id/rows/:row/redecide",
} as const;

/** Carries the token that the page was served with (`<meta name="hindcast-token">`). */
export const TOKEN_HEADER = "x-hindcast-token";

/** What every answer with another status than 200 holds. */
export interface ApiFault {
  /** One line for the reader. */
  readonly error: string;
}

/** One run, in few words. */
export interface RunHead {
  /** Stands for the run in addresses. */
  readonly id: string;
  /** Name of its directory, with the folders above it where another run's has the same name. */
  readonly name: string;
  /** The run's name by content. */
  readonly run: string;
  readonly state: "under way" | "finished";
  readonly dataFile: string | null;
  /** By node; null for a node that asks no model. */
  readonly models: Readonly<Record<ModelNode, string | null>>;
  /** Nodes for which a fixed rule answers in a language model's place. */
  readonly simulatedNodes: readonly ModelNode[];
  /** What differs from the default configuration, such as "without analyzeQuant" or "hysteresis 0.37". */
  readonly toggles: readonly string[];
  readonly horizonBars: number;
  /** Cost per side, a fraction. */
  readonly costPerSide: number;
  readonly seed: number;
  readonly rows: number;
  readonly statuses: Readonly<Record<Status, number>>;
  /** Of the page's headline; null while a run is under way. */
  readonly totals: RunTotals | null;
  /** Whether a node's output can be replaced; otherwise why not. */
  readonly redecide: { readonly able: boolean; readonly reason: string | null };
  /** Why nothing of the run can be shown, in one line; then all counts are 0. */
  readonly fault: string | null;
  /**
   * Stand for the files that `RunSeries` and `RunMarks` are made of: another text, another answer. The same while a run
   * is under way, whose events tell what is new.
   */
  readonly versions: { readonly series: string; readonly marks: string };
}

/** Figures over the whole run, fractions. */
export interface RunTotals {
  readonly totalReturn: number;
  /** 95 %; null below the bars that it needs. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly buyAndHold: number | null;
  readonly maxDrawdown: number;
  readonly hitRate: number | null;
  readonly costUsd: number | null;
}

/** A run column by column; all columns have one value a decided row, in row order. */
export interface RunSeries {
  readonly row: readonly number[];
  /** Bar close, milliseconds since the epoch, UTC. */
  readonly timeMs: readonly number[];
  readonly close: readonly number[];
  readonly status: readonly Status[];
  readonly action: readonly (-1 | 1 | null)[];
  readonly score: readonly (number | null)[];
  readonly confidence: readonly (number | null)[];
  /** Held after the bar, -1 to 1: an abstained or failed row carries the one before over. */
  readonly position: readonly number[];
  readonly label: readonly (-1 | 1 | null)[];
  /** Return over the horizon that followed; null where it is not known. */
  readonly outcome: readonly (number | null)[];
  /** Growth of 1 to six decimals, net of costs: the agent first, then by score, then the rules. Empty while a run is under way. */
  readonly equity: readonly {
    readonly name: string;
    /** Of the agent, not of a rule to beat. */
    readonly own: boolean;
    readonly values: readonly number[];
    /** Distance from the peak so far, 0 or below. */
    readonly drawdown: readonly number[];
  }[];
  /** 95 % of the agent's equity paths over resampled bars; null where there is none. */
  readonly band: {
    readonly low: readonly (number | null)[];
    readonly high: readonly (number | null)[];
  } | null;
}

/** Rows to filter by. */
export interface RunMarks {
  /** By kind of finding: rows, ascending. Empty where the run was not evaluated. */
  readonly findings: Partial<Readonly<Record<FindingKind, readonly number[]>>>;
  /**
   * Rows, ascending, by class of error: of a model call's reply, such as "refusal", "cut off", "not JSON" or
   * "ungrounded", and "failed" for rows without a decision because a node broke. From the run's own records.
   */
  readonly errors: Partial<Readonly<Record<string, readonly number[]>>>;
  /** Whether the run was evaluated, so that an empty list means that nothing was found. */
  readonly evaluated: boolean;
  /** Rows at which the two analysts took opposite sides, ascending. */
  readonly disagreement: readonly number[];
}

/** A model call. */
export interface CallDetail {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly reply: string;
  readonly fault: string | null;
  readonly cached: boolean;
  readonly latencyMs: number | null;
}

/** A node's run. */
export interface NodeDetail {
  readonly node: NodeName;
  readonly input: unknown;
  readonly output: unknown;
  readonly durationMs: number | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** US dollars. */
  readonly costUsd: number | null;
  readonly calls: readonly CallDetail[];
}

/** A retrieved case with what followed it. */
export interface CaseDetail extends RetrievedCase {
  /** ISO 8601, UTC; null without the data file. */
  readonly datetime: string | null;
  /** Returns from the case's close to those up to its horizon, the first 0, fractions; null without the data file. */
  readonly path: readonly number[] | null;
}

/** All about one decision. */
export interface RowDetail {
  readonly row: number;
  /** ISO 8601, UTC. */
  readonly datetime: string;
  readonly close: number;
  readonly decision: Decision;
  readonly label: -1 | 1 | null;
  /** Return over the horizon that followed, and action times it; null where unknown. */
  readonly outcome: number | null;
  readonly earned: number | null;
  /** Text columns of the row as in the data file; null where the file is not at hand or another. */
  readonly news: readonly { readonly column: string; readonly text: string }[] | null;
  readonly features: readonly Evidence[];
  readonly cases: readonly CaseDetail[];
  readonly analysts: readonly {
    readonly name: string;
    readonly node: NodeName;
    readonly report: AnalystReport;
  }[];
  /** Numbers of the rationale as judged, in order. */
  readonly numbers: readonly JudgedNumber[];
  readonly findings: readonly Finding[];
  readonly remarks: readonly {
    readonly node: string;
    readonly kind: string;
    readonly what: string;
  }[];
  readonly nodes: readonly NodeDetail[];
  /** The row's trace in LangSmith; null where it was not traced there. */
  readonly langsmithUrl: string | null;
}

/** What is put in place of a node's output. */
export interface RedecideRequest {
  readonly node: NodeName;
  /** The node's channels as in its trace, without remarks. */
  readonly output: unknown;
}

/** The row decided again from the replaced node on. */
export interface Redecided {
  readonly before: Decision;
  readonly after: Decision;
  /** Nodes that worked anew, in graph order. */
  readonly nodes: readonly NodeDetail[];
}

/** What a run under way tells. */
export type RunEvent =
  /**
   * Rows decided since the last event, as columns of `RunSeries` without equity. A row may come again, where a run
   * that was interrupted decided it anew: then it and all after it count as they came last.
   */
  | { readonly kind: "rows"; readonly head: RunHead; readonly series: RunSeries }
  | { readonly kind: "finished"; readonly head: RunHead };
