/** The screen of `hindcast check`. */
import type { LabelAudit } from "../../backtest/label-audit.ts";
import type { Count, DataReport } from "../../data/data-report.ts";
import { interval, percent, share } from "../../data/figures.ts";
import { heading, table } from "./format.ts";

/** The data report and the label audit as text. */
export function checkScreen(report: DataReport, labels: LabelAudit): string {
  return [
    heading("Data"),
    ...dataLines(report).map(([name, what]) => `  ${name.padEnd(18)}${what}`),
    heading("Labels"),
    ...(labels.labelled === 0 ? ["  none"] : labelLines(labels)),
    "",
  ].join("\n");
}

function dataLines(report: DataReport): readonly (readonly [string, string])[] {
  const missing = Object.entries(report.missing).map(([column, count]) => `${column} ${count}`);
  const variants = report.caseVariants.map(
    ({ column, spellings }) => `${column}: ${counts(spellings)}`,
  );
  return [
    ["file", report.file],
    ["rows", String(report.rows)],
    ["span", `${report.from} to ${report.to}`],
    ["steps", `${counts(report.stepsMinutes, " min")}; ${report.gaps} gaps`],
    ["absent columns", listed(report.absentColumns)],
    ["missing cells", listed(missing)],
    ["constant columns", listed(report.constantColumns)],
    [
      "upstream says",
      report.upstreamConfidences.length === 0
        ? "no confidence"
        : `confidence ${counts(report.upstreamConfidences, "/10")}` +
          (report.upstreamConfidenceNearConstant ? ": near constant, tells nothing" : ""),
    ],
    ["languages", counts(report.languages)],
    ["case variants", listed(variants)],
    [
      "mean text length",
      listed(Object.entries(report.meanTextLength).map(([column, chars]) => `${column} ${chars}`)),
    ],
  ];
}

function labelLines(labels: LabelAudit): readonly string[] {
  const spans = labels.past.map((past, i) => {
    const future = labels.future[i];
    return [
      `  ${past.span_bars} ${past.span_bars === 1 ? "bar" : "bars"}`,
      `${share(past.share)} ${interval(past.interval, share)}`,
      future ? `${share(future.share)} ${interval(future.interval, share)}` : "n/a",
    ];
  });
  const { own_lag_1: lag, ema_3_over_7: ema, traded } = labels;
  return [
    `  ${labels.labelled} of ${labels.rows} rows labelled, ${share(labels.buy_share)} of them buy`,
    table(["  agrees with", "past return", "next return"], spans),
    `  with the label before ${share(lag.share)}, with EMA(3)>EMA(7) ${share(ema.share)}`,
    `  traded perfectly: ${percent(traded.perfect_0_bps)} for free, ${percent(traded.perfect_10_bps)} at 10 bps a side` +
      ` (always long ${percent(traded.always_long)}, always short ${percent(traded.always_short)})`,
    `  ${labels.verdict}`,
  ];
}

function counts(values: readonly Count[], unit = ""): string {
  const shown = values.slice(0, 5).map(({ value, count }) => `${value}${unit} ×${count}`);
  const rest = values.length - shown.length;
  return shown.length === 0 ? "none" : [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

function listed(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.join(", ");
}
