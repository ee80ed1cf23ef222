/** The list of runs when it is asked for again: what stayed the same stays the same object, so nothing is drawn anew. */
import type { RunHead } from "../../wire/api.ts";

/** The new list with the heads at hand wherever they say the same; the list at hand where all do. */
export function renewedHeads(
  before: readonly RunHead[] | null,
  now: readonly RunHead[],
): readonly RunHead[] {
  if (before === null) return now;
  const known = new Map(before.map((head) => [JSON.stringify(head), head]));
  const heads = now.map((head) => known.get(JSON.stringify(head)) ?? head);
  const isSame = heads.length === before.length && heads.every((head, at) => head === before[at]);
  return isSame ? before : heads;
}

/**
 * The run to show: the one that the address names; without one the same as before, whatever else comes up; at first
 * the one that comes first of those that are whole.
 * @param unnamed id of the run that was shown when the address named none
 */
export function runToShow(
  heads: readonly RunHead[],
  named: string | null,
  unnamed: string | null,
): RunHead | null {
  return (
    heads.find(({ id }) => id === named) ??
    heads.find(({ id }) => id === unnamed) ??
    heads.find(({ fault }) => fault === null) ??
    heads[0] ??
    null
  );
}

/** A run's name for a list of choices: its directory's, with what tells it from others of that name, and its state. */
export function choiceText({ id, name, state, fault }: RunHead, heads: readonly RunHead[]): string {
  const isAlone = heads.every((head) => head.name !== name || head.id === id);
  const text = isAlone ? name : `${name} · ${id}`;
  if (fault !== null) return `${text} (broken)`;
  return state === "finished" ? text : `${text} (under way)`;
}
