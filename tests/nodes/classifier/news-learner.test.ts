import { beforeAll, describe, expect, it } from "vitest";
import { MarketHistory } from "../../../data/history.ts";
import type { MarketRow } from "../../../data/row.ts";
import { makeWorld } from "../../../data/worlds/make-world.ts";
import {
  type Forecast,
  type LearnerOptions,
  NewsLearner,
} from "../../../nodes/classifier/news-learner.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { withFields } from "../../support/pipeline.ts";

const OPTIONS: LearnerOptions = { warmUpRows: 36, retrainRows: 12, trainRows: 1000, penalty: 1 };

function historyOf(rows: readonly MarketRow[], horizonBars = 1): MarketHistory {
  return new MarketHistory(rows, { horizonBars, labelLagBars: horizonBars });
}

async function forecasts(
  history: MarketHistory,
  rows: readonly number[] = [...Array(history.length).keys()],
  options: Partial<LearnerOptions> = {},
): Promise<readonly Forecast[]> {
  const learner = new NewsLearner(makeHashEmbedder(), { ...OPTIONS, ...options });
  const made: Forecast[] = [];
  for (const row of rows) made.push(await learner.forecast(history.asOf(row)));
  return made;
}

/** Out of sample: forecasts that take a side, those that were right, and the Brier score of all. */
async function scoreOf(kind: "null" | "edge", seed: number) {
  const rows = 240;
  const world =
    kind === "null" ? { kind, rows, seed } : ({ kind, rows, seed, strength: 0.4 } as const);
  const history = historyOf([...makeWorld(world)]);
  const end = history.asOf(rows - 1);
  const scored = (await forecasts(history)).flatMap((forecast, row) =>
    "rises" in forecast && end.hasOutcome(row)
      ? [{ rises: forecast.rises, came: end.outcome(row) > 0 ? 1 : 0 }]
      : [],
  );
  const sided = scored.filter(({ rises }) => Math.abs(rises - 0.5) >= 0.005);
  const right = sided.filter(({ rises, came }) => (rises > 0.5 ? 1 : 0) === came);
  const brier = scored.reduce((sum, { rises, came }) => sum + (rises - came) ** 2, 0);
  return { all: scored.length, sided: sided.length, right: right.length, brier };
}

async function total(kind: "null" | "edge", seeds: readonly number[]) {
  const sum = { all: 0, sided: 0, right: 0, brier: 0 };
  for (const seed of seeds) {
    const made = await scoreOf(kind, seed);
    for (const key of ["all", "sided", "right", "brier"] as const) sum[key] += made[key];
  }
  return { ...sum, accuracy: sum.right / sum.sided, brier: sum.brier / sum.all };
}

describe("what it finds", () => {
  it("is most of an edge of 70 %: far more than one half, out of sample, and sharper than a coin", async () => {
    const { accuracy, sided, brier, all } = await total("edge", [3]);
    expect(sided).toBeGreaterThan(150);
    expect(accuracy).toBeGreaterThan(0.5 + 3.3 * Math.sqrt(0.25 / sided));
    expect(accuracy).toBeLessThan(0.75);
    expect(brier).toBeLessThan(0.24);
    expect(all).toBeGreaterThan(sided);
  });

  it("is nothing where there is nothing, and it hardly says otherwise", async () => {
    const { accuracy, sided, brier } = await total("null", [1]);
    expect(Math.abs(accuracy - 0.5)).toBeLessThan(3.3 * Math.sqrt(0.25 / sided));
    expect(brier).toBeCloseTo(0.25, 2);
  });
});

describe("a forecast", () => {
  const history = historyOf([...makeWorld({ kind: "edge", rows: 120, seed: 5, strength: 0.6 })], 3);
  let inOrder: readonly Forecast[];
  beforeAll(async () => {
    inOrder = await forecasts(history);
  });

  it("is the same to the byte for a row decided alone, later rows first, or side by side", async () => {
    for (const row of [40, 71, 119]) {
      expect(await forecasts(history, [row])).toEqual([inOrder[row]]);
    }
    const backwards = [119, 90, 60, 41].map((row) => ({ row, forecast: inOrder[row] }));
    expect(
      await forecasts(
        history,
        backwards.map(({ row }) => row),
      ),
    ).toEqual(backwards.map(({ forecast }) => forecast));
    const learner = new NewsLearner(makeHashEmbedder(), OPTIONS);
    const beside = [80, 79, 81, 70].map((row) => learner.forecast(history.asOf(row)));
    expect(await Promise.all(beside)).toEqual([80, 79, 81, 70].map((row) => inOrder[row]));
  });

  it("does not change when later rows do", async () => {
    const early = historyOf([...makeWorld({ kind: "edge", rows: 90, seed: 5, strength: 0.6 })], 3);
    expect(await forecasts(early)).toEqual(inOrder.slice(0, 90));
  });

  it("is made once enough rows and forecasts have matured; until then it says which lacks", () => {
    const missing = inOrder.map((forecast) => ("missing" in forecast ? forecast.missing : null));
    // Rows 0 to 35 have matured at row 38, and the first fit's forecasts of rows 38 to 49 a fit at row 62 can go by.
    expect(missing.lastIndexOf("too few matured rows")).toBe(37);
    expect(missing.indexOf("too few forecasts to calibrate by")).toBe(38);
    expect(missing.indexOf(null)).toBe(62);
  });
});

describe("no forecast", () => {
  const world = [...makeWorld({ kind: "edge", rows: 60, seed: 2, strength: 0 })];

  it("is made for a row without news, and such rows teach nothing", async () => {
    const silent = { summary: null, keyFactors: null };
    const rows = withFields(world, { 50: silent, 10: silent });
    const made = await forecasts(historyOf(rows), [46, 47, 50], { warmUpRows: 46 });
    expect(made).toEqual([
      { missing: "too few matured rows" },
      { missing: "too few forecasts to calibrate by" },
      { missing: "no news" },
    ]);
  });

  it("is made from outcomes of one sign", async () => {
    const rising = withFields(
      world,
      Object.fromEntries(world.map((_, row) => [row, { close: 100 + row }])),
    );
    expect(await forecasts(historyOf(rising), [59])).toEqual([{ missing: "one side only" }]);
  });
});
