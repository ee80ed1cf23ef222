/** Decides rows twice, with dates and levels masked and shown: the same models, memory and budget. */
import type { TwinRow } from "../../backtest/recall/twin-recall.ts";
import type { Action } from "../../data/vocabulary.ts";
import { type Pipeline, buildPipeline } from "../pipeline.ts";
import type { CallUsage } from "../row-record.ts";
import { walkForward } from "../walk-forward.ts";

/** Which rows, and how. */
export interface TwinOptions {
  /** Ascending. */
  readonly rows: readonly { readonly row: number; readonly truth: 1 | -1 }[];
  /** Rows under way at once, at least 1. */
  readonly concurrency: number;
  /** Told after each row of either twin. */
  readonly onRow: () => void;
  readonly signal?: AbortSignal | undefined;
}

/** The rows with both decisions, and the calls that they took. */
export interface DecidedTwins {
  readonly rows: readonly TwinRow[];
  readonly calls: readonly CallUsage[];
}

/** Walks forward over the rows, first masked, then unmasked. @throws as `walkForward` */
export async function decideTwins(pipeline: Pipeline, options: TwinOptions): Promise<DecidedTwins> {
  const masked = await decideAs(pipeline, false, options);
  const unmasked = await decideAs(pipeline, true, options);
  return {
    rows: options.rows.map(({ row, truth }) => ({
      row,
      masked: masked.actions.get(row) ?? null,
      unmasked: unmasked.actions.get(row) ?? null,
      truth,
    })),
    calls: [...masked.calls, ...unmasked.calls],
  };
}

async function decideAs(
  { parts, models }: Pipeline,
  unmasked: boolean,
  { rows, concurrency, onRow, signal }: TwinOptions,
): Promise<{
  readonly actions: ReadonlyMap<number, Action>;
  readonly calls: readonly CallUsage[];
}> {
  const { service, ...rest } = parts;
  const { graph, turns } = buildPipeline({
    ...rest,
    config: { ...parts.config, unmasked, rows: null },
    model: models,
    // The models bring their own memory and budget along.
    ...(service?.price && { service: { price: service.price } }),
  });
  const actions = new Map<number, Action>();
  const usage = new Map<number, readonly CallUsage[]>();
  await walkForward({
    graph,
    turns,
    rows: rows.map(({ row }) => row),
    concurrency,
    signal,
    onRow: ({ row, decision, usage: calls }) => {
      if (decision.action !== null) actions.set(row, decision.action);
      usage.set(row, calls);
      onRow();
    },
  });
  return { actions, calls: rows.flatMap(({ row }) => usage.get(row) ?? []) };
}
