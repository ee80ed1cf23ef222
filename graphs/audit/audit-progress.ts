/** How far an audit is, whatever order its experiments run in. */
import type { ExperimentName } from "./experiment.ts";

/** Decisions an experiment makes a row, where it is not one. */
const PASSES: Partial<Record<ExperimentName, number>> = { order: 3 };

/** Told of rows and of ended experiments, tells decisions done of all; an experiment that ends early counts whole. */
export function makeProgress(
  names: readonly ExperimentName[],
  rows: number,
  tell: ((done: number, total: number) => void) | undefined,
) {
  const shares = new Map(names.map((name) => [name, (PASSES[name] ?? 1) * rows]));
  const total = sumOf(shares);
  const done = new Map<ExperimentName, number>();
  const move = (name: ExperimentName, to: number): void => {
    done.set(name, Math.min(to, shares.get(name) ?? 0));
    tell?.(sumOf(done), total);
  };
  return {
    onRow: (name: ExperimentName) => move(name, (done.get(name) ?? 0) + 1),
    onExperiment: (name: ExperimentName) => move(name, Infinity),
  };
}

function sumOf(counts: ReadonlyMap<ExperimentName, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
