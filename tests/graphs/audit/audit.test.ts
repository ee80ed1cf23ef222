import { describe, expect, it } from "vitest";
import { UsageError } from "../../../data/errors.ts";
import { auditPipeline } from "../../../graphs/audit/audit.ts";
import { EXPERIMENTS } from "../../../graphs/audit/experiment.ts";
import { PEEKS } from "../../../graphs/audit/peeks.ts";
import type { AuditSubject } from "../../../graphs/audit/subject.ts";
import { type RunConfigInput, parseRunConfig } from "../../../graphs/run-config.ts";
import { noOpinion } from "../../../nodes/analyst-report.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { dataOf, worldRows } from "../../support/pipeline.ts";
import { closesOf, withFeature, withNodes } from "./leaks/planted-leak.ts";

function subjectOf(
  rows: number,
  config: RunConfigInput = {},
  build: AuditSubject["build"] = () => ({ embedder: makeHashEmbedder() }),
): AuditSubject {
  const data = dataOf(worldRows(rows, 5));
  return { data, config: parseRunConfig({ horizonBars: 2, ...config }), build };
}

describe("power", () => {
  it("is tried for each experiment with every peek that has a place, and all are caught", async () => {
    const { verdict, experiments } = await auditPipeline(
      subjectOf(66, { rows: { from: 50, to: 66 } }),
    );
    expect(verdict).toBe("clean");
    expect(experiments.map(({ name }) => name)).toEqual(EXPERIMENTS);
    for (const { name, peeks } of experiments) {
      const due = PEEKS.filter(({ caughtBy }) => caughtBy.includes(name)).map((peek) => peek.name);
      expect(peeks.map(({ peek }) => peek)).toEqual(due);
      for (const { caughtAt } of peeks) expect(caughtAt).toBeGreaterThanOrEqual(50);
    }
  });

  it("leaves out peeks that have no place: a node that is off, news that is not there, one bar's horizon", async () => {
    const subject = subjectOf(12, { without: ["retrieveCases"], horizonBars: 1 });
    const silent = subject.data.rows.map(({ observation, label }) => ({
      observation: { ...observation, ...NO_NEWS },
      label,
    }));
    const { experiments } = await auditPipeline(
      { ...subject, data: { ...subject.data, rows: silent } },
      { experiments: ["truncation", "unknowable"] },
    );
    expect(experiments.map(({ peeks }) => peeks.map(({ peek }) => peek))).toEqual([
      ["next close"],
      ["own label"],
    ]);
  });

  it("is none where there is no later row to peek at", async () => {
    const { verdict, experiments } = await auditPipeline(subjectOf(1), {
      experiments: ["truncation", "perturbation"],
    });
    expect(verdict).toBe("no power");
    expect(experiments.flatMap(({ peeks }) => peeks.map(({ caughtAt }) => caughtAt))).toContain(
      null,
    );
  });

  it("is none where nothing could run", async () => {
    const { verdict, experiments } = await auditPipeline(subjectOf(12), {
      experiments: ["warm-up"],
    });
    expect(verdict).toBe("no power");
    expect(experiments[0]?.outcome).toEqual({
      verdict: "not run",
      why: "expected at least 60 rows, was 12",
    });
  });
});

const computedAhead: AuditSubject["build"] = ({ data }) => {
  const closes = closesOf(data.rows);
  return withFeature("last", ({ asOf }) => closes[Math.max(0, asOf - 1)] ?? null);
};

function breaksAt(...rows: readonly number[]): AuditSubject["build"] {
  return () =>
    withNodes({
      analyzeSentiment: (_input, { asOf }) => {
        if (rows.includes(asOf)) throw new Error("cannot read this row");
        return { sentiment: noOpinion("none") };
      },
    });
}

const unsteady: AuditSubject["build"] = () => withFeature("noise", () => Math.random());

const PARTS = { embedder: makeHashEmbedder() };

const makesNothing: AuditSubject["build"] = () => ({ ...PARTS, nodes: () => ({}) });

const NO_NEWS = {
  summary: null,
  newsPrediction: null,
  sentiment: null,
  keyFactors: null,
  dominantEmotions: null,
  dominantSentiment: null,
  psychology: null,
};

describe("configurations", () => {
  it.each<RunConfigInput>([
    { unmasked: true },
    { without: ["extractFeatures"] },
    { without: ["extractFeatures", "retrieveCases", "analyzeSentiment", "arbitrate"] },
    { horizonBars: 1, labelLagBars: 5, gapBars: 0, cases: 20 },
  ])("%j raises no alarm", async (config) => {
    const report = await auditPipeline(subjectOf(10, config));
    expect(report).toMatchObject({ verdict: "clean", failedRows: 0, rows: { from: 0, to: 10 } });
  });
});

describe("a subject", () => {
  it("that computes ahead from all rows is built anew at each row, and passes where it may", async () => {
    const { verdict, experiments } = await auditPipeline(subjectOf(10, {}, computedAhead));
    expect(verdict).toBe("clean");
    const notes = experiments.map(({ outcome }) =>
      outcome.verdict === "clean" ? outcome.note : "",
    );
    expect(notes.filter((note) => note?.includes("built anew at each row"))).toHaveLength(3);
  });

  it("whose nodes break has its rows counted, and is compared all the same", async () => {
    const report = await auditPipeline(subjectOf(12, {}, breaksAt(4)), {
      experiments: ["truncation", "perturbation", "order"],
    });
    expect(report).toMatchObject({ verdict: "clean", failedRows: 1 });
    // This node reads no news: peeking at the next row's changes nothing.
    expect(report.experiments[0]?.peeks).toContainEqual({
      peek: "next news",
      caughtAt: null,
      bites: false,
    });
  });

  it("whose nodes break at more than a tenth of the rows leaves too little to see", async () => {
    const report = await auditPipeline(subjectOf(12, {}, breaksAt(4, 5)), {
      experiments: ["truncation"],
    });
    expect(report).toMatchObject({ verdict: "no power", failedRows: 2 });
  });

  it("that makes no node at all is an error: the built-in nodes would pass in its place", async () => {
    await expect(auditPipeline(subjectOf(5, {}, makesNothing))).rejects.toThrow(
      /^own nodes: expected functions by name, .* was none$/,
    );
  });

  it("that cannot be built is an error, and no finding", async () => {
    const broken = subjectOf(5, {}, () => {
      throw new Error("no such weights");
    });
    await expect(auditPipeline(broken)).rejects.toThrow(
      new UsageError("audit: expected a pipeline, its building broke: no such weights"),
    );
  });

  it("is refused rows that are not there", async () => {
    await expect(auditPipeline(subjectOf(5, { rows: { from: 2, to: 9 } }))).rejects.toThrow(
      "rows: expected A:B with 0 <= A < B <= 5, was 2:9",
    );
  });
});

it("progress ends at its total, never goes back, and tells rows times experiments", async () => {
  const told: (readonly [number, number])[] = [];
  const onProgress = (done: number, total: number): void => void told.push([done, total]);
  await auditPipeline(subjectOf(10, {}, unsteady), { onProgress });
  expect(new Set(told.map(([, total]) => total))).toEqual(new Set([120]));
  expect(told.at(-1)).toEqual([120, 120]);
  expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
});
