/** Whether the agent knows what comes: actions against moves, and against labels, which is another question. */
import { confusionChart } from "../../charts/confusion-chart.ts";
import type { DirectionFigures } from "../../../backtest/evaluation/forecast-figures.ts";
import type { Performance } from "../../../backtest/evaluation/performance.ts";
import type { SignalQuality } from "../../../backtest/signal-quality.ts";
import { figure, note, section, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { chance, percent, ratio, shareText, withRange, written } from "../words.ts";

/** The section. */
export function signalSection({ direction, horizonBars }: Performance): Markup {
  const { nextBar, horizon, signal } = direction;
  return section("signal", "Does it know the direction?", [
    confusionFigure(signal),
    table({
      caption: "Actions against the moves that followed",
      columns: [
        { head: "figure", kind: "text" },
        { head: "next bar", kind: "number" },
        { head: `over ${horizonBars} bars`, kind: "number" },
      ],
      rows: DIRECTION_ROWS.map(({ name, says, of }) => [
        described(name, says),
        of(nextBar),
        of(horizon),
      ]),
    }),
    table({
      caption: "Actions, and signs of scores, against the labels",
      columns: [
        { head: "figure", kind: "text" },
        { head: "action", kind: "number" },
        { head: "score", kind: "number" },
      ],
      rows: SIGNAL_ROWS.map(({ name, says, of }) => [
        described(name, says),
        of(signal.action),
        of(signal.score),
      ]),
    }),
    note(
      "Agreeing with labels and earning money are two questions; a label can look backward. Neither stands for the other here.",
    ),
  ]);
}

function described(name: string, says: string): Content {
  return markup`${name}<span class="clause">${says}</span>`;
}

function confusionFigure({ action, score }: DirectionFigures["signal"]): Markup | null {
  if (action.compared === 0) return null;
  return figure(
    confusionChart({
      title: "What was said against the label",
      matrices: [
        { against: "action against label", counts: countsOf(action) },
        { against: "sign of score against label", counts: countsOf(score) },
      ],
    }),
    "Confusion",
    `${withRange(action.agreement, action.agreement_interval, percent)} of ${action.compared} actions are the label; always saying the commoner one would be right in ${written(action.majority_share, percent)}.`,
  );
}

function countsOf({ confusion }: SignalQuality): readonly (readonly [number, number])[] {
  return [
    [confusion.buy_when_buy, confusion.buy_when_sell],
    [confusion.sell_when_buy, confusion.sell_when_sell],
  ];
}

const DIRECTION_ROWS: readonly {
  readonly name: string;
  readonly says: string;
  readonly of: (test: DirectionFigures["nextBar"]) => string;
}[] = [
  {
    name: "Right direction",
    says: "Actions with the sign of the return; the interval takes rows for independent.",
    of: ({ right }) => shareText(right),
  },
  {
    name: "Beyond chance",
    says: "Share right less what unrelated calls would get, with an interval that allows for runs.",
    of: ({ dependent }) => withRange(dependent.figure, dependent.interval, percent),
  },
  {
    name: "Pesaran–Timmermann, p",
    says: "Chance of as much if calls and moves had nothing to do with each other; too sure where outcomes overlap.",
    of: ({ p }) => written(p, chance),
  },
];

const SIGNAL_ROWS: readonly {
  readonly name: string;
  readonly says: string;
  readonly of: (quality: SignalQuality) => string;
}[] = [
  {
    name: "Agreement",
    says: "Share of rows whose action is the label.",
    of: ({ agreement, agreement_interval }) => withRange(agreement, agreement_interval, percent),
  },
  {
    name: "Balanced accuracy",
    says: "Mean of both recalls; 50 % for a coin.",
    of: ({ balanced_accuracy }) => written(balanced_accuracy, percent),
  },
  {
    name: "Matthews correlation",
    says: "From -1 to 1; 0 for a coin and for always saying the same.",
    of: ({ mcc }) => written(mcc, ratio),
  },
  { name: "Buy: precision, recall, F1", says: "Of buys.", of: ({ buy }) => threeOf(buy) },
  { name: "Sell: precision, recall, F1", says: "Of sells.", of: ({ sell }) => threeOf(sell) },
];

function threeOf({ precision, recall, f1_score }: SignalQuality["buy"]): string {
  return [precision, recall, f1_score].map((value) => written(value, percent)).join(" · ");
}
