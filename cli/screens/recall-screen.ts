/** What a probe of memory says on screen: the finding, the rule behind it, one table. */
import type { Luck, Share } from "../../backtest/recall/luck.ts";
import type { ModelRecall, RecallReport } from "../../graphs/recall/report.ts";
import type { CallTotals } from "../../nodes/models/cost/ledger.ts";
import { interval, percent, share } from "../../data/figures.ts";
import { dim, heading, table } from "./format.ts";
import { totalLine } from "./model-lines.ts";
import { recallFinding } from "./recall-finding.ts";

/** The screen of `hindcast recall` as text. @param calls of the probe, what was paid for it */
export function recallScreen(report: RecallReport, calls: CallTotals): string {
  return [
    heading("What it came to"),
    ...recallFinding(report).map((line) => `  ${line}`),
    ...(report.verdict === "rule" ? [] : [...ruleLines(report), ...figures(report)]),
    heading("Model calls"),
    `  ${totalLine(calls)}`,
    "",
  ].join("\n");
}

/** The block of a run's closing screen, from its heading on. */
export function recallBlock(report: RecallReport): readonly string[] {
  return [
    heading("Memory of the model"),
    ...recallFinding(report).map((line) => `  ${line}`),
    ...report.models.map((model) => dim(`  ${briefly(model, report)}`)),
  ];
}

function ruleLines({ level, errorRate }: RecallReport): readonly string[] {
  return [
    `  A sign: luck alone gives as many right answers in at most ${(level * 100).toFixed(2)} % of cases (p). Over`,
    `  all figures, answers that have nothing to do with the rows pass for memory at most 1 time in ${Math.round(1 / errorRate)}.`,
  ].map(dim);
}

const HEAD = ["asked", "declined", "unusable", "right", "95 % interval", "by luck", "sign at", "p"];

function figures(report: RecallReport): readonly string[] {
  const { models, twins } = report;
  const [only] = models.length === 1 ? models : [];
  const twinRows = twins ? [twinRow(twins)] : [];
  const tables = only
    ? [heading(only.model), table(["  ", ...HEAD], [...modelRows(only), ...twinRows])]
    : [
        ...models.flatMap((model) => [
          heading(`${model.model} (${model.nodes.join(", ")})`),
          table(["  ", ...HEAD], modelRows(model)),
        ]),
        ...(twins ? [heading("Twins"), table(["  ", ...HEAD], twinRows)] : []),
      ];
  return [
    ...tables,
    dim(
      "  by luck: the same answers dealt out to other rows; sign at: right answers that are one;",
    ),
    dim(
      "  moves: from one answer to the next; turned: other than masked, on the same row. Wilson.",
    ),
    heading("Beside it"),
    ...models.flatMap((model) => detailLines(model, only ? "" : `${model.model}, `)),
    ...(twins ? twinLines(twins, report.horizonBars) : []),
  ];
}

type Twins = NonNullable<RecallReport["twins"]>;

function twinLines(twins: Twins, horizonBars: number): readonly string[] {
  const { agreement, masked, unmasked, difference, decided, neededRows } = twins;
  const why = decided < neededRows ? `takes ${neededRows} rows` : "takes decisions that differ";
  const bounds =
    twins.interval === null ? `(an interval ${why})` : interval(twins.interval, percent);
  return [
    `  twins: masked and unmasked took the same side on ${rate(agreement)} of ${decided} rows`,
    `    right over ${horizonBars} bars: masked ${rate(masked)}, unmasked ${rate(unmasked)}`,
    `    unmasked less masked: ${percent(difference)} ${bounds}`,
  ];
}

function modelRows({ close, direction, event }: ModelRecall): readonly (readonly string[])[] {
  return [
    luckRow("moves of the close", close, close.moves),
    luckRow("directions", direction, direction.right),
    luckRow("events, one of four", event, event.right),
  ];
}

function twinRow(twins: Twins): readonly string[] {
  const tally = { asked: twins.rows, declined: null, unusable: twins.rows - twins.decided };
  return luckRow("decisions turned", { ...tally, failed: 0 }, twins.changed);
}

function luckRow(
  name: string,
  tally: {
    readonly asked: number;
    readonly declined: number | null;
    readonly unusable: number;
    readonly failed: number;
  },
  luck: Luck,
): readonly string[] {
  return [
    name,
    String(tally.asked),
    tally.declined === null ? "" : String(tally.declined),
    String(tally.unusable + tally.failed),
    `${luck.hits}/${luck.of} ${share(luck.share)}`,
    interval(luck.interval, share),
    share(luck.chance),
    luck.needed === null ? "n/a" : String(luck.needed),
    chanceOf(luck.p),
  ];
}

function detailLines({ close, direction, event }: ModelRecall, who: string): readonly string[] {
  const { constant, nearer } = close;
  return [
    `  ${who}closes: off by ${share(close.medianError)} (median), within 1 % ${rate(close.near)}`,
    ...(constant === null
      ? []
      : [
          `    its median answer for all: off by ${share(constant.medianError)}, within 1 % ${rate(constant.near)}`,
          `    other answers nearer than that one: ${rate(nearer)} of ${nearer.of}`,
        ]),
    `  ${who}directions: always saying the commoner way is right ${share(direction.commoner)}`,
    ...(event.skipped === 0
      ? []
      : [`  ${who}events: ${event.skipped} rows have too few texts to choose from`]),
  ];
}

function briefly({ close, direction, event }: ModelRecall, { twins }: RecallReport): string {
  return [
    part("moves", close.moves),
    part("directions", direction.right),
    part("events", event.right),
    ...(twins ? [`twins agree ${share(twins.agreement.share)}`] : []),
  ].join(" · ");
}

function part(name: string, { hits, of, chance }: Luck): string {
  return `${name} ${hits} of ${of} (by luck ${share(chance)})`;
}

function rate({ share: value, interval: bounds }: Share): string {
  return bounds === null ? "n/a" : `${share(value)} ${interval(bounds, share)}`;
}

function chanceOf(p: number | null): string {
  if (p === null) return "n/a";
  return p < 0.0005 ? "<0.1 %" : share(p);
}
