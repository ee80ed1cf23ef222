/** Probes what a pipeline's models remember of its rows: questions without inputs, and decisions with and without masks. */
import { scoreDirections, scoreEvents } from "../../backtest/recall/choice-recall.ts";
import { scoreCloses } from "../../backtest/recall/close-recall.ts";
import { scoreTwins } from "../../backtest/recall/twin-recall.ts";
import { ERROR_RATE, signLevel, verdictOf } from "../../backtest/recall/verdict.ts";
import { MARKS } from "../../nodes/recall/answer-forms.ts";
import { sumUsage } from "../manifest.ts";
import type { Pipeline } from "../pipeline.ts";
import { type Asking, askAll } from "./ask-all.ts";
import type { RecallPlan } from "./plan.ts";
import {
  type KeptAnswer,
  type ModelRecall,
  type RecallReport,
  recallReportSchema,
} from "./report.ts";
import {
  DEFAULT_ASSET,
  type Probed,
  type RecallOptions,
  modelsToAsk,
  mustBeCount,
  planFor,
  questionsIn,
} from "./scope.ts";
import { decideTwins } from "./twins.ts";

/**
 * Asks every distinct model that is not a rule for closes, directions and events, then decides rows masked and
 * unmasked. Questions are asked of the rows of the pipeline's configuration. Same replies, same report.
 * @throws StoppedError when stopped, or no further call can succeed or be paid; replies that were got are stored
 * @throws ReplayMissError when models are replayed and a reply is not stored
 * @throws UsageError for counts out of range, or data too short to have an outcome
 */
export async function probeRecall(
  pipeline: Pipeline,
  options: RecallOptions = {},
): Promise<RecallReport> {
  const { concurrency = 8, asset = DEFAULT_ASSET, onProgress, signal } = options;
  mustBeCount("concurrency", concurrency, 1);
  const { seed, horizonBars } = pipeline.config;
  const plan = planFor(pipeline, options);
  const { asked, rules } = modelsToAsk(pipeline);
  const level = signLevel(asked.length);
  const toDecide = asked.length === 0 ? [] : plan.twins;
  const total = asked.length * questionsIn(plan) + 2 * toDecide.length;
  let done = 0;
  const tick = (): void => onProgress?.((done += 1), total);
  onProgress?.(0, total);

  const probed: ProbedModel[] = [];
  for (const each of asked) {
    const asking = { model: each.model, seed, concurrency, tick, signal };
    probed.push(await probeModel(each, plan, level, asking));
  }
  const models = probed.map(({ scores }) => scores);
  const decided = await decideTwins(pipeline, { rows: toDecide, concurrency, onRow: tick, signal });
  const twins = toDecide.length === 0 ? null : scoreTwins(decided.rows, { seed, level });
  // Parsed, so that its keys stand in the order in which they are read back.
  return recallReportSchema.parse({
    ...verdictOf(models, twins),
    level,
    errorRate: ERROR_RATE,
    asset,
    horizonBars,
    models,
    rules,
    twins: twins && { ...twins, usage: sumUsage(decided.calls) },
    run: pipeline.run,
    answers: probed.flatMap(({ answers }) => answers),
    twinRows: decided.rows,
  });
}

interface ProbedModel {
  readonly scores: ModelRecall;
  readonly answers: readonly KeptAnswer[];
}

async function probeModel(
  { model: { id: model }, nodes }: Probed,
  plan: RecallPlan,
  level: number,
  asking: Asking,
): Promise<ProbedModel> {
  const close = await askAll(plan.closes, asking);
  const direction = await askAll(plan.directions, asking);
  const event = await askAll(plan.events, asking);
  const kinds = { close, direction, event } as const;
  const ofEvents = { options: MARKS.length, skipped: plan.skippedEvents, level };
  return {
    scores: {
      model,
      nodes,
      close: scoreCloses(close.answers, level),
      direction: scoreDirections(direction.answers, level),
      event: scoreEvents(event.answers, ofEvents),
      usage: sumUsage([...close.calls, ...direction.calls, ...event.calls]),
    },
    answers: (["close", "direction", "event"] as const).flatMap((kind) =>
      kinds[kind].answers.map(({ row, truth, said, ending }) => ({
        model,
        kind,
        row,
        truth,
        said,
        ending,
      })),
    ),
  };
}
