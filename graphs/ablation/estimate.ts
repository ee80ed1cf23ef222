/** What an ablation will ask of its models at most, before it asks: equal prompts of several variants counted once. */
import { type CostEstimate, estimateTogether } from "../cost-estimate.ts";
import { openPipeline } from "../open-pipeline.ts";
import { parseRunConfig } from "../run-config.ts";
import { builtInVariants } from "./catalogue.ts";
import { splitRows } from "./choice.ts";
import type { AblationOptions } from "./run-ablation.ts";
import { resolveVariants } from "./variant.ts";

/**
 * From the prompts of some rows, as if nothing were stored: what is, costs nothing and is not known here. Null where no
 * model is asked.
 * @throws UsageError as `runAblation`
 */
export async function estimateAblation(
  options: Omit<AblationOptions, "out">,
): Promise<CostEstimate | null> {
  const { data, access, asking = {}, nodes, nodesVersion, chooseOn = null, tradeBy } = options;
  const base = parseRunConfig(options.config ?? {});
  const whole = base.rows ?? { from: 0, to: data.rows.length };
  const rows = chooseOn === null ? base.rows : splitRows(whole, chooseOn).chooseOn;
  const config = { ...base, rows };
  const variants = resolveVariants(
    config,
    options.variants ?? builtInVariants(config, tradeBy),
    tradeBy,
  );
  const folders = new Map(variants.map((variant) => [variant.folder, variant.config]));
  const own = { ...(nodes && { nodes }), ...(nodesVersion !== undefined && { nodesVersion }) };
  const pipelines = await Promise.all(
    [...folders.values()].map((each) =>
      openPipeline({ data, access, config: each, asking, ...own }),
    ),
  );
  if (pipelines.every(({ askedNodes }) => askedNodes.length === 0)) return null;
  return estimateTogether(pipelines);
}
