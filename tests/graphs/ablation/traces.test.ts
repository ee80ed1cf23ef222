/** An ablation in LangSmith: every variant under its name, and no variant the worse for it. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runAblation } from "../../../graphs/ablation/run-ablation.ts";
import type { AblationTracing } from "../../../graphs/ablation/traces.ts";
import type { VariantInput } from "../../../graphs/ablation/variant.ts";
import type { LangSmithAccess } from "../../../graphs/tracing/langsmith-access.ts";
import type { DeliveryReport } from "../../../graphs/tracing/langsmith-tracing.ts";
import {
  type LangSmithServer,
  type ServerManner,
  accessTo,
  serveLangSmith,
} from "../../support/langsmith-server.ts";
import { dataOf, worldRows } from "../../support/pipeline.ts";
import {
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../../support/run-directory.ts";

const ROWS = 12;
const data = dataOf(worldRows(ROWS));
const VARIANTS: readonly VariantInput[] = [
  { name: "no-quant", config: { without: ["analyzeQuant"] } },
  { name: "no-cases", config: { without: ["retrieveCases"] } },
  { name: "by-score", positions: "score" },
];
/** The baseline and by-score are one configuration. */
const FOLDERS = ["baseline", "no-quant", "no-cases"];

interface Traced {
  readonly report: string;
  readonly told: readonly DeliveryReport[];
  /** From each variant's last row to the next one's beginning. */
  readonly gapsMs: readonly number[];
  /** From the last row of all to the end. */
  readonly endMs: number;
}

async function traced(
  out: string,
  access: LangSmithAccess,
  how: Partial<AblationTracing> = {},
  onBegin = (): void => {},
): Promise<Traced> {
  const told: DeliveryReport[] = [];
  const gapsMs: number[] = [];
  let lastRow = performance.now();
  await runAblation({
    data,
    out,
    access: { cacheDir: join(out, "cache"), openai: {} },
    config: { horizonBars: 2 },
    variants: VARIANTS,
    draws: 100,
    onProgress: ({ done }) => {
      if (done === 0) {
        gapsMs.push(performance.now() - lastRow);
        onBegin();
      }
      lastRow = performance.now();
    },
    langsmith: { access, ...how, onDelivery: (report) => void told.push(report) },
  });
  const endMs = performance.now() - lastRow;
  return { report: readIn(out, "ablation.json"), told, gapsMs, endMs };
}

const untraced = (async () => {
  const out = makeDirectory();
  const { report } = await traced(out, accessTo("http://127.0.0.1:1", { tracing: false }));
  removeDirectory(out);
  return report;
})();

describe("a traced ablation", () => {
  let server: LangSmithServer;
  let out: string;
  let run: Traced;

  beforeAll(async () => {
    server = await serveLangSmith();
    out = makeDirectory();
    run = await traced(out, accessTo(server.endpoint));
  });
  afterAll(async () => {
    removeDirectory(out);
    await server[Symbol.asyncDispose]();
  });

  it("has a root a row and configuration, tagged with all variants that are read from it", () => {
    const roots = [...server.runs.values()].filter((one) => one.parent_run_id === undefined);
    const tags = roots.map((root) => root.tags?.filter((tag) => tag.startsWith("variant:")) ?? []);
    const rowsOf = (...names: string[]): number =>
      tags.filter((own) => own.join() === names.map((name) => `variant:${name}`).join()).length;
    expect(roots).toHaveLength(ROWS * FOLDERS.length);
    expect([rowsOf("baseline", "by-score"), rowsOf("no-quant"), rowsOf("no-cases")]).toEqual([
      ROWS,
      ROWS,
      ROWS,
    ]);
    const without = roots.filter(({ tags: own }) => own?.includes("toggle:without analyzeQuant"));
    expect(without.map(({ tags: own }) => own?.[0])).toEqual(Array(ROWS).fill("variant:no-quant"));
  });

  it("is told once what arrived, and leaves each variant's own account beside it", () => {
    const url = `http://localhost:3000/o/tenant/projects/p/${server.projects.get("testing")}`;
    expect(run.told).toEqual([
      {
        project: "testing",
        url,
        rows: ROWS * FOLDERS.length,
        lostRows: 0,
        feedback: server.feedback.size,
        lostFeedback: 0,
        reason: null,
        unkept: null,
      },
    ]);
    for (const folder of FOLDERS) {
      const kept: unknown = JSON.parse(readIn(join(out, folder), "langsmith.json"));
      expect(kept).toMatchObject({ url, rows: ROWS, undelivered: [] });
    }
  });

  it("sends nothing and says nothing when it is run again", async () => {
    const before = server.requests.length;
    const again = await traced(out, accessTo(server.endpoint));
    expect([server.requests.length, again.told]).toEqual([before, []]);
  });

  it("comes to the same as one that is not traced", async () => {
    expect(run.report).toBe(await untraced);
  });
});

describe("where LangSmith does not take traces, an ablation", () => {
  const BUDGET_MS = 900;

  it.each<ServerManner>(["slow", 403, 500])(
    "comes to the same, and waits once, not once a variant (%s)",
    async (manner) => {
      await using server = await serveLangSmith();
      server.behave(manner);
      const access = accessTo(server.endpoint);
      const how = { budgetMs: BUDGET_MS };
      const { report, told, gapsMs, endMs } = await traced(newDirectory(), access, how);
      expect(report).toBe(await untraced);
      expect(told).toMatchObject([{ rows: 0, lostRows: ROWS * FOLDERS.length }]);
      expect(gapsMs).toHaveLength(FOLDERS.length);
      // Without the way to the first variant.
      expect(Math.max(...gapsMs.slice(1))).toBeLessThan(BUDGET_MS);
      expect(endMs).toBeLessThan(BUDGET_MS + 1500);
    },
  );

  it("comes to the same where nobody listens, and keeps which rows did not arrive", async () => {
    const server = await serveLangSmith();
    await server[Symbol.asyncDispose]();
    const out = newDirectory();
    const { report, told } = await traced(out, accessTo(server.endpoint), { budgetMs: BUDGET_MS });
    expect(report).toBe(await untraced);
    expect(told).toMatchObject([{ lostRows: ROWS * FOLDERS.length, reason: "ECONNREFUSED" }]);
    const kept: unknown = JSON.parse(readIn(join(out, "no-cases"), "langsmith.json"));
    expect(kept).toMatchObject({ url: null, undelivered: [{ from: 0, to: ROWS }] });
  });

  it("comes to the same where what became of its traces cannot be kept, and tells so", async () => {
    await using server = await serveLangSmith();
    const out = newDirectory();
    mkdirSync(join(out, "no-cases", "langsmith.json"), { recursive: true });
    const { report, told } = await traced(out, accessTo(server.endpoint));
    expect(report).toBe(await untraced);
    expect(told).toMatchObject([{ rows: ROWS * FOLDERS.length, unkept: "EISDIR" }]);
  });

  it("does not keep variants waiting for one another's deliveries", async () => {
    await using server = await serveLangSmith();
    server.behave("good", 300);
    const begun: number[] = [];
    const out = newDirectory();
    const onBegin = (): void => void begun.push(server.feedback.size);
    await traced(out, accessTo(server.endpoint), {}, onBegin);
    // Feedback is the last of a delivery: none had come to its end when the last variant began.
    expect(begun).toEqual([0, 0, 0]);
    expect(server.feedback.size).toBeGreaterThan(0);
    expect(existsSync(join(out, "no-cases", "langsmith.json"))).toBe(true);
  });
});
