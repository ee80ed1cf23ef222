/** What it costs that views and case memories refuse the future at every read: a share of a row. */
import { computeFeatures } from "../data/features/compute-features.ts";
import { MarketHistory, type PointInTimeView } from "../data/history.ts";
import type { Label, MarketRow, Observation } from "../data/row.ts";
import { makeWorld } from "../data/worlds/make-world.ts";
import { walkForward } from "../graphs/walk-forward.ts";
import { dataOfRows } from "../graphs/controls/world-data.ts";
import { buildPipeline } from "../graphs/pipeline.ts";
import { parseRunConfig } from "../graphs/run-config.ts";
import { makeSimulatedModel } from "../nodes/models/providers/simulated-model.ts";
import { CaseShelf } from "../retrieval/case-shelf.ts";
import { mustBeVector, unit } from "../retrieval/cosine.ts";
import { makeHashEmbedder } from "../retrieval/embedders/hash-embedder.ts";
import type { BenchResult } from "./bench-result.ts";
import { asyncMediansMs, mediansMs } from "./timing.ts";

const ROWS = 400;
const ROUNDS = 25;
const HORIZON = 6;
const CASES = 5;
const DIMENSIONS = 273;
const MATURITY = { horizonBars: HORIZON, labelLagBars: HORIZON };

/**
 * Features twice (for the row, and for its case), outcomes and labels of five cases through a walled view and through
 * one without walls; a shelf's entry and question with its checks and without. Target: 3 % of a whole row.
 */
export async function benchWalls(): Promise<BenchResult[]> {
  const rows = [...makeWorld({ kind: "null", rows: ROWS, seed: 1 })];
  const history = new MarketHistory(rows, MATURITY);
  const [walled = NaN, open = NaN, shelved = NaN, loose = NaN] = mediansMs(
    [
      () => readAll((row) => history.asOf(row)),
      () => readAll((row) => new OpenView(rows, row)),
      shelveWalled,
      shelveLoose,
    ],
    ROUNDS,
  );
  const [whole = NaN] = await asyncMediansMs([() => decideAll(rows)], 3);
  const walls = Math.max(0, walled - open) + Math.max(0, shelved - loose);
  const us = (ms: number): string => `${((1000 * ms) / ROWS).toFixed(1)} µs`;
  return [
    {
      name: "walls of view and case memory / a whole row",
      ratio: walls / whole,
      target: 0.03,
      detail: `${us(walls)} of ${us(whole)}: view ${us(walled)} against ${us(open)} without walls, memory ${us(shelved)} against ${us(loose)}`,
    },
  ];
}

function readAll(viewOf: (row: number) => PointInTimeView): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row += 1) {
    const view = viewOf(row);
    sum += computeFeatures(view).features.length + computeFeatures(view.back(row)).features.length;
    for (let i = 0; i < CASES; i += 1) {
      const past = row - HORIZON - 13 * i;
      if (past >= 0) sum += view.outcome(past) + (view.label(past) ?? 0);
    }
  }
  return sum;
}

/** A view of the same make that refuses nothing. */
class OpenView implements PointInTimeView {
  readonly horizonBars = HORIZON;
  readonly labelLagBars = HORIZON;
  readonly asOf: number;
  readonly #rows: readonly MarketRow[];

  constructor(rows: readonly MarketRow[], asOf: number) {
    this.#rows = rows;
    this.asOf = asOf;
  }

  current(): Observation {
    return this.bar(this.asOf);
  }

  bar(row: number): Observation {
    return this.#rows[row]?.observation ?? NOTHING;
  }

  closes(count: number): Float64Array {
    const first = Math.max(0, this.asOf - count + 1);
    return Float64Array.from(
      { length: this.asOf - first + 1 },
      (_, i) => this.bar(first + i).close,
    );
  }

  hasOutcome(): boolean {
    return true;
  }

  outcome(row: number): number {
    return this.bar(row + HORIZON).close / this.bar(row).close - 1;
  }

  label(row: number): Label | null {
    return this.#rows[row]?.label ?? null;
  }

  back(row: number): PointInTimeView {
    return new OpenView(this.#rows, row);
  }
}

const [FIRST] = makeWorld({ kind: "null", rows: 1, seed: 1 });
if (FIRST === undefined) throw new Error("expected a row, was none");
const NOTHING = FIRST.observation;

const VECTOR = Float32Array.from({ length: DIMENSIONS }, (_, i) => Math.sin(i));

function shelveWalled(): void {
  const shelf = new CaseShelf(DIMENSIONS);
  for (let row = 0; row < ROWS; row += 1) {
    shelf.admit({ row, knownFrom: row + 1, vector: VECTOR });
    shelf.question(VECTOR, CASES, row + 1);
  }
}

/** The same vectors kept, and none of the questions of order and time. */
function shelveLoose(): void {
  const vectors: Float32Array[] = [];
  for (let row = 0; row < ROWS; row += 1) {
    mustBeVector(VECTOR, DIMENSIONS, "case vector");
    vectors.push(unit(VECTOR));
    mustBeVector(VECTOR, DIMENSIONS, "query vector");
    vectors.push(unit(VECTOR));
  }
}

async function decideAll(rows: readonly MarketRow[]): Promise<void> {
  const { graph, turns } = buildPipeline({
    data: dataOfRows("world.csv", rows),
    config: parseRunConfig({}),
    model: makeSimulatedModel(),
    embedder: makeHashEmbedder(),
  });
  const all = rows.map((_, row) => row);
  await walkForward({ graph, turns, rows: all, concurrency: 1, onRow: () => {} });
}
