/** How the figures were made, what could not be said, and what they do not show. */
import type { Curves } from "../../../backtest/evaluation/curves.ts";
import type { Performance } from "../../../backtest/evaluation/performance.ts";
import type { Evaluation } from "../../../graphs/evaluation/evaluation.ts";
import { facts, list, paragraph, part, section, table } from "../blocks.ts";
import type { Content, Markup } from "../markup.ts";
import { momentText } from "../words.ts";

/** The section. */
export function methodSection(evaluation: Evaluation, curves: Curves): Markup {
  const { performance, statuses, models, simulatedNodes, ownNodes } = evaluation;
  return section("method", "Method and limits", [
    facts([
      ["Run", evaluation.run],
      ["Rows", `${performance.rows}, from row ${performance.firstRow}`],
      ["From, UTC", momentText(Date.parse(evaluation.from))],
      ["To, UTC", momentText(Date.parse(evaluation.to))],
      ["Horizon", `${performance.horizonBars} bars`],
      ["Cost a side", `${performance.costBps} basis points`],
      ...Object.entries(statuses).map(([status, count]) => [status, String(count)] as const),
      ...Object.entries(models).map(
        ([node, model]) =>
          [node, model ?? (ownNodes.some((own) => own === node) ? "own node" : "off")] as const,
      ),
      ["Settings that are not the usual ones", evaluation.settings.join(", ") || "none"],
      ["Own nodes", ownNodes.length === 0 ? "none" : ownNodes.join(", ")],
      [
        "Rules in a model's place",
        simulatedNodes.length === 0 ? "none" : simulatedNodes.join(", "),
      ],
      ["Data, SHA-256", evaluation.dataSha256],
    ]),
    part("What could not be said", missing(performance, curves)),
    part("How to read it", [
      list([
        "Returns are net of costs with the first entry charged, and compounded; a year is the time that passed, since the market never closes.",
        "A position is decided at a close and earns the next bar. No figure here reaches a decision.",
        "Intervals hold 95 %. Those of returns, Sharpe ratios and hit rates draw whole blocks of bars again; blocks are as long as the data's own dependence asks for. On few bars they are too narrow rather than too wide.",
        "Many figures stand on this page: of twenty that mean nothing, one looks as if it did.",
        "n/a means not defined, or too few bars; it is never 0.",
        "What a model remembers of these days from its training is no part of this page.",
        "One period of one market says nothing about another.",
      ]),
    ]),
  ]);
}

/** What is n/a for want of bars, and how many it would take. */
function missing(performance: Performance, curves: Curves): readonly Content[] {
  const { calibration, selection, luck, strategies, direction } = performance;
  const [agent] = strategies;
  const [own] = luck;
  const wants: readonly (readonly [string, boolean, number, number])[] = [
    [
      "Intervals, Sharpe evidence, equity band",
      agent?.intervals.totalReturn === null || curves.band === null,
      agent?.neededBars ?? 0,
      agent?.bars ?? 0,
    ],
    [
      "Circular shift",
      own?.circularShift.p === null,
      own?.circularShift.neededBars ?? 0,
      own?.circularShift.bars ?? 0,
    ],
    [
      "Standing among coin flips",
      own?.randomPercentile.percentile === null,
      own?.randomPercentile.neededBars ?? 0,
      own?.randomPercentile.bars ?? 0,
    ],
    [
      "Probability of overfitting",
      selection.overfitting?.probability === null,
      selection.overfitting?.neededBars ?? 0,
      selection.overfitting?.bars ?? 0,
    ],
    [
      "Calibration",
      calibration.calibrationError.interval === null,
      calibration.calibrationError.neededRows,
      calibration.rows,
    ],
    [
      "Direction",
      direction.nextBar.p === null,
      direction.nextBar.neededRows,
      direction.nextBar.rows,
    ],
  ];
  const left = wants.filter(([, isMissing]) => isMissing);
  if (left.length === 0) {
    return [paragraph("Nothing was left out for want of bars.")];
  }
  return [
    table({
      caption: "Figures that are n/a",
      columns: [
        { head: "figure", kind: "text" },
        { head: "there are", kind: "number" },
        { head: "it needs", kind: "number" },
      ],
      rows: left.map(([name, , needs, has]) => [
        name,
        String(has),
        has >= needs ? "something that varies" : String(needs),
      ]),
    }),
  ];
}
