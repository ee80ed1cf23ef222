/** Twelve rows decided while they are traced, and how long the end of that took. */
import type { RunResult } from "../../../graphs/finish-run.ts";
import { runPipeline } from "../../../graphs/run.ts";
import type { LangSmithAccess } from "../../../graphs/tracing/langsmith-access.ts";
import type { DeliveryReport, TracingOptions } from "../../../graphs/tracing/langsmith-tracing.ts";
import { type PipelineSketch, pipelineOf, worldRows } from "../../support/pipeline.ts";

export const rows = worldRows(12);

export interface Traced {
  readonly result: RunResult;
  readonly report: DeliveryReport | null;
  readonly endMs: number;
}

/** Runs a pipeline in a directory, traced. */
export async function traced(
  out: string,
  access: LangSmithAccess,
  sketch: Partial<PipelineSketch> = {},
  options: TracingOptions = {},
): Promise<Traced> {
  let report: DeliveryReport | null = null;
  let lastRow = 0;
  const result = await runPipeline(pipelineOf({ rows, ...sketch }), {
    out,
    onProgress: () => void (lastRow = performance.now()),
    langsmith: { access, ...options, onDelivery: (said) => void (report = said) },
  });
  return { result, report, endMs: performance.now() - lastRow };
}
