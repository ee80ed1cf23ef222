import { describe, expect, it } from "vitest";
import { ROW_MUTATIONS } from "../../../backtest/reasoning/mutations/mutation.ts";
import type { ReasonedRow } from "../../../backtest/reasoning/reasoned-row.ts";
import { ReplayMissError, StoppedError, UsageError } from "../../../data/errors.ts";
import { makeRandom } from "../../../data/random.ts";
import { judgeReasoning } from "../../../graphs/judge/judge-reasoning.ts";
import { judgeReportSchema } from "../../../graphs/judge/report.ts";
import { makeSimulatedModel } from "../../../nodes/models/providers/simulated-model.ts";
import { drawWorld } from "../../backtest/reasoning/shown-worlds.ts";
import { faultOf } from "../../support/fault.ts";
import { noisyJudge, perfectJudge, yesSayer } from "../../support/judges.ts";
import { modelThat } from "../../support/remembering-models.ts";

/** A truthful rationale that quotes a figure and a case as they were shown. */
function truthful(i: number): ReasonedRow {
  const world = drawWorld(makeRandom(4, String(i)), i);
  const figure = world.figures.find(({ id }) => id === "return_3");
  const outcome = ((world.cases[0]?.outcome ?? 0) * 100).toFixed(2);
  const side = world.action === 1 ? "Buy" : "Sell";
  const shown = outcome.startsWith("-") ? outcome : `+${outcome}`;
  const rationale = `${side}: ${figure?.shown} [return_3], and ${shown} % [c1] after the closest case.`;
  return { ...world, score: world.action / 2, confidence: 0.7, rationale };
}

const CLEAN = Array.from({ length: 20 }, (_, i) => truthful(i));
const texts = 20 * (1 + ROW_MUTATIONS.length);

describe("a judge that knows the planted faults", () => {
  it("finds all of every kind, raises no alarm, and agrees with the audit", async () => {
    const report = await judgeReasoning(CLEAN, { model: perfectJudge(CLEAN), sample: 20 });
    expect(report.score).toMatchObject({
      recall: { hits: 120, of: 120, share: 1 },
      falseAlarms: { hits: 0, of: 20 },
      withoutVerdict: { hits: 0, of: texts },
      agreement: { untouched: { agreed: { share: 1 }, kappa: null } },
    });
    expect(report.score.planted.map(({ kind, found, added }) => [kind, found.hits, added])).toEqual(
      ROW_MUTATIONS.map((kind) => [kind, 20, kind === "future date" ? 20 : 0]),
    );
    expect(report.score.agreement.all.kappa).toBeGreaterThan(0.95);
    expect(report.score.standing).toBe("unproven");
    expect(report.sentence).toMatch(
      /^The judge found 120 of 120 planted faults and raised 0 of 20/,
    );
    expect(judgeReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it("says where a row was faulty before, and plants nothing there", async () => {
    const [first, ...others] = CLEAN;
    const faulty = { ...truthful(0), rationale: `${first?.rationale} It was 9 May 1999.` };
    const rows = [faulty, ...others.slice(0, 3)];
    const { score, texts: judged } = await judgeReasoning(rows, { model: perfectJudge(CLEAN) });
    expect(judged.filter(({ row }) => row === 0)).toMatchObject([
      { planted: null, audit: ["absent date"], verdict: "not grounded", fault: "number" },
    ]);
    expect(score).toMatchObject({
      notGrounded: { hits: 1, of: 4 },
      falseAlarms: { hits: 0, of: 3 },
      agreement: { untouched: { kappa: 1 } },
    });
  });
});

describe("other judges", () => {
  it("that say yes to all find nothing, and that is said", async () => {
    const { score, sentence } = await judgeReasoning(CLEAN, { model: yesSayer(), sample: 10 });
    expect(score).toMatchObject({ recall: { hits: 0, of: 60 }, standing: "not believed" });
    expect(score.agreement.all.kappa).toBe(0);
    expect(sentence).toBe(
      "The judge found 0 of 60 planted faults and raised 0 of 10 false alarms: do not believe it.",
    );
  });

  it("that err are measured, and answers of no use are no verdict", async () => {
    const {
      score,
      usage,
      texts: judged,
    } = await judgeReasoning(CLEAN, {
      model: noisyJudge(CLEAN),
      sample: 20,
    });
    expect(score.standing).toBe("not believed");
    expect(score.recall.share).toBeGreaterThan(0.7);
    expect(score.recall.share).toBeLessThan(0.9);
    const unusable = judged.filter(({ ending }) => ending === "unusable");
    expect(unusable.every(({ verdict, comment }) => verdict === null && comment === null)).toBe(
      true,
    );
    expect(unusable.length).toBeGreaterThan(5);
    expect(score.withoutVerdict.hits).toBe(unusable.length);
    expect(usage).toMatchObject({
      calls: texts + unusable.length,
      faults: { "not JSON": 2 * unusable.length },
    });
  });

  it("are not measured without planted faults, and not believed then", async () => {
    const options = { model: perfectJudge(CLEAN), sample: 5, mutations: [] };
    const { score, sentence } = await judgeReasoning(CLEAN, options);
    expect(score).toMatchObject({ standing: "not measured", planted: [], recall: { of: 0 } });
    expect(sentence).toMatch(/it was not measured, so do not believe it\.$/);
  });

  it("of their own words are named as such", async () => {
    const own = [{ ...truthful(0), model: "test:model" }];
    expect(await judgeReasoning(own, { model: yesSayer() })).toMatchObject({ judgesItself: true });
  });
});

describe("judging", () => {
  const sampled = { sample: 6, mutations: ["wrong number"] as const };

  it("comes to the same at any concurrency, and draws other rows by another seed", async () => {
    const options = { ...sampled, model: noisyJudge(CLEAN) };
    const report = await judgeReasoning(CLEAN, { ...options, concurrency: 1 });
    expect(await judgeReasoning(CLEAN, { ...options, concurrency: 7 })).toEqual(report);
    const drawn = report.texts.map(({ row }) => row);
    expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
    const other = await judgeReasoning(CLEAN, { ...options, seed: 2 });
    expect(other.texts.map(({ row }) => row)).not.toEqual(drawn);
  });

  it("tells how far it is", async () => {
    const told: string[] = [];
    const onProgress = (done: number, total: number) => told.push(`${done}/${total}`);
    await judgeReasoning(CLEAN, { ...sampled, sample: 1, model: yesSayer(), onProgress });
    expect(told).toEqual(["0/2", "1/2", "2/2"]);
  });

  it("of no rationale asks nothing", async () => {
    const { score, sampled: rows } = await judgeReasoning([], { model: yesSayer() });
    expect([rows, score.standing, score.withoutVerdict.of]).toEqual([0, "not measured", 0]);
  });

  it("ends where the model cannot answer, a reply is missing, or it is told to stop", async () => {
    const judgeBy = (error: Error) =>
      faultOf(
        judgeReasoning(CLEAN, {
          ...sampled,
          model: { ...yesSayer(), complete: () => Promise.reject(error) },
        }),
      );
    expect(await judgeBy(new StoppedError("the key was refused"))).toBeInstanceOf(StoppedError);
    const miss = await judgeBy(new ReplayMissError("judge", "0".repeat(64)));
    expect(miss).toBeInstanceOf(ReplayMissError);
    const stop = new AbortController();
    const model = modelThat(() => (stop.abort(), "{}"));
    const stopped = judgeReasoning(CLEAN, { ...sampled, model, signal: stop.signal });
    expect(await faultOf(stopped)).toBeInstanceOf(StoppedError);
  });

  it.each([
    ["rows to be an integer of at least 1, was 0", { sample: 0 }],
    ["concurrency to be an integer of at least 1, was 1.5", { concurrency: 1.5 }],
    ["expected a language model, was simulated, which is a rule", { model: makeSimulatedModel() }],
  ])("expects %s", async (words, options) => {
    const fault = await faultOf(judgeReasoning(CLEAN, { model: yesSayer(), ...options }));
    expect(fault).toBeInstanceOf(UsageError);
    expect(String(fault)).toContain(words);
  });
});
