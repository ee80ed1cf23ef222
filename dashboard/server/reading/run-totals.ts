/** The figures of a page's headline, from what the run or its evaluation wrote. */
import { join } from "node:path";
import { z } from "zod";
import { InputError } from "../../../data/errors.ts";
import { keptText } from "../../../graphs/evaluation/kept-text.ts";
import { AGENT } from "../../../graphs/run-positions.ts";
import { schemaFaults } from "../../../graphs/schema-faults.ts";
import { sumKnown } from "../../../graphs/trace-line.ts";
import type { RunTotals } from "../../wire/api.ts";
import type { RunStamp } from "./run-stamp.ts";

const figure = z.number().nullable();
const intervalSchema = z.object({ low: z.number(), high: z.number() }).nullable();
const figuresSchema = z.object({
  total_return: z.number(),
  max_drawdown: z.number(),
  hit_rate: figure,
});

const metricsSchema = z.object({
  corrected: figuresSchema.extend({ intervals: z.object({ total_return: intervalSchema }) }),
  baselines: z.object({
    always_long: z.object({ corrected: z.object({ total_return: figure }) }).optional(),
  }),
});

const evaluationSchema = z.object({
  performance: z.object({
    strategies: z.array(
      z.object({
        name: z.string(),
        metrics: figuresSchema,
        intervals: z.object({ totalReturn: intervalSchema }),
      }),
    ),
  }),
});

/**
 * Figures of a finished run: those of `metrics.json`, else of `evaluation.json`.
 * @returns null where there is neither
 * @throws InputError when the file is broken
 */
export function readTotals(directory: string, stamp: RunStamp): RunTotals | null {
  const metrics = readAs(directory, "metrics.json", metricsSchema);
  if (metrics) {
    const { corrected, baselines } = metrics;
    const interval = corrected.intervals.total_return;
    const hold = baselines.always_long?.corrected.total_return ?? null;
    return totalsOf(corrected, interval, hold, stamp);
  }
  const evaluation = readAs(directory, "evaluation.json", evaluationSchema);
  const strategies = evaluation?.performance.strategies ?? [];
  const agent = strategies.find(({ name }) => name === AGENT);
  const hold = strategies.find(({ name }) => name === "always_long")?.metrics.total_return ?? null;
  return agent ? totalsOf(agent.metrics, agent.intervals.totalReturn, hold, stamp) : null;
}

function totalsOf(
  { total_return, max_drawdown, hit_rate }: z.infer<typeof figuresSchema>,
  interval: z.infer<typeof intervalSchema>,
  buyAndHold: number | null,
  { calls }: RunStamp,
): RunTotals {
  return {
    totalReturn: total_return,
    interval: interval && { low: interval.low, high: interval.high },
    buyAndHold,
    maxDrawdown: max_drawdown,
    hitRate: hit_rate,
    costUsd: costOf(calls),
  };
}

/** What the replies cost; null where it is not known. */
function costOf(calls: RunStamp["calls"]): number | null {
  if (calls === undefined) return null;
  const asked = Object.values(calls).filter((node) => node.calls > 0);
  return asked.length === 0 ? 0 : sumKnown(asked.map(({ costUsd }) => costUsd));
}

function readAs<T>(directory: string, name: string, schema: z.ZodType<T>): T | null {
  const text = keptText(directory, name);
  if (text === null) return null;
  const file = join(directory, name);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file }, "JSON", "something else", { cause });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new InputError({ file }, "a run's figures", schemaFaults(parsed.error));
}
