/** Writes truthful statements in many units, in pieces: what may be falsified is a slot. Uses nothing of the audit. */
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
/** Writes the figures, cases and the side of one world. */
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

/** A way of writing: phrasings, words of either side, and sentences with a date that no prompt of the tests shows. */
export interface Phrasings {
  readonly templates: readonly ((pen: Pen) => readonly Piece[])[];
  /** Sell, and buy. */
  readonly sides: readonly (readonly [string, string])[];
  readonly dated: readonly string[];
  /** Sentences with an event or a name that no prompt of the tests shows. */
  readonly events: readonly string[];
}

/** A truthful rationale about the world, in pieces, by the phrasing of this number. */
export function truthfulPieces(
  { templates, sides }: Phrasings,
  world: ShownWorld,
  random: Random,
  template: number,
): readonly Piece[] {
  const make = templates[template % templates.length];
  return make ? make(penFor(world, random, sides)) : [];
}

function figure(id: string, value: number, step: number, write: (x: number) => string): Slot {
  return { slot: "figure", id, value, step, write };
}

function penFor(world: ShownWorld, random: Random, sides: Phrasings["sides"]): Pen {
  const valueOf = (id: string): number => {
    const value = world.figures.find((shown) => shown.id === id)?.value;
    if (value === undefined || value === null) throw new Error(`expected a figure, was ${id}`);
    return value;
  };
  const outcomeOf = (index: number): number => world.cases[index]?.outcome ?? Number.NaN;
  const form = () => random.pick(FRACTION_FORMS);
  const [sell, buy] = random.pick(sides);
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
