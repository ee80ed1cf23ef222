/** Falsifies truthful statements in pieces, one planted fault each, and knows where it stands. */
import { falseValue, hasSign } from "../../../backtest/reasoning/mutations/false-value.ts";
import type { Mutant, Mutation } from "../../../backtest/reasoning/mutations/mutation.ts";
import type { Random } from "../../../data/random.ts";
import type { Phrasings, Piece, Slot } from "./pen.ts";
import type { ShownWorld } from "./shown-worlds.ts";

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
    return Math.abs(slot.value) < slot.step || !hasSign(slot.id) ? null : slot.write(-slot.value);
  }
  if (kind !== (isOutcome ? "wrong case outcome" : "wrong number")) return null;
  return slot.write(falseValue(slot.value, slot.step, random));
}
