import { describe, expect, it } from "vitest";
import { NODE_NAMES, type NodeName } from "../../data/vocabulary.ts";
import { runPipeline } from "../../graphs/run.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";

const rows = worldRows(30);

const subsets = Array.from({ length: 2 ** NODE_NAMES.length }, (_, bits) =>
  NODE_NAMES.filter((_name, i) => (bits >> i) % 2 === 1),
);

async function runWithout(without: readonly NodeName[]) {
  const { records, metrics } = await runPipeline(
    pipelineOf({ rows, config: { without: [...without] } }),
  );
  return { records, metrics };
}

function nameWithout(without: NodeName[]): string {
  return pipelineOf({ rows, config: { without } }).run;
}

describe("every set of nodes switched off", () => {
  it("is one of 32", () => {
    expect(new Set(subsets.map((subset) => subset.join())).size).toBe(32);
  });

  it.each(subsets.map((without) => [without.join(" ") || "nothing", without] as const))(
    "without %s: every row ends defined, stand-ins are named",
    async (_name, without) => {
      const { records, metrics } = await runWithout(without);
      expect(records.map(({ row }) => row)).toEqual(rows.map((_, row) => row));
      const made = without.includes("arbitrate") ? "rule" : "decided";
      for (const { decision, remarks, cases, usage } of records) {
        expect([made, "abstained"]).toContain(decision.status);
        const isDecided = decision.status === made;
        expect(
          [decision.action, decision.score, decision.confidence].map((v) => v !== null),
        ).toEqual([isDecided, isDecided, isDecided]);
        expect(Math.sign(decision.action ?? 0) * Math.sign(decision.score ?? 0)).not.toBe(-1);
        expect(decision.rationale).not.toBe("");

        const standIns = remarks.filter(({ kind }) => kind === "stand-in").map(({ node }) => node);
        expect(standIns.toSorted()).toEqual(without.toSorted());
        expect(usage.filter(({ node }) => without.includes(node))).toEqual([]);
        expect(without.includes("retrieveCases") && cases.length > 0).toBe(false);
      }
      expect(metrics.rows).toBe(30);
      expect("knn_vote" in metrics.baselines).toBe(!without.includes("retrieveCases"));
    },
  );
});

describe("what is left to decide on", () => {
  it("abstains on every row with no analyst and no case, arbiter or rule", async () => {
    const off = ["retrieveCases", "analyzeSentiment", "analyzeQuant"] as const;
    for (const without of [off, [...off, "arbitrate"] as const]) {
      const { records, metrics } = await runWithout(without);
      expect(records.every(({ decision }) => decision.status === "abstained")).toBe(true);
      expect(metrics.reference.total_return).toBe(0);
    }
  });

  it("decides on cases alone from the row on at which one has matured", async () => {
    const { records } = await runWithout(["analyzeSentiment", "analyzeQuant", "arbitrate"]);
    const [first] = records.flatMap(({ cases, row }) => (cases.length > 0 ? [row] : []));
    // Horizon 2, gap twice that: row 0 may be row 4's case.
    expect(first).toBe(4);
    expect(records.slice(0, 4).every(({ decision }) => decision.status === "abstained")).toBe(true);
    expect(records.slice(4).some(({ decision }) => decision.status === "rule")).toBe(true);
  });

  it("changes the run's name with every toggle, but not with their order", () => {
    expect(new Set(subsets.map((subset) => nameWithout([...subset]))).size).toBe(32);
    expect(nameWithout(["arbitrate", "analyzeQuant"])).toBe(
      nameWithout(["analyzeQuant", "arbitrate"]),
    );
    expect(nameWithout(["arbitrate", "arbitrate"])).toBe(nameWithout(["arbitrate"]));
  });
});
