/** The ablation: every variant decided on the same rows and compared with the baseline, in one call. */
import { join, resolve } from "node:path";
import { compareVariants } from "../../backtest/experiments/comparison.ts";
import type { VariantRows } from "../../backtest/experiments/variant-rows.ts";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { UsageError } from "../../data/errors.ts";
import { hashOf } from "../../data/hash.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import { type Access, type AskingOptions, openPipeline } from "../open-pipeline.ts";
import type { OwnNodes } from "../own-nodes.ts";
import { makeDirectory } from "../make-directory.ts";
import { mustHoldRows } from "../pipeline.ts";
import { type RunConfig, type RunConfigInput, parseRunConfig } from "../run-config.ts";
import { builtInVariants } from "./catalogue.ts";
import { type Choice, freezeChoice, readChoice, splitRows } from "./choice.ts";
import { type ChooseBy, choosingRule, pickBest } from "./criteria.ts";
import { concludeAblation } from "./conclusions.ts";
import { withLock } from "./directory.ts";
import { type AblationProgress, type Hands, decideAll } from "./decide-all.ts";
import type { DecidedOrMissed, DecidedVariant } from "./decide-variant.ts";
import { countPeek } from "./peeks.ts";
import { frozenVariants, protocolOf } from "./protocol.ts";
import { ABLATION_FILE, type AblationReport, type Protocol, type Rows } from "./report.ts";
import { knownTimes, rowTime } from "./row-times.ts";
import { deflatedOf, selectionOf } from "./selection.ts";
import type { AblationTracing } from "./traces.ts";
import {
  BASELINE,
  TEST,
  type TradeBy,
  type Variant,
  type VariantInput,
  resolveVariants,
} from "./variant.ts";

/** What an ablation and its test share. */
export interface TestOptions {
  readonly data: MarketData;
  readonly access: Access;
  /** Directory of the experiment: a run directory a configuration, and `ablation.json`. The same again resumes. */
  readonly out: string;
  /** `replies` must not be `refresh`; `maxCostUsd` is for all variants together. */
  readonly asking?: AskingOptions;
  /** Nodes of one's own, in every variant. */
  readonly nodes?: OwnNodes;
  readonly nodesVersion?: string;
  /** Rows under way at once. @default 8 */
  readonly concurrency?: number;
  /** Bootstrap draws, at least 1. @default 1000 */
  readonly draws?: number;
  readonly onProgress?: ((progress: AblationProgress) => void) | undefined;
  /** Abort to stop after the rows under way. */
  readonly signal?: AbortSignal | undefined;
  /** Who decides what asks nobody, side by side. @default this thread, one after the other */
  readonly hands?: Hands | undefined;
  /** Traces the rows of all variants in LangSmith, too, tagged with the variant's name. @default none */
  readonly langsmith?: AblationTracing | undefined;
}

/** What an ablation is made of. */
export interface AblationOptions extends TestOptions {
  /** The baseline. @default every setting's own */
  readonly config?: RunConfigInput;
  /** @default the built-in matrix */
  readonly variants?: readonly VariantInput[];
  /** Decide only this leading share of the rows, choose there, and freeze the choice for a test. @default all rows */
  readonly chooseOn?: number | null;
  /** What is chosen by. @default "sharpe" */
  readonly chooseBy?: ChooseBy;
  /** Positions that are compared, where a variant does not say which. @default "action" */
  readonly tradeBy?: TradeBy;
}

/**
 * Decides and compares all variants, and writes `ablation.json`. Equal prompts are paid once, whichever variant or
 * run asks them. A variant whose replies a replay lacks is listed as such; the baseline must be there. Nothing is
 * chosen while rows have failed: the same call tries them again, and chooses then.
 * @throws UsageError for variants, rows or a directory that make no sense, and where the baseline is not recorded
 * @throws StoppedError with work left to resume
 */
export async function runAblation(options: AblationOptions): Promise<AblationReport> {
  const { data, chooseOn = null, tradeBy = "action" } = options;
  const base = parseRunConfig(options.config ?? {});
  mustHoldRows(data.rows.length, base.rows);
  const rows = base.rows ?? { from: 0, to: data.rows.length };
  const split = chooseOn === null ? null : splitRows(rows, chooseOn);
  const config = split ? { ...base, rows: split.chooseOn } : base;
  const inputs = options.variants ?? builtInVariants(config, tradeBy);
  const variants = resolveVariants(config, inputs, tradeBy);
  return withLock(options.out, async () => {
    const facts = await compareAll(variants, options, split?.chooseOn ?? rows);
    const failed = facts.variants.filter((variant) => variant.failed > 0);
    if (split && failed.length > 0) return writeReport(options.out, facts, null, failed);
    return writeReport(
      options.out,
      facts,
      split && (await choose(variants, facts, options, split)),
    );
  });
}

/**
 * Counts the look, decides the frozen choice and the baseline on the rows that were kept apart, and writes
 * `test/ablation.json`. The configuration is the frozen one. The same again in the same directory is the same look.
 * @throws UsageError when nothing was chosen in `out`, or data, code, prompts or models have changed since
 */
export async function testChoice(options: TestOptions): Promise<AblationReport> {
  const { data, access } = options;
  const choice = readChoice(options.out);
  if (choice.data !== data.sha256) {
    throw new UsageError("test: expected the data that the choice was made on, was another file");
  }
  const variants = frozenVariants(choice);
  for (const variant of variants) {
    const { run } = variant.name === BASELINE ? choice.baseline : choice.chosen;
    const now = await runName(variant.config, options);
    if (now === run) continue;
    throw new UsageError(
      `test: expected ${variant.name} as it was frozen (run ${run}), was run ${now}: code, prompts, models or nodes have changed since`,
    );
  }
  const out = join(options.out, TEST);
  return withLock(options.out, async () => {
    makeDirectory(out);
    const runs = [...new Set([choice.baseline.run, choice.chosen.run])];
    const look = hashOf({ choice: choice.hash, out: resolve(options.out) });
    // Before anything is decided: whoever stops a test has seen as much of it as is on disk.
    countPeek(access.cacheDir, { data: data.sha256, rows: choice.testOn, runs, look });
    const facts = await compareAll(variants, { ...options, out }, choice.testOn);
    return writeReport(out, facts, protocolOf(choice, "test", access.cacheDir));
  });
}

type Facts = Omit<AblationReport, "conclusions" | "protocol">;

async function compareAll(
  variants: readonly Variant[],
  options: TestOptions,
  rows: Rows,
): Promise<Facts> {
  const { data, access, concurrency = 8, draws = 1000, asking = {}, ...parts } = options;
  const folders = await decideAll(variants, { ...parts, data, access, concurrency, asking });
  const [first] = variants;
  const base = folders.get(BASELINE);
  if (!first || !base) throw new RangeError("expected a baseline, was none");
  if (base.decided === null) throw new UsageError(`${BASELINE}: ${base.missed}`);
  const series = rowsOf(variants, folders);
  const [baseline, ...others] = series;
  if (!baseline) throw new RangeError("expected a baseline, was none");
  const bars = data.rows.slice(rows.from, rows.to);
  const { seed, commission, slippage, capital, horizonBars } = first.config;
  const ground = {
    closes: Float64Array.from(bars, ({ observation }) => observation.close),
    labels: bars.map(({ label }) => label),
    costs: { commission, slippage, initialCapital: capital },
    horizonBars,
  };
  const comparison = compareVariants(ground, baseline, others, { seed, draws });
  const trials = {
    cacheDir: access.cacheDir,
    data: data.sha256,
    directory: join(options.out, BASELINE),
  };
  const selection = await selectionOf(ground, series, trials);
  return {
    dataSha256: data.sha256,
    rows,
    costPerSide: commission + slippage,
    simulatedNodes: base.decided.simulatedNodes,
    variants: variants.map((variant) => {
      const { decided = null, missed = null } = folders.get(variant.folder) ?? {};
      const own = series.find(({ name }) => name === variant.name);
      return {
        name: variant.name,
        explain: variant.explain,
        positions: variant.positions,
        folder: variant.folder,
        run: decided?.run ?? null,
        settings: changedSettings(variant.config, first.config),
        abstained: decided?.statuses.abstained ?? 0,
        failed: decided?.statuses.failed ?? 0,
        missed,
        deflatedSharpe: own ? deflatedOf(ground, own, selection.deflation) : null,
      };
    }),
    comparison,
    selection: selection.report,
  };
}

/** Row by row, the variants that were decided, in their order. */
function rowsOf(
  variants: readonly Variant[],
  folders: ReadonlyMap<string, DecidedOrMissed>,
): readonly VariantRows[] {
  const all = [...folders.values()].flatMap(({ decided }) => (decided ? [decided.calls] : []));
  const times = knownTimes(all);
  return variants.flatMap((variant) => {
    const decided = folders.get(variant.folder)?.decided;
    return decided ? [readAs(variant, decided, times)] : [];
  });
}

function readAs(
  { name, positions }: Variant,
  { positions: held, calls, firstRow, ...decided }: DecidedVariant,
  times: ReadonlyMap<string, number>,
): VariantRows {
  const { actions, confidence, ungrounded, ungroundedVerdict, costUsd } = decided;
  const vote = held.knnVote ?? new Float64Array(actions.length);
  return {
    name,
    positions: positions === "knn_vote" ? vote : held[positions],
    actions:
      positions === "knn_vote"
        ? Array.from(vote, (side) => (side === 0 ? null : side > 0 ? 1 : -1))
        : actions,
    confidence: positions === "knn_vote" ? actions.map(() => null) : confidence,
    ungrounded,
    ungroundedVerdict,
    costUsd,
    latencyMs: actions.map((_, i) => rowTime(calls.get(firstRow + i) ?? [], times)),
  };
}

async function choose(
  variants: readonly Variant[],
  { comparison, variants: reports }: Facts,
  options: AblationOptions,
  { chooseOn, testOn }: { readonly chooseOn: Rows; readonly testOn: Rows },
): Promise<Protocol> {
  const { chooseBy = "sharpe" } = options;
  const name = pickBest(comparison, chooseBy);
  const freeze = async (picked: string): Promise<Choice["chosen"]> => {
    const variant = variants.find((other) => other.name === picked);
    if (!variant) throw new RangeError(`expected variant ${picked}, was none`);
    const config = { ...variant.config, rows: testOn };
    const { explain, positions } = variant;
    return { name: picked, explain, positions, config, run: await runName(config, options) };
  };
  const choice = freezeChoice(options.out, {
    rule: choosingRule(chooseBy),
    data: options.data.sha256,
    chooseOn,
    testOn,
    candidates: reports.filter(({ missed }) => missed === null).map((report) => report.name),
    baseline: await freeze(BASELINE),
    chosen: await freeze(name),
  });
  return protocolOf(choice, "choose", options.access.cacheDir);
}

/** What a configuration's run is named: a hash of all that decides it. */
async function runName(config: RunConfig, options: TestOptions): Promise<string> {
  const { data, access, nodes, nodesVersion, asking = {} } = options;
  const own = { ...(nodes && { nodes }), ...(nodesVersion !== undefined && { nodesVersion }) };
  const { maxCostUsd: _limit, ...rest } = asking;
  return (await openPipeline({ data, access, config, asking: rest, ...own })).run;
}

function changedSettings(config: RunConfig, base: RunConfig): Readonly<Record<string, unknown>> {
  const before = new Map<string, unknown>(Object.entries(base));
  return Object.fromEntries(
    Object.entries(config).filter(([name, value]) => hashOf(value) !== hashOf(before.get(name))),
  );
}

/** @param failed variants with failed rows that keep anything from being chosen */
function writeReport(
  out: string,
  facts: Facts,
  protocol: Protocol | null,
  failed: AblationReport["variants"] = [],
): AblationReport {
  const conclusions = concludeAblation({ ...facts, protocol }, failed);
  const report = { ...facts, protocol, conclusions };
  writeFileAtomic(join(out, ABLATION_FILE), `${metricsJson(report)}\n`);
  return report;
}
