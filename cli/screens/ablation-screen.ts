/** What an ablation says on screen: what it came to, then every variant in the order of the matrix. */
import type { Figure, Pair } from "../../backtest/experiments/comparison.ts";
import { interval, percent, plain, share } from "../../data/figures.ts";
import type { AblationReport, Protocol, VariantReport } from "../../graphs/ablation/report.ts";
import { dim, heading, table, wrapped } from "./format.ts";

/** The whole screen as text. */
export function ablationScreen(report: AblationReport, directory: string): string {
  const { comparison, rows, costPerSide } = report;
  const scored = `rows ${rows.from} to ${rows.to - 1}, ${plain(costPerSide * 1e4, 1)} bps a side, entry charged`;
  return [
    heading("What it came to"),
    ...report.conclusions.flatMap((sentence) => wrapped(sentence)),
    heading(`What they earned, less the baseline (${scored})`),
    earnedTable(report),
    dim(
      `  In the order of the matrix. Intervals: 95 %, stationary bootstrap, the same ${comparison.draws} draws of rows for all;`,
    ),
    dim(
      "  p: two-sided, adjusted for all variants (Romano–Wolf); DSR: probability that the Sharpe",
    ),
    dim("  ratio is truly above the luck of the best trial."),
    heading("How they decided"),
    decidedTable(report),
    dim(
      "  turned: decisions that differ; shift: of the actions' distribution; McNemar: p that both",
    ),
    dim("  are right about the next bar equally often. Each less the baseline."),
    heading("What they said, cost and took"),
    costTable(report),
    dim(
      "  ungrounded: rows whose reasons, any node's or the verdict's own, cite what was not shown or",
    ),
    dim(
      "  is not so; Brier: squared error of the stated confidence over the horizon; US$: price of",
    ),
    dim("  the replies of 1000 rows, whoever paid; ms: of replies paid in this directory; abst.:"),
    dim("  rows abstained from."),
    ...(report.protocol ? [heading("Protocol"), ...protocolLines(report.protocol)] : []),
    heading("After all that was tried"),
    `  ${triedLine(report)}`,
    heading("Files"),
    `  ${directory}/  ablation.json${comparison.pairs.length > 0 ? "  comparison.svg" : ""}${report.protocol?.stage === "choose" ? "  chosen.json" : ""}`,
    `  ${directory}/VARIANT/  a run directory each (hindcast evaluate ${directory}/baseline)`,
    "",
  ].join("\n");
}

type Line = (pair: Pair, variant: VariantReport) => readonly string[];

/** A line a variant; the baseline's own figures first. */
function variantTable(
  { variants, comparison }: AblationReport,
  head: readonly string[],
  own: (figures: Pair["own"], variant: VariantReport) => readonly string[],
  line: Line,
): string {
  const pairs = new Map(comparison.pairs.map((pair) => [pair.name, pair]));
  const lines = variants.map((variant) => {
    const pair = pairs.get(variant.name);
    if (variant.name === comparison.baseline.name) {
      return [`▸ ${variant.name}`, ...own(comparison.baseline.own, variant)];
    }
    const rest = pair ? line(pair, variant) : ["not recorded"];
    return [`  ${variant.name}`, ...rest, ...head.slice(rest.length).map(() => "")];
  });
  return table(["  variant", ...head], lines);
}

const points = (value: number): string => percent(value);
const wholePoints = (value: number): string => percent(value, 0);
const ratio = (value: number): string => signed(value, 3);

function earnedTable(report: AblationReport): string {
  return variantTable(
    report,
    ["return", "95 % interval", "Sharpe/bar", "95 % interval", "p", "DSR"],
    (own, { deflatedSharpe }) => [
      percent(own.totalReturn.figure),
      interval(own.totalReturn.interval, points),
      known(own.sharpePerBar.figure, ratio),
      interval(own.sharpePerBar.interval, ratio),
      "",
      share(deflatedSharpe),
    ],
    ({ difference: { totalReturn, sharpePerBar }, p }, { deflatedSharpe }) => [
      percent(totalReturn.figure),
      interval(totalReturn.interval, points),
      known(sharpePerBar.figure, ratio),
      interval(sharpePerBar.interval, ratio),
      plain(p, 3),
      share(deflatedSharpe),
    ],
  );
}

function decidedTable(report: AblationReport): string {
  return variantTable(
    report,
    ["turned", "buys", "shift", "hit rate", "McNemar", "signal match"],
    ({ buyShare, hitRate, signalMatch }) => [
      "",
      share(buyShare.figure),
      "",
      both(hitRate, whole),
      "",
      both(signalMatch, whole),
    ],
    ({ turned, actionShift, mcnemar, difference: { buyShare, hitRate, signalMatch } }) => [
      both(turned, whole),
      percent(buyShare.figure),
      both(actionShift, whole),
      both(hitRate, wholePoints),
      plain(mcnemar.p, 3),
      both(signalMatch, wholePoints),
    ],
  );
}

function costTable(report: AblationReport): string {
  return variantTable(
    report,
    ["ungrounded", "of verdicts", "Brier", "US$/1000", "ms a row", "abst.", "failed"],
    ({ costPerRowUsd, latencyPerRowMs, ...said }, variant) => [
      both(said.ungroundedRate, whole),
      both(said.ungroundedVerdictRate, whole),
      both(said.brierScore, (value) => plain(value, 3)),
      both(costPerRowUsd, (value) => plain(value * 1000, 3)),
      both(latencyPerRowMs, (value) => plain(value, 0)),
      ...ends(variant),
    ],
    ({ difference: { costPerRowUsd, latencyPerRowMs, ...said } }, variant) => [
      both(said.ungroundedRate, wholePoints),
      both(said.ungroundedVerdictRate, wholePoints),
      both(said.brierScore, (value) => signed(value, 3)),
      both(costPerRowUsd, (value) => signed(value * 1000, 3)),
      both(latencyPerRowMs, (value) => signed(value, 0)),
      ...ends(variant),
    ],
  );
}

function ends({ abstained, failed }: VariantReport): readonly string[] {
  return [String(abstained), String(failed)];
}

function protocolLines({
  rule,
  chosen,
  hash,
  chooseOn,
  testOn,
  stage,
  peeks,
}: Protocol): readonly string[] {
  return [
    ...wrapped(`Rule, stated before: ${rule}.`),
    `  ${stage === "choose" ? "Chosen" : "Tested"}: ${chosen}, frozen as ${hash.slice(0, 16)}; chosen on rows ${chooseOn.from} to ${chooseOn.to - 1}, tested on ${testOn.from} to ${testOn.to - 1}`,
    `  Looks at the test rows: ${peeks}`,
  ];
}

function triedLine({ selection: { trials, runs } }: AblationReport): string {
  return `${trials ?? "n/a"} distinct of ${runs ?? "n/a"} runs on this data have been tried, this matrix included`;
}

function both({ figure, interval: bounds }: Figure, show: (value: number) => string): string {
  if (figure === null) return "n/a";
  // The unit stands with the figure.
  const range = interval(bounds, show).replaceAll(" %", "");
  return bounds === null ? show(figure) : `${show(figure)} ${range}`;
}

function known(value: number | null, show: (value: number) => string): string {
  return value === null ? "n/a" : show(value);
}

/** A share in whole percent. */
function whole(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return text.replace("-", "");
  return value > 0 ? `+${text}` : text;
}
