/** What a probe of memory says on screen: a sentence, the rule behind it, one table. */
import type { Luck } from "../../backtest/recall/luck.ts";
import type { RecallSign } from "../../backtest/recall/verdict.ts";
import type { ModelRecall, RecallReport } from "../../graphs/recall/report.ts";
import type { CallTotals } from "../../nodes/models/cost/ledger.ts";
import { bold, dim, heading, interval, percent, share, table } from "./format.ts";
import { totalLine } from "./model-lines.ts";

/** The screen of `hindcast recall` as text. @param calls of the probe, what was paid for it */
export function recallScreen(report: RecallReport, calls: CallTotals): string {
  return [
    heading("What it came to"),
    ...recallFinding(report).map((line) => `  ${line}`),
    ...(report.verdict === "rule" ? [] : [ruleLine(report), ...figures(report)]),
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

/** What it came to, in a sentence or two. */
function recallFinding(report: RecallReport): readonly string[] {
  const { verdict, signs, models, twins, rules } = report;
  const asked = models.flatMap(({ close, direction, event }) => [close, direction, event]);
  const sum = (count: (tally: (typeof asked)[number]) => number): number =>
    asked.reduce((total, tally) => total + count(tally), 0);
  const all = sum((tally) => tally.asked);
  const declined = sum((tally) => tally.declined);
  const lost = sum(({ unusable, failed }) => unusable + failed);
  const tests = 3 * models.length + (twins === null ? 0 : 1);
  const counts = [
    ...(declined > 0 ? [`It declined ${declined} of ${all} questions.`] : []),
    ...(lost > 0 ? [`${lost} of ${all} answers were of no use.`] : []),
    ...(rules.length > 0 && models.length > 0
      ? ["Nodes that a fixed rule answers for were not asked."]
      : []),
  ];
  switch (verdict) {
    case "rule":
      return [
        "n/a: a fixed rule answers in the place of a language model, and has nothing to remember.",
      ];
    case "knows":
      return [
        `${bold("It knows the period:")} ${signs.map((sign) => signWords(sign, report)).join("; ")}.`,
        "Results on it are recall, not skill.",
        ...counts,
      ];
    case "no sign":
      return [
        `It shows ${bold("no sign of knowing the period")}: none of ${tests} figures is beyond luck.`,
        ...counts,
      ];
    default:
      return [
        "What it knows cannot be said: its answers are too few, or too much alike, for any sign.",
        ...counts,
      ];
  }
}

/** What a sign says, with the model's name where there are several. */
function signWords({ model, kind }: RecallSign, { models, twins }: RecallReport): string {
  const scores = models.find((each) => each.model === model);
  const who = models.length > 1 && model !== null ? `${model} ` : "";
  if (kind === "twins") {
    return `of the decisions that dates and levels changed, ${counted(twins?.changed)} came out right`;
  }
  const words = {
    close: `${who}moves its closes the right way ${counted(scores?.close.moves)}`,
    direction: `${who}tells the direction ${counted(scores?.direction.right)}`,
    event: `${who}finds the text of the hour ${counted(scores?.event.right)}`,
  };
  return words[kind];
}

function counted(luck: Luck | undefined): string {
  return luck ? `${luck.hits} times of ${luck.of} (by luck ${share(luck.chance)})` : "n/a";
}

function ruleLine({ level, errorRate }: RecallReport): string {
  return dim(
    `  A sign: as many right by luck alone in at most ${(level * 100).toFixed(2)} % of cases. Over all figures that\n` +
      `  accuses models that remember nothing at most 1 time in ${Math.round(1 / errorRate)}.`,
  );
}

const HEAD = ["asked", "declined", "unusable", "right", "95 % interval", "by luck", "sign at", "p"];

function figures(report: RecallReport): readonly string[] {
  const { models, twins, horizonBars } = report;
  return [
    ...models.flatMap((model) => [
      heading(models.length > 1 ? `${model.model} (${model.nodes.join(", ")})` : model.model),
      table(["  ", ...HEAD], [...modelRows(model), ...(models.length > 1 ? [] : twinRow(report))]),
      ...detailLines(model).map(dim),
    ]),
    ...(models.length > 1 && twins
      ? [heading("Twins"), table(["  ", ...HEAD], twinRow(report))]
      : []),
    ...(twins
      ? [
          dim(`  twins: the same side on ${rate(twins.agreement)} of ${twins.decided} rows;`),
          dim(
            `  right over ${horizonBars} bars: masked ${rate(twins.masked)}, unmasked ${rate(twins.unmasked)},`,
          ),
          dim(
            `  difference ${percent(twins.difference)} ` +
              (twins.interval === null
                ? `(no interval: ${twins.decided} rows, it takes ${twins.neededRows})`
                : interval(twins.interval, percent)),
          ),
        ]
      : []),
  ];
}

function modelRows({ close, direction, event }: ModelRecall): readonly (readonly string[])[] {
  return [
    luckRow("close moves as answered", close, close.moves),
    luckRow("direction", direction, direction.right),
    luckRow("event, one of four", event, event.right),
  ];
}

function twinRow({ twins }: RecallReport): readonly (readonly string[])[] {
  if (twins === null) return [];
  const tally = { asked: twins.rows, declined: null, unusable: twins.rows - twins.decided };
  return [luckRow("unmasking changes rightly", { ...tally, failed: 0 }, twins.changed)];
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

function detailLines({ close, direction, event }: ModelRecall): readonly string[] {
  const { constant, nearer } = close;
  return [
    `  close: off by ${share(close.medianError)} (median), within 1 % ${rate(close.near)};`,
    constant === null
      ? "  no answer to compare with"
      : `  its median answer alone: off by ${share(constant.medianError)}, within 1 % ${rate(constant.near)};` +
        ` nearer than that: ${rate(nearer)} of ${nearer.of}`,
    `  direction: always the commoner way ${share(direction.commoner)}` +
      (event.skipped === 0 ? "" : `; event: ${event.skipped} rows without texts to choose from`),
  ];
}

function briefly({ close, direction, event }: ModelRecall, { twins }: RecallReport): string {
  const part = (name: string, { hits, of, chance }: Luck): string =>
    `${name} ${hits} of ${of} (by luck ${share(chance)})`;
  return [
    part("close moves", close.moves),
    part("direction", direction.right),
    part("event", event.right),
    ...(twins ? [`twins agree ${share(twins.agreement.share)}`] : []),
  ].join(" · ");
}

function rate(part: ModelRecall["close"]["near"]): string {
  return part.interval === null ? "n/a" : `${share(part.share)} ${interval(part.interval, share)}`;
}

function chanceOf(p: number | null): string {
  if (p === null) return "n/a";
  return p < 0.0005 ? "<0.1 %" : share(p);
}
