/** Has a language model judge the rationales of a run directory. */
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { Budget } from "../../nodes/models/cost/budget.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import { priceOf } from "../../nodes/models/cost/prices.ts";
import { parseModelSpec } from "../../nodes/models/model-spec.ts";
import { openModel } from "../../nodes/models/open-models.ts";
import { serveModel } from "../../nodes/models/serve.ts";
import type { Access, AskingOptions } from "../open-pipeline.ts";
import { readTracedRows } from "../reasoning/read-trace.ts";
import { reasonedRows } from "../reasoning/reasoned-rows.ts";
import { type JudgeOptions, judgeReasoning } from "./judge-reasoning.ts";
import type { JudgeReport } from "./report.ts";

/** Who judges a run, how much of it, and how the model is asked and paid. */
export interface JudgeRunOptions extends Omit<JudgeOptions, "sample">, AskingOptions {
  /** As `--llm` spells one model, such as `openai:gpt-4.1-mini`. */
  readonly model: string;
  /** Rows to draw, at least 1. @default 20 */
  readonly rows?: number | undefined;
  readonly access: Access;
  /** Told of each call; the judge's calls are none of the run's. */
  readonly onCall?: ((line: CallLine) => void) | undefined;
}

/**
 * Judges a sample of the run's rationales, and the judge. Needs no data file and changes nothing in the directory.
 * Replies are remembered with those of runs, so that judging once more costs nothing.
 * @throws InputError naming the file of the run that is missing or broken
 * @throws UsageError for a model that is none, has no key, no price under a limit, or is a rule
 * @throws StoppedError, ReplayMissError as `judgeReasoning`
 */
export async function judgeRun(directory: string, options: JudgeRunOptions): Promise<JudgeReport> {
  const { rows: sample, model: _model, access: _access, ...judging } = options;
  const rows = reasonedRows(await readTracedRows(directory));
  return judgeReasoning(rows, { ...judging, sample, model: await openServed(options) });
}

async function openServed(options: JudgeRunOptions): Promise<ChatModel> {
  const { access, replies, maxCostUsd = null, price, drain, onCall } = options;
  const spec = parseModelSpec(options.model);
  const { model, memory } = await openModel(
    replies === "replay" && spec.kind !== "simulated" ? { ...spec, replayOnly: true } : spec,
    {
      access,
      cacheDir: access.cacheDir,
      ...(replies && { mode: replies }),
      ...(drain && { patience: { drain } }),
    },
  );
  return serveModel({
    model,
    budget: new Budget({ maxUsd: maxCostUsd }),
    price: priceOf(model.origin, price),
    ...memory,
    ...(onCall && { onCall }),
  });
}
