/** Ablations as one function call: what is paid, resumed, shared, chosen and tested. */
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoppedError } from "../../../data/errors.ts";
import { estimateAblation } from "../../../graphs/ablation/estimate.ts";
import { ablationReportSchema } from "../../../graphs/ablation/report.ts";
import {
  type AblationOptions,
  runAblation,
  testChoice,
} from "../../../graphs/ablation/run-ablation.ts";
import { type ChatServer, serveChat } from "../../support/chat-server.ts";
import { dataOf, worldRows } from "../../support/pipeline.ts";
import {
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../../support/run-directory.ts";

const data = dataOf(worldRows(20));
let server: ChatServer;
const cacheDir = makeDirectory();

beforeAll(async () => {
  server = await serveChat();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  removeDirectory(cacheDir);
});

function asked(out: string, changes: Partial<AblationOptions> = {}): AblationOptions {
  return {
    data,
    out,
    access: { cacheDir, openai: { apiKey: "sk-test", baseURL: server.baseURL } },
    config: { llm: "openai:test", horizonBars: 2 },
    variants: [
      { name: "no-quant", config: { without: ["analyzeQuant"] } },
      { name: "by-score", positions: "score" },
    ],
    draws: 100,
    ...changes,
  };
}

const simulated = (out: string, changes: Partial<AblationOptions> = {}): AblationOptions => ({
  ...asked(out, changes),
  access: { cacheDir: join(out, "cache") },
  config: { horizonBars: 2 },
});

/** Rows enough to be cut in two. */
const long = dataOf(worldRows(60));
const chooser = (out: string, changes: Partial<AblationOptions> = {}): AblationOptions =>
  simulated(out, { data: long, ...changes });

describe("runAblation", () => {
  it("stops, resumes, pays equal prompts once, and asks nothing when run again or elsewhere", async () => {
    const out = newDirectory();
    const estimate = await estimateAblation(asked(out));
    // Sentiment prompts are those of the baseline, and are counted once.
    expect(estimate?.calls).toBeLessThan(20 * 5);
    expect(estimate?.calls).toBeGreaterThan(20 * 3);

    const stop = new AbortController();
    const stopped = runAblation(
      asked(out, {
        signal: stop.signal,
        onProgress: ({ variant, done }) => {
          if (variant === "no-quant" && done > 4) stop.abort();
        },
      }),
    );
    await expect(stopped).rejects.toThrow(StoppedError);
    await expect(stopped).rejects.toThrow(/^in variant no-quant: stopped on request$/);

    const report = await runAblation(asked(out));
    // 20 rows: sentiment once, quant once, and the arbiter of both variants.
    expect(server.calls()).toBeLessThanOrEqual(20 * 4);
    expect(existsSync(join(out, "by-score"))).toBe(false);
    expect(report.variants.map(({ folder }) => folder)).toEqual([
      "baseline",
      "no-quant",
      "baseline",
    ]);
    expect(report.comparison.baseline.own.latencyPerRowMs.figure).toBeGreaterThan(0);
    expect(report.comparison.pairs[0]?.own.latencyPerRowMs.figure).toBeGreaterThan(0);
    const text = readIn(out, "ablation.json");
    expect(ablationReportSchema.parse(JSON.parse(text))).toEqual(JSON.parse(text));

    const before = server.calls();
    await runAblation(asked(out));
    expect(readIn(out, "ablation.json")).toBe(text);
    const elsewhere = await runAblation(asked(newDirectory()));
    expect(server.calls()).toBe(before);
    expect(elsewhere.comparison.pairs[0]?.p).toBe(report.comparison.pairs[0]?.p);
  });

  it("holds the limit on cost over all variants, and refuses what asks equal prompts anew", async () => {
    const out = newDirectory();
    const price = { inputUsd: 100, outputUsd: 100 };
    const limited = asked(out, {
      data: dataOf(worldRows(20, 9)),
      asking: { maxCostUsd: 0.0001, price },
    });
    await expect(runAblation(limited)).rejects.toThrow(
      /^in variant baseline: the limit of .* with a higher --max-cost goes on$/,
    );
    // 60 calls of the baseline cost 0.72; any one may cost about 0.57.
    const shared = asked(newDirectory(), {
      data: dataOf(worldRows(20, 10)),
      asking: { maxCostUsd: 1.29, price: { inputUsd: 100, outputUsd: 100 } },
    });
    await expect(runAblation(shared)).rejects.toThrow(
      /^in variant no-quant \(the others left it \$0\.5700 of --max-cost 1\.29\): the limit of \$0\.5700 is reached/,
    );
    const anew = asked(newDirectory(), { asking: { replies: "refresh" } });
    await expect(runAblation(anew)).rejects.toThrow(/^--replies refresh: expected live or replay/);
  });

  it("lists what a replay lacks, and goes on with the rest", async () => {
    const out = newDirectory();
    await runAblation(asked(newDirectory()));
    const report = await runAblation(
      asked(out, {
        asking: { replies: "replay" },
        variants: [
          { name: "no-quant", config: { without: ["analyzeQuant"] } },
          { name: "other", config: { quantFirst: true } },
        ],
      }),
    );
    expect(report.comparison.pairs.map(({ name }) => name)).toEqual(["no-quant"]);
    expect(report.variants.at(-1)?.missed).toMatch(/^replay: no stored reply for row 0/);
    expect(report.conclusions.join(" ")).toContain("Not recorded, and so not compared: other");
  });

  it("chooses on the first rows, freezes, tests once on the rest, and counts the looks", async () => {
    const out = newDirectory();
    await expect(testChoice(chooser(out))).rejects.toThrow(/expected a choice to test/);
    const chosen = await runAblation(chooser(out, { chooseOn: 0.5 }));
    expect(chosen.protocol).toMatchObject({
      stage: "choose",
      chooseOn: { from: 0, to: 30 },
      testOn: { from: 30, to: 60 },
      peeks: 0,
      otherRuns: 0,
    });
    // A test that is broken off was a look; the same again is the same one.
    const stop = new AbortController();
    const stopped = testChoice(
      chooser(out, { signal: stop.signal, concurrency: 1, onProgress: () => stop.abort() }),
    );
    await expect(stopped).rejects.toThrow(StoppedError);
    expect((await runAblation(chooser(out, { chooseOn: 0.5 }))).protocol?.peeks).toBe(1);
    const first = await testChoice(chooser(out));
    const again = await testChoice(chooser(out));
    expect([first, again].map(({ protocol }) => protocol?.peeks)).toEqual([1, 1]);
    expect(first.rows).toEqual({ from: 30, to: 60 });
    expect(first.protocol).toMatchObject({ hash: chosen.protocol?.hash, otherRuns: 0 });
    const elsewhere = newDirectory();
    cpSync(join(out, "chosen.json"), join(elsewhere, "chosen.json"));
    const second = await testChoice(chooser(out, { out: elsewhere }));
    expect(second.protocol).toMatchObject({ peeks: 2, otherRuns: 0 });

    const file = join(out, "chosen.json");
    writeFileSync(file, readIn(out, "chosen.json").replace('"horizonBars": 2', '"horizonBars": 3'));
    await expect(testChoice(chooser(out))).rejects.toThrow(/expected a choice as it was frozen/);
  });

  it("still counts a run outside of a test once a test has decided the same", async () => {
    const out = newDirectory();
    const variants = [{ name: "by-score", positions: "score" as const }];
    const outside = chooser(out, { out: newDirectory(), variants });
    const rows = { from: 30, to: 60 };
    await runAblation({ ...outside, config: { horizonBars: 2, rows } });
    const chosen = await runAblation(chooser(out, { chooseOn: 0.5, variants }));
    const tested = await testChoice(chooser(out));
    const again = await testChoice(chooser(out));
    expect([chosen, tested, again].map(({ protocol }) => protocol?.otherRuns)).toEqual([1, 1, 1]);
  });

  it("chooses nothing while rows have failed, and chooses once they are decided", async () => {
    const out = newDirectory();
    let isDown = true;
    const options = chooser(out, {
      chooseOn: 0.5,
      nodes: {
        analyzeQuant: ({ features }) => {
          if (isDown && features.row === 11) throw new Error("503 try later");
          return { quant: { opinion: null, reason: "none", quotes: [], evidence: [] } };
        },
      },
    });
    const waiting = await runAblation(options);
    expect(waiting.variants.map(({ failed }) => failed)).toEqual([1, 0, 1]);
    expect(waiting.protocol).toBeNull();
    expect(waiting.conclusions[0]).toBe(
      "Nothing is chosen yet: rows failed (1 of baseline, 1 of by-score). The same again tries them again, and then chooses.",
    );
    expect(waiting.conclusions.join(" ")).not.toContain("--choose-on");
    expect(existsSync(join(out, "chosen.json"))).toBe(false);
    isDown = false;
    const chosen = await runAblation(options);
    expect(chosen.protocol).toMatchObject({ stage: "choose", peeks: 0 });
    expect(existsSync(join(out, "chosen.json"))).toBe(true);
  });

  it.each([
    [0.02, "1 and 59"],
    [0.6, "36 and 24"],
  ])("chooses on no fewer rows than a statement rests on, nor tests: %d", async (share, parts) => {
    await expect(runAblation(chooser(newDirectory(), { chooseOn: share }))).rejects.toThrow(
      `choose on: expected a share that leaves at least 30 rows to choose on and as many to test on, was ${share} of 60: ${parts}`,
    );
  });

  it("is estimated with the positions that it trades", async () => {
    const variants = [{ name: "act", positions: "action" as const }];
    const estimate = await estimateAblation(
      asked(newDirectory(), { variants, tradeBy: "score" as const }),
    );
    expect(estimate?.calls).toBeGreaterThan(0);
  });
});
