/** The classifier under the look-ahead audit, without the audit's own peeks, which its tests try. */
import { expect, it } from "vitest";
import { MarketHistory } from "../../../data/history.ts";
import { makeWorld } from "../../../data/worlds/make-world.ts";
import { auditPipeline } from "../../../graphs/audit/audit.ts";
import type { AuditedParts } from "../../../graphs/audit/subject.ts";
import { EXPERIMENTS, type ExperimentName } from "../../../graphs/audit/experiment.ts";
import { parseRunConfig } from "../../../graphs/run-config.ts";
import { makeClassifySentiment } from "../../../nodes/classify-sentiment.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { dataOf } from "../../support/pipeline.ts";

// An edge that is strong enough for opinions to differ from row to row: of nothing, the audit could not see more.
const data = dataOf([...makeWorld({ kind: "edge", rows: 72, seed: 9, strength: 0.9 })]);
const config = parseRunConfig({
  horizonBars: 2,
  rows: { from: 62, to: 72 },
  without: ["retrieveCases", "analyzeQuant"],
  sentimentBy: "classifier",
  classifier: { warmUpRows: 8, retrainRows: 5 },
});

async function auditOf(
  parts: Partial<AuditedParts>,
  experiments: readonly ExperimentName[] = EXPERIMENTS,
) {
  const build = () => ({ embedder: makeHashEmbedder(), ...parts });
  return auditPipeline({ data, config, build }, { checkPower: false, experiments });
}

it("is clean, also where rows are left out at the start, and the report says what that means", async () => {
  const { verdict, experiments } = await auditOf({});
  expect(experiments.filter(({ outcome }) => outcome.verdict !== "clean")).toEqual([]);
  expect(verdict).toBe("clean");
  const warmUp = experiments.find(({ name }) => name === "warm-up");
  expect(warmUp?.outcome).toMatchObject({ note: /learned/ });
});

/** A classifier that is told three bars more than were there. */
const ahead: AuditedParts["nodes"] = ({ data: { rows } }) => {
  const history = new MarketHistory(rows, { horizonBars: 2, labelLagBars: 2 });
  const classify = makeClassifySentiment({
    embedder: makeHashEmbedder(),
    learning: config.classifier,
  });
  const later = (row: number) => history.asOf(Math.min(row + 3, rows.length - 1));
  return { analyzeSentiment: (input, view) => classify(input, later(view.asOf)) };
};

it("is caught where it learns from rows three bars ahead", async () => {
  const { experiments } = await auditOf({ nodes: ahead }, ["truncation"]);
  expect(experiments[0]?.outcome).toMatchObject({ finding: { row: 62, node: "analyzeSentiment" } });
});
