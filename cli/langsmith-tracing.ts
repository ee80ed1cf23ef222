/** Traces a command's runs in LangSmith where the environment asks for it, and says on stderr what reached it. */
import type { Access } from "../graphs/open-pipeline.ts";
import type { RunTracing } from "../graphs/run.ts";
import { deliveryLine } from "./screens/delivery-line.ts";

/** Undefined where no tracing is asked for. */
export function tracingIn({ langsmith }: Access): RunTracing | undefined {
  if (!langsmith?.tracing) return undefined;
  return {
    access: langsmith,
    onDelivery: (report) => void process.stderr.write(`${deliveryLine(report)}\n`),
  };
}
