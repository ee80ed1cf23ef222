/** Opens the pipeline of a run that is finished, to decide some of its rows again. */
import { canonicalJson } from "../../data/hash.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { codeVersion } from "../code-version.ts";
import { type Access, type AskingOptions, openPipeline } from "../open-pipeline.ts";
import type { Pipeline } from "../pipeline.ts";
import { refuseOtherPipeline } from "../recall/other-run.ts";
import { configOfRun } from "../recall/record.ts";
import { type StampedModels, modelsOfRun } from "./models-of-run.ts";

/** What is known of a run from its manifest. */
export interface StampedRun {
  readonly run: string;
  readonly state: "under way" | "finished";
  readonly data: { readonly file?: string | undefined };
  readonly models: StampedModels;
  readonly identity: Readonly<Record<string, unknown>> & {
    readonly code?: { readonly version: string; readonly hash: string } | undefined;
    readonly ownNodes: Readonly<Record<string, unknown>>;
  };
}

/** Who is asked, and on what. */
export interface Reopening {
  /** The run's own; null where it is not at hand. */
  readonly data: MarketData | null;
  /** As for a run. @default the run's own models, replayed */
  readonly llm?: string;
}

/** Why rows of a run cannot be decided again, told without opening it; null where nothing speaks against it. */
export function whyNotAgain(run: StampedRun, { data, llm }: Reopening): string | null {
  const { code, ownNodes } = run.identity;
  const { file = "the file that it was decided on" } = run.data;
  const now = codeVersion();
  if (run.state !== "finished") return "the run is still under way";
  if (data === null) return `its data is not at hand: give ${file} with --data`;
  if (Object.keys(ownNodes).length > 0) {
    return "it has nodes of its own, which only a program can run again";
  }
  if (code?.version !== now.version) {
    return `it was made by ${code ? `version ${code.version}` : "a version before 0.4.0"}, this is ${now.version}: run it again`;
  }
  if (code.hash !== now.hash) return "it was made by other code of this version: run it again";
  if (llm === undefined && modelsOfRun(run.models) === null) {
    return "its models cannot be opened by name: start the dashboard with the run's --llm";
  }
  return null;
}

/**
 * Opens it. Asks nobody yet.
 * @param run as `directory` holds it
 * @throws UsageError when the run is of other data, other code or other settings than can be opened here
 */
export async function openRunAgain(
  directory: string,
  run: StampedRun,
  {
    data,
    llm,
    access,
    asking,
  }: Reopening & {
    readonly data: MarketData;
    readonly access: Access;
    readonly asking?: AskingOptions;
  },
): Promise<Pipeline> {
  const config = configOfRun(directory, data);
  const named = llm ?? modelsOfRun(run.models) ?? "simulated";
  const pipeline = await openPipeline({
    data,
    access,
    config: { ...config, llm: named },
    ...(asking && { asking }),
  });
  const isSame = llm === undefined ? run.run === pipeline.run : isSameBut(run, pipeline);
  if (!isSame) refuseOtherPipeline(directory, run, pipeline);
  return pipeline;
}

/** Whether all but the models is the same: others may be asked what the run's own were. */
function isSameBut(run: StampedRun, pipeline: Pipeline): boolean {
  const [then, now] = [run, pipeline].map(({ identity }) =>
    canonicalJson({ ...identity, models: null }),
  );
  return then === now;
}
