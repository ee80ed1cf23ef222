/**
 * Truthful rationales in many phrasings and units, in pieces: what may be falsified is a slot. Written without the
 * lexicons of the audit, and nothing of the audit is used to write them.
 */
import type { Random } from "../../../data/random.ts";
import type { ShownWorld } from "./shown-worlds.ts";

/** A place where a rationale can be made false. `write` renders it with another value. */
export type Slot =
  | {
      readonly slot: "figure";
      readonly id: string;
      readonly value: number;
      /** Smallest step that the writing shows, in the unit of `value`. */
      readonly step: number;
      readonly write: (value: number) => string;
    }
  | { readonly slot: "case"; readonly index: number; readonly write: (index: number) => string }
  | { readonly slot: "side"; readonly side: -1 | 1; readonly write: (side: -1 | 1) => string };
export type Piece = string | Slot;

/** Says a fraction with its sign. Some forms round, so that a template may use any of them. */
const FRACTION_FORMS: readonly { readonly step: number; readonly say: (x: number) => string }[] = [
  { step: 1e-4, say: (x) => `${x > 0 ? "+" : ""}${(x * 100).toFixed(2)} %` },
  { step: 1e-4, say: (x) => `${(x * 100).toFixed(2)}%` },
  { step: 1e-4, say: (x) => `${x < 0 ? "−" : "+"}${Math.abs(x * 100).toFixed(2)} %` },
  { step: 1e-4, say: (x) => `${x > 0 ? "+" : ""}${(x * 100).toFixed(2)} percent` },
  { step: 1e-4, say: (x) => `${x > 0 ? "+" : ""}${Math.round(x * 1e4)} bps` },
  { step: 1e-4, say: (x) => `${Math.round(x * 1e4)} basis points` },
];
/** The same with the sign in words. */
const FALLS: readonly ((x: number) => string)[] = [
  (x) => `${x < 0 ? "down" : "up"} ${Math.abs(x * 100).toFixed(2)} %`,
  (x) => `a ${x < 0 ? "loss" : "gain"} of ${Math.abs(x * 100).toFixed(2)}%`,
  (x) => `${Math.abs(x * 100).toFixed(2)} % ${x < 0 ? "lower" : "higher"}`,
  (x) => `a ${Math.abs(x * 100).toFixed(2)} % ${x < 0 ? "drop" : "rise"}`,
  (x) => `a ${x < 0 ? "decline" : "rise"} of about ${Math.abs(x * 1e4).toFixed(0)} bps`,
];
const FELL: readonly ((x: number) => string)[] = [
  (x) => `${x < 0 ? "fell" : "rose"} ${Math.abs(x * 100).toFixed(2)} %`,
  (x) => `${x < 0 ? "lost" : "gained"} ${Math.abs(x * 1e4).toFixed(0)} bps`,
  (x) => `${x < 0 ? "slipped" : "climbed"} by ${Math.abs(x * 100).toFixed(2)}%`,
  (x) => `${x < 0 ? "dropped" : "advanced"} ${Math.abs(x * 100).toFixed(2)} percent`,
];
const SIDES: readonly (readonly [string, string])[] = [
  ["Sell", "Buy"],
  ["Short", "Long"],
  ["I would sell here", "I would buy here"],
  ["The weight of evidence is bearish", "The weight of evidence is bullish"],
  ["Going short", "Going long"],
  ["On balance the case for selling is better", "On balance the case for buying is better"],
  ["There is no reason to buy", "There is no reason to sell"],
  ["Decision: SELL", "Decision: BUY"],
  ["Take the short side", "Take the long side"],
  ["Downside is likelier", "Upside is likelier"],
  ["Not a moment to be long", "Not a moment to be short"],
  ["The tape points down", "The tape points up"],
  ["Staying short", "Staying long"],
  ["Expect lower prices", "Expect higher prices"],
  ["We lean bearish", "We lean bullish"],
  ["Momentum is weak", "Momentum is strong"],
];

interface Pen {
  readonly fraction: (id: string) => Slot;
  readonly words: (id: string) => Slot;
  readonly verb: (id: string) => Slot;
  readonly plain: (id: string, digits: number, after?: string) => Slot;
  readonly outcome: (index: number) => Slot;
  readonly outcomeWords: (index: number) => Slot;
  readonly caseAt: (index: number, write?: (index: number) => string) => Slot;
  readonly side: Slot;
  readonly world: ShownWorld;
}

function penFor(world: ShownWorld, random: Random): Pen {
  const valueOf = (id: string): number => {
    const value = world.figures.find((figure) => figure.id === id)?.value;
    if (value === undefined || value === null) throw new Error(`expected a figure, was ${id}`);
    return value;
  };
  const figure = (id: string, value: number, step: number, write: (x: number) => string): Slot => ({
    slot: "figure",
    id,
    value,
    step,
    write,
  });
  const outcomeOf = (index: number): number => world.cases[index]?.outcome ?? Number.NaN;
  const form = () => random.pick(FRACTION_FORMS);
  const [sell, buy] = random.pick(SIDES);
  const caseForm = random.pick<(i: number) => string>([
    (i) => `[c${i + 1}]`,
    (i) => `c${i + 1}`,
    (i) => `case ${i + 1}`,
    (i) => `case c${i + 1}`,
  ]);
  return {
    fraction: (id) => {
      const { step, say } = form();
      return figure(id, valueOf(id), step, say);
    },
    words: (id) => figure(id, valueOf(id), 1e-4, random.pick(FALLS)),
    verb: (id) => figure(id, valueOf(id), 1e-4, random.pick(FELL)),
    plain: (id, digits, after = "") =>
      figure(
        id,
        valueOf(id),
        10 ** -digits,
        (x) => `${x > 0 && id.endsWith(".score") ? "+" : ""}${x.toFixed(digits)}${after}`,
      ),
    outcome: (index) => {
      const { step, say } = form();
      return figure(`c${index + 1}`, outcomeOf(index), step, say);
    },
    outcomeWords: (index) => figure(`c${index + 1}`, outcomeOf(index), 1e-4, random.pick(FALLS)),
    caseAt: (index, write = caseForm) => ({ slot: "case", index, write }),
    side: { slot: "side", side: world.action, write: (side) => (side === -1 ? sell : buy) },
    world,
  };
}

const bracket = (i: number): string => `[c${i + 1}]`;
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** One function a phrasing. */
const TEMPLATES: readonly ((pen: Pen) => readonly Piece[])[] = [
  (p) => [
    p.side,
    ": the 12-bar return is ",
    p.fraction("return_12"),
    " [return_12] and the quant score ",
    p.plain("quant.score", 2),
    " [quant.score].",
  ],
  (p) => [
    p.side,
    ". Price is ",
    p.words("return_6"),
    " over the last 6 bars [return_6], and ",
    p.caseAt(0, bracket),
    " was followed by ",
    p.outcome(0),
    ".",
  ],
  (p) => [
    "Price ",
    p.verb("return_3"),
    " [return_3]; the closest case ended ",
    p.outcome(0),
    " ",
    p.caseAt(0, bracket),
    ". ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    "; return_1 is ",
    p.fraction("return_1"),
    ", return_6 is ",
    p.fraction("return_6"),
    ".",
  ],
  (p) => [
    "The sentiment analyst says ",
    p.plain("sentiment.score", 2),
    " [sentiment.score] with confidence ",
    p.plain("sentiment.confidence", 2),
    " [sentiment.confidence]. ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ", because RSI stands at ",
    p.plain("rsi_14", 1),
    " [rsi_14] and the EMA(3) is ",
    p.fraction("ema_3_over_7"),
    " [ema_3_over_7] from the EMA(7).",
  ],
  (p) => [
    "RSI of ",
    p.plain("rsi_14", 0),
    " [rsi_14], volume at ",
    p.plain("volume_z", 2, " sd"),
    " [volume_z], MVRV at ",
    p.plain("mvrv_z", 1, " standard deviations"),
    " [mvrv_z]. ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ". ",
    p.caseAt(1),
    " came out at ",
    p.outcome(1),
    ", ",
    p.caseAt(2),
    " at ",
    p.outcome(2),
    ".",
  ],
  (p) => [
    `The ${p.world.cases.length} cases average ${(meanOf(p.world.cases.map((c) => c.outcome)) * 100).toFixed(2)} %, the best match being `,
    p.caseAt(0, bracket),
    " ",
    p.outcome(0),
    ". ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ": [return_6] ",
    p.fraction("return_6"),
    ", [return_12] ",
    p.fraction("return_12"),
    ", [quant.score] ",
    p.plain("quant.score", 2),
    ".",
  ],
  (p) => [
    "Drawdown is ",
    p.fraction("drawdown_48"),
    " [drawdown_48] with a volatility of ",
    p.fraction("volatility_12"),
    " [volatility_12]. ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ". Quant is sure at ",
    p.plain("quant.confidence", 2),
    " [quant.confidence], sentiment at ",
    p.plain("sentiment.confidence", 2),
    " [sentiment.confidence].",
  ],
  (p) => [
    `${p.world.cases.filter((c) => c.outcome < 0).length} of ${p.world.cases.length} cases fell, and `,
    p.caseAt(0, bracket),
    " brought ",
    p.outcomeWords(0),
    ". ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ". The move over the last 12 bars was ",
    p.fraction("return_12"),
    " [return_12], about twice what one expects, and ",
    p.caseAt(1, bracket),
    " gave ",
    p.outcome(1),
    ".",
  ],
  (p) => [
    "Sentiment index ",
    p.plain("sentiment_index", 0),
    " [sentiment_index]; last bar ",
    p.fraction("return_1"),
    " [return_1]; nearest precedent ",
    p.outcome(0),
    " ",
    p.caseAt(0, bracket),
    ". ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    `. The gap between the analysts is ${Math.abs((p.world.figures.find((f) => f.id === "sentiment.score")?.value ?? 0) - (p.world.figures.find((f) => f.id === "quant.score")?.value ?? 0)).toFixed(2)}, with quant at `,
    p.plain("quant.score", 2),
    " [quant.score] and sentiment at ",
    p.plain("sentiment.score", 2),
    " [sentiment.score].",
  ],
  (p) => [
    p.side,
    ": the market ",
    p.verb("return_12"),
    " over the last 12 bars, and it ",
    p.verb("return_1"),
    " in the last bar [return_1].",
  ],
  (p) => [
    "Both horizons matter: return_3 at ",
    p.fraction("return_3"),
    " and return_12 at ",
    p.fraction("return_12"),
    ". ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ". After ",
    p.caseAt(0),
    " the price moved ",
    p.outcome(0),
    " [c1]; it lay ",
    String(p.world.cases[0]?.barsAgo),
    " bars back with a similarity of ",
    (p.world.cases[0]?.similarity ?? 0).toFixed(2),
    ".",
  ],
  (p) => [
    "quant.score ",
    p.plain("quant.score", 2),
    ", sentiment.score ",
    p.plain("sentiment.score", 2),
    ". ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ". With RSI ",
    p.plain("rsi_14", 1),
    " [rsi_14], ",
    (p.world.figures.find((f) => f.id === "rsi_14")?.value ?? 0) < 50 ? "below" : "above",
    " 50, and volume_z ",
    p.plain("volume_z", 2, " sd"),
    ", the horizon of 6 bars is enough.",
  ],
  (p) => [
    "Although the analysts differ, the short-term return (",
    p.fraction("return_3"),
    ", [return_3]) decides. ",
    p.side,
    ".",
  ],
  (p) => [
    p.side,
    ": volume is ",
    p.plain("volume_z", 1, " sd"),
    " from normal [volume_z], the crossing ",
    p.fraction("ema_3_over_7"),
    " [ema_3_over_7], and ",
    p.caseAt(2, bracket),
    " shows ",
    p.outcome(2),
    ".",
  ],
  (p) => [
    "Confidence of the quant analyst is ",
    p.plain("quant.confidence", 2),
    " [quant.confidence]. ",
    p.caseAt(0, bracket),
    " ended with ",
    p.outcomeWords(0),
    ". ",
    p.side,
    ".",
  ],
];

/** A truthful rationale about the world, in pieces. */
export function truthfulPieces(
  world: ShownWorld,
  random: Random,
  template: number,
): readonly Piece[] {
  const make = TEMPLATES[template % TEMPLATES.length];
  return make ? make(penFor(world, random)) : [];
}
