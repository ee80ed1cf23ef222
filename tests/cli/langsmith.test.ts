import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { awaitAllCallbacks } from "@langchain/core/callbacks/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readEnvironment, takeTracingSettings } from "../../cli/environment.ts";
import { writeRows } from "../../data/write-rows.ts";
import { hindcast } from "../support/hindcast.ts";
import { serveChat } from "../support/chat-server.ts";
import { serveLangSmith } from "../support/langsmith-server.ts";
import { runPipeline } from "../../graphs/run.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { linesIn, newDirectory, readIn } from "../support/run-directory.ts";

const tracedTo = (endpoint: string): Record<string, string> => ({
  LANGSMITH_TRACING: "true",
  LANGSMITH_API_KEY: "lsv2-marker-of-langsmith",
  LANGSMITH_ENDPOINT: endpoint,
});

const push = (...folder: readonly string[]): string =>
  `hindcast push-dataset ${join("matrix", ...folder, "VARIANT")} sends a finished variant\n`;

describe("hindcast run with LANGSMITH_TRACING", () => {
  it("traces once, by its own hand, without a secret, and says so on stderr", async () => {
    await using server = await serveLangSmith();
    await using chat = await serveChat();
    const cwd = newDirectory();
    await writeRows(join(cwd, "world.csv"), worldRows(8));
    writeFileSync(join(cwd, ".env"), "OPENAI_API_KEY=sk-marker-of-openai\n");
    const args = "run --data world.csv --out out --llm openai:test --json".split(" ");
    const { code, stderr } = await hindcast(cwd, args, {
      OPENAI_BASE_URL: chat.baseURL,
      ...tracedTo(server.endpoint),
      LANGSMITH_PROJECT: "from the shell",
      MY_TOKEN: "marker-of-mine",
    });
    const url = `http://localhost:3000/o/tenant/projects/p/${server.projects.get("from the shell")}`;
    const said = `LangSmith: 8 rows sent to project from the shell (${url}), ${server.feedback.size} feedbacks`;
    expect([code, stderr.split("\n")]).toEqual([0, expect.arrayContaining([said])]);
    // Nothing of LangChain's own: neither inner runs of the graph nor a second run a call.
    expect(server.runs.size).toBe(8 + linesIn(join(cwd, "out"), "trace.jsonl").length);
    expect(server.bytes()).not.toContain("marker");
    expect(JSON.parse(readIn(join(cwd, "out"), "langsmith.json"))).toMatchObject({ url, rows: 8 });
  });
});

describe("hindcast ablate with LANGSMITH_TRACING", () => {
  it("traces what its workers decide, each variant under its name, and says so in one line", async () => {
    await using server = await serveLangSmith();
    const cwd = newDirectory();
    await writeRows(join(cwd, "world.csv"), worldRows(60));
    const variants = [{ name: "no-quant", config: { without: ["analyzeQuant"] } }];
    writeFileSync(join(cwd, "variants.json"), JSON.stringify({ variants }));
    const args =
      "ablate --data world.csv --variants variants.json --horizon 2 --draws 200 --out matrix";
    const told = (changes: Record<string, string> = {}) =>
      hindcast(cwd, args.split(" "), {
        ...tracedTo(server.endpoint),
        MY_TOKEN: "marker-of-mine",
        ...changes,
      });
    const { code, stderr } = await told();
    const url = `http://localhost:3000/o/tenant/projects/p/${server.projects.get("hindcast")}`;
    expect([code, stderr]).toEqual([
      0,
      `LangSmith: 120 rows sent to project hindcast (${url}), ${server.feedback.size} feedbacks\n`,
    ]);
    const roots = [...server.runs.values()].filter((run) => run.parent_run_id === undefined);
    const tagged = (name: string): number =>
      roots.filter(({ tags }) => tags?.includes(`variant:${name}`)).length;
    expect([roots.length, tagged("baseline"), tagged("no-quant")]).toEqual([120, 60, 60]);
    expect(server.bytes()).not.toContain("marker");
    for (const name of ["baseline", "no-quant"]) {
      const kept: unknown = JSON.parse(readIn(join(cwd, "matrix", name), "langsmith.json"));
      expect(kept).toMatchObject({ url, rows: 60 });
    }
    const wrong = await told({ LANGSMITH_ENDPOINT: "no address" });
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringMatching(/^hindcast: LANGSMITH_ENDPOINT: expected an http or https address/),
    ]);
  });

  it("says on one line what LangSmith did not take and could not be kept, and how to send it later", async () => {
    await using server = await serveLangSmith();
    server.behave(403);
    const cwd = newDirectory();
    await writeRows(join(cwd, "world.csv"), worldRows(60));
    writeFileSync(join(cwd, "variants.json"), '{"variants":[{"name":"s","positions":"score"}]}');
    mkdirSync(join(cwd, "matrix", "baseline", "langsmith.json"), { recursive: true });
    const ablate = (rest: string) =>
      hindcast(
        cwd,
        `ablate --data world.csv --draws 200 --out matrix ${rest}`.split(" "),
        tracedTo(server.endpoint),
      );
    const lost = "LangSmith: 30 of 30 rows not delivered to project hindcast (HTTP 403)";
    const chosen = await ablate("--horizon 2 --choose-on 0.5 --variants variants.json");
    const unkept = "langsmith.json could not be written (EISDIR)";
    expect([chosen.code, chosen.stderr]).toEqual([0, `${lost}; ${unkept}; ${push()}`]);
    const tested = await ablate("--test");
    expect([tested.code, tested.stderr]).toEqual([0, `${lost}; ${push("test")}`]);
  });

  it("ends with the fault where nodes of one's own end a worker", async () => {
    await using server = await serveLangSmith();
    const cwd = newDirectory();
    writeFileSync(
      join(cwd, "ending.mjs"),
      `import { isMainThread } from "node:worker_threads";
      export const makeNodes = () => ({
        analyzeQuant: ({ features: { row } }) => {
          if (!isMainThread && row > 20) process.exit(1);
          return { quant: { opinion: null, reason: "none", quotes: [], evidence: [] } };
        },
      });`,
    );
    const args = "ablate --rows 0:40 --nodes ending.mjs --out matrix --variants variants.json";
    writeFileSync(join(cwd, "variants.json"), '{"variants":[{"name":"s","positions":"score"}]}');
    const { code, stderr } = await hindcast(cwd, args.split(" "), tracedTo(server.endpoint));
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("expected a worker to decide, it ended before"),
    ]);
  });
});

describe("a program of one's own", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("traces once, where it takes the settings before it reads them", async () => {
    await using server = await serveLangSmith();
    vi.stubEnv("LANGSMITH_TRACING", "true");
    vi.stubEnv("LANGSMITH_API_KEY", "lsv2-marker-of-langsmith");
    vi.stubEnv("LANGSMITH_ENDPOINT", server.endpoint);
    vi.stubEnv("LANGSMITH_PROJECT", "mine");
    takeTracingSettings();
    const out = newDirectory();
    const { langsmith: access } = readEnvironment();
    await runPipeline(pipelineOf({ rows: worldRows(4) }), { out, langsmith: { access } });
    // LangChain's own tracer would send what it has by then.
    await awaitAllCallbacks();
    expect(access).toMatchObject({ tracing: true, project: "mine" });
    expect(server.runs.size).toBe(4 + linesIn(out, "trace.jsonl").length);
  });
});
