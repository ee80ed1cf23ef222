/** Traces a command's runs in LangSmith where the environment asks for it, and says on stderr what reached it. */
import type { Access } from "../graphs/open-pipeline.ts";
import type { RunTracing } from "../graphs/tracing/run-tracing.ts";
import { mustBeEndpoint } from "../graphs/tracing/langsmith-access.ts";
import { sayOnStderr } from "./progress.ts";
import { deliveryLine } from "./screens/delivery-line.ts";

/**
 * Undefined where no tracing is asked for.
 * @param remedy what sends what was lost, such as a command; none where nothing does
 * @throws UsageError when LANGSMITH_ENDPOINT is no address
 */
export function tracingIn(
  { langsmith }: Access,
  remedy: string | null = null,
): Pick<RunTracing, "access" | "onDelivery"> | undefined {
  if (!langsmith?.tracing) return undefined;
  mustBeEndpoint(langsmith);
  // Without a key nothing could be sent later either.
  const advice = remedy === null || langsmith.apiKey === null ? "" : `; ${remedy}`;
  return {
    access: langsmith,
    onDelivery: (report) => {
      const isWhole = report.lostRows === 0 && report.lostFeedback === 0;
      sayOnStderr(`${deliveryLine(report)}${isWhole ? "" : advice}`);
    },
  };
}

/** What sends a run anew once it is finished. @param run its directory, or a word for it */
export function pushRemedy(run: string): string {
  return `once the run is finished, hindcast push-dataset ${run} sends it`;
}
