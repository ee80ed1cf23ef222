/** Random inputs of an arbiter, for rationales of tests: figures, cases and scores with the text that shows them. */
import { FEATURES } from "../../../data/features/catalogue.ts";
import type { Random } from "../../../data/random.ts";
import type {
  ReasonedRow,
  ShownFigure,
  StoredCase,
} from "../../../backtest/reasoning/reasoned-row.ts";

/** A row without its rationale. */
export type ShownWorld = Omit<ReasonedRow, "rationale" | "action"> & { readonly action: -1 | 1 };

const sign = (value: number, digits: number): string =>
  `${value > 0 ? "+" : ""}${value.toFixed(digits)}`;

/** Draws a value that is not 0 when shown with these digits. */
function draw(random: Random, scale: number, digits: number): number {
  for (;;) {
    const value = random.normal() * scale;
    if (Number(value.toFixed(digits)) !== 0) return value;
  }
}

function meaningOf(id: string): string {
  return FEATURES.find(({ name }) => name === id)?.meaning ?? id;
}

function opinion(id: string, value: number): ShownFigure {
  const shown = id.endsWith("score") ? sign(value, 2) : value.toFixed(2);
  return { id, value, shown, unit: "number" };
}

function points(id: string, value: number): ShownFigure {
  const shown = String(Math.round(value * 10) / 10);
  return { id, value, shown, unit: "number", meaning: meaningOf(id) };
}

/** Draws what an arbiter may be shown. */
export function drawWorld(random: Random, row: number): ShownWorld {
  const fraction = (
    id: string,
    scale: number,
    turn: (x: number) => number = (x) => x,
  ): ShownFigure => {
    const value = turn(draw(random, scale, 4));
    return {
      id,
      value,
      shown: `${sign(value * 100, 2)} %`,
      unit: "fraction",
      meaning: meaningOf(id),
    };
  };
  const deviations = (id: string): ShownFigure => {
    const value = draw(random, 1.5, 2);
    return { id, value, shown: `${sign(value, 2)} sd`, unit: "deviations", meaning: meaningOf(id) };
  };
  const sentiment = Math.max(-0.95, Math.min(0.95, draw(random, 0.4, 2)));
  const quant = Math.max(-0.95, Math.min(0.95, draw(random, 0.4, 2)));
  const figures = [
    opinion("sentiment.score", sentiment),
    opinion("sentiment.confidence", 0.5 + random.uniform() * 0.45),
    opinion("quant.score", quant),
    opinion("quant.confidence", 0.5 + random.uniform() * 0.45),
    fraction("return_1", 0.004),
    fraction("return_3", 0.006),
    fraction("return_6", 0.008),
    fraction("return_12", 0.01),
    fraction("ema_3_over_7", 0.003),
    fraction("volatility_12", 0.003, Math.abs),
    fraction("drawdown_48", 0.02, (x) => -Math.abs(x)),
    deviations("volume_z"),
    deviations("mvrv_z"),
    points("rsi_14", 15 + random.uniform() * 70),
    points("sentiment_index", 10 + random.below(80)),
  ];
  const cases = Array.from({ length: 3 + random.below(3) }, (): StoredCase => ({
    outcome: draw(random, 0.007, 4),
    barsAgo: 7 + random.below(120),
    similarity: 0.2 + random.uniform() * 0.7,
    label: random.uniform() < 0.5 ? -1 : 1,
  }));
  const inputText = [
    "You are the arbiter of a trading desk that trades Bitcoin in short bars. Decide: -1 sell or 1 buy.",
    "Horizon: 6 bars.",
    ...FEATURES.map(({ name, meaning }) => `${name}: ${meaning}`),
    ...figures.map(({ id, shown }) => `[${id}] ${shown}`),
    ...cases.map(
      ({ outcome, barsAgo, similarity, label }, i) =>
        `[c${i + 1}] ${sign(outcome * 100, 2)} %, ${barsAgo} bars ago, similarity ${similarity.toFixed(2)}, label ${label}`,
    ),
  ].join("\n");
  return {
    row,
    node: "arbitrate",
    model: "templates",
    action: random.uniform() < 0.5 ? -1 : 1,
    score: null,
    confidence: null,
    figures,
    cases,
    views: [],
    quotes: [],
    inputText,
    answers: [],
    outcome: null,
  };
}
