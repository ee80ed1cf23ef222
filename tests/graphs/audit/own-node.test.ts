/** A node of one's own, added and audited through the public entry alone, as the README shows it. */
import { afterAll, expect, it } from "vitest";
import {
  type DecisionNodes,
  type MarketData,
  type MarketRow,
  auditPipeline,
  makeEmbedder,
  parseRunConfig,
} from "../../../index.ts";
import { dataOf, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, removeDirectory } from "../../support/run-directory.ts";

const data = dataOf(worldRows(12, 9));
const access = { cacheDir: makeDirectory() };
afterAll(() => removeDirectory(access.cacheDir));

/** Sells what has risen; `at` says which rows it takes the move from. */
function contrarian(moveAt: (row: number) => number): DecisionNodes["analyzeQuant"] {
  return ({ features }) => {
    const score = -Math.tanh(100 * moveAt(features.row));
    const stance = score < 0 ? "bearish" : "bullish";
    return {
      quant: {
        opinion: { stance, score, confidence: 0.6, cited: [] },
        reason: null,
        quotes: [],
        evidence: [],
      },
    };
  };
}

const returnOf = (rows: readonly MarketRow[], row: number): number => {
  const [now, before] = [rows[row]?.observation.close, rows[row - 1]?.observation.close];
  return now === undefined || before === undefined ? 0 : now / before - 1;
};

async function auditOf(makeNode: (data: MarketData) => DecisionNodes["analyzeQuant"]) {
  return auditPipeline(
    {
      data,
      config: parseRunConfig({ horizonBars: 2 }),
      build: async (ground) => ({
        embedder: await makeEmbedder("hash", access),
        nodes: { analyzeQuant: makeNode(ground.data) },
      }),
    },
    { checkPower: false },
  );
}

it("a node that reads the past is clean", async () => {
  const report = await auditOf(({ rows }) => contrarian((row) => returnOf(rows, row)));
  expect(report.verdict).toBe("clean");
});

it("a node that is one row late in its indexing is caught, and the place is named", async () => {
  const { verdict, experiments } = await auditOf(({ rows }) =>
    contrarian((row) => returnOf(rows, row + 1)),
  );
  expect(verdict).toBe("leak");
  const found = experiments.find(({ name }) => name === "truncation")?.outcome;
  expect(found).toMatchObject({
    verdict: "leak",
    finding: { row: 0, node: "analyzeQuant", channel: "quant", field: "opinion.stance" },
  });
});

it("a node that brought its data along is caught, though nothing it holds was varied", async () => {
  const { experiments } = await auditOf(() => contrarian((row) => returnOf(data.rows, row + 1)));
  const finders = experiments.filter(({ outcome }) => outcome.verdict === "leak");
  expect(finders.map(({ name }) => name)).toEqual(["detached"]);
});
