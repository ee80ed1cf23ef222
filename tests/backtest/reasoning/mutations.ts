/** Falsifies truthful rationales, one planted fault each, and knows where it stands. */
import type { FindingKind } from "../../../backtest/reasoning/finding.ts";
import type { Random } from "../../../data/random.ts";
import type { ShownWorld } from "./shown-worlds.ts";
import type { Phrasings, Piece, Slot } from "./pen.ts";

/** A text with a fault between two offsets. */
export interface Mutant {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export const MUTATIONS = [
  "wrong number",
  "flipped sign",
  "foreign case",
  "wrong case outcome",
  "future date",
  "invented event",
  "swapped polarity",
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** Findings that name the fault for what it is. Any other finding does not count as having found it. */
export const EXPECTED: Readonly<Record<Mutation, readonly FindingKind[]>> = {
  "wrong number": ["contradicted number", "unsupported number"],
  "flipped sign": ["contradicted number", "case outcome"],
  "foreign case": ["foreign case"],
  "wrong case outcome": ["case outcome"],
  "future date": ["absent date"],
  "invented event": ["absent event", "absent name"],
  "swapped polarity": ["polarity"],
};

/** The text of pieces. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(writePiece).join("");
}

function writePiece(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if (piece.slot === "figure") return piece.write(piece.value);
  return piece.slot === "case" ? piece.write(piece.index) : piece.write(piece.side);
}

/** What a fault is planted by. */
interface Ground {
  readonly world: ShownWorld;
  readonly random: Random;
  readonly phrasings: Phrasings;
}

/** The pieces with a fault of this kind; null when they have no place for it. */
export function mutate(
  kind: Mutation,
  pieces: readonly Piece[],
  { world, random, phrasings }: Ground,
): Mutant | null {
  if (kind === "future date" || kind === "invented event") {
    const { dated, events } = phrasings;
    const added = random.pick(kind === "future date" ? dated : events);
    const text = textOf(pieces);
    return { text: text + added, start: text.length, end: text.length + added.length };
  }
  const places = pieces.flatMap((piece, at) => {
    const written = typeof piece === "string" ? null : falsified(kind, piece, world, random);
    return written === null || written === writePiece(piece) ? [] : [{ at, written }];
  });
  if (places.length === 0) return null;
  const { at, written } = random.pick(places);
  const before = textOf(pieces.slice(0, at));
  const text = before + written + textOf(pieces.slice(at + 1));
  return { text, start: before.length, end: before.length + written.length };
}

function falsified(
  kind: Mutation,
  slot: Slot,
  { cases }: ShownWorld,
  random: Random,
): string | null {
  if (slot.slot === "case") {
    return kind === "foreign case" ? slot.write(cases.length + random.below(6)) : null;
  }
  if (slot.slot === "side") {
    return kind === "swapped polarity" ? slot.write(slot.side === 1 ? -1 : 1) : null;
  }
  const isOutcome = /^c\d+$/.test(slot.id);
  if (kind === "flipped sign") {
    return Math.abs(slot.value) < slot.step || /rsi|index|confidence|volatility/.test(slot.id)
      ? null
      : slot.write(-slot.value);
  }
  if (kind !== (isOutcome ? "wrong case outcome" : "wrong number")) return null;
  return slot.write(wrongValue(slot, random));
}

/** Another value of the same sign, from a fifth off to three times as large, and at least five shown steps off. */
function wrongValue({ value, step }: Extract<Slot, { slot: "figure" }>, random: Random): number {
  const size = Math.abs(value);
  const off = Math.max(5 * step, size * (0.2 + 1.8 * random.uniform()));
  const isDown = random.uniform() < 0.5 && size - off > step;
  return Math.sign(value) * (isDown ? size - off : size + off);
}
