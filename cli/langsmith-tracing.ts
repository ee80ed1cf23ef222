/** Traces a command's runs in LangSmith where the environment asks for it, and says on stderr what reached it. */
import type { Access } from "../graphs/open-pipeline.ts";
import type { RunTracing } from "../graphs/run.ts";
import { mustBeEndpoint } from "../graphs/tracing/langsmith-access.ts";
import { deliveryLine } from "./screens/delivery-line.ts";

/**
 * Undefined where no tracing is asked for.
 * @param out run directory that can be pushed once the run is finished; undefined where there is none
 * @throws UsageError when LANGSMITH_ENDPOINT is no address
 */
export function tracingIn({ langsmith }: Access, out?: string): RunTracing | undefined {
  if (!langsmith?.tracing) return undefined;
  mustBeEndpoint(langsmith);
  const remedy =
    out === undefined || langsmith.apiKey === null
      ? ""
      : `; once the run is finished, hindcast push-dataset ${out} sends it`;
  return {
    access: langsmith,
    onDelivery: (report) => {
      const isWhole = report.lostRows === 0 && report.lostFeedback === 0;
      process.stderr.write(`${deliveryLine(report)}${isWhole ? "" : remedy}\n`);
    },
  };
}

/** Says that a command which traces nothing does not, where the environment asks for it. */
export function sayNotTraced({ langsmith }: Access, what: string): void {
  if (!langsmith?.tracing) return;
  process.stderr.write(
    `LangSmith: ${what} are not traced; hindcast push-dataset DIR sends a finished variant\n`,
  );
}
