import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { hindcast } from "../support/hindcast.ts";
import { serveChat } from "../support/chat-server.ts";
import { serveLangSmith } from "../support/langsmith-server.ts";
import { worldRows } from "../support/pipeline.ts";
import { linesIn, newDirectory, readIn } from "../support/run-directory.ts";

const tracedTo = (endpoint: string): Record<string, string> => ({
  LANGSMITH_TRACING: "true",
  LANGSMITH_API_KEY: "lsv2-marker-of-langsmith",
  LANGSMITH_ENDPOINT: endpoint,
});

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
      LANGSMITH_TRACING: "true",
      LANGSMITH_API_KEY: "lsv2-marker-of-langsmith",
      LANGSMITH_ENDPOINT: server.endpoint,
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

  it("decides all the same where what its workers delivered cannot be kept", async () => {
    await using server = await serveLangSmith();
    const cwd = newDirectory();
    mkdirSync(join(cwd, "matrix", "baseline", "langsmith.json"), { recursive: true });
    writeFileSync(join(cwd, "variants.json"), '{"variants":[{"name":"s","positions":"score"}]}');
    const args = "ablate --rows 0:40 --draws 200 --out matrix --variants variants.json";
    const { code, stderr } = await hindcast(cwd, args.split(" "), tracedTo(server.endpoint));
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(
        /^LangSmith: 40 rows sent .*; langsmith\.json could not be written \(EISDIR\)\n$/,
      ),
    ]);
  });

  it("says where the variants of a test are that did not arrive", async () => {
    await using server = await serveLangSmith();
    const cwd = newDirectory();
    await writeRows(join(cwd, "world.csv"), worldRows(90));
    writeFileSync(join(cwd, "variants.json"), '{"variants":[{"name":"s","positions":"score"}]}');
    const shared = "ablate --data world.csv --draws 200 --out matrix";
    const choosing = `${shared} --horizon 2 --choose-on 0.5 --variants variants.json`;
    const chosen = await hindcast(cwd, choosing.split(" "));
    server.behave(403);
    const test = `${shared} --test`.split(" ");
    const { code, stderr } = await hindcast(cwd, test, tracedTo(server.endpoint));
    const push = `hindcast push-dataset ${join("matrix", "test", "VARIANT")} sends a finished variant`;
    expect([chosen.code, code, stderr]).toEqual([0, 0, expect.stringContaining(push)]);
  });

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
        LANGSMITH_TRACING: "true",
        LANGSMITH_API_KEY: "lsv2-marker-of-langsmith",
        LANGSMITH_ENDPOINT: server.endpoint,
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

  it("ends with what LangSmith did not take said on one line, and how to send it later", async () => {
    await using server = await serveLangSmith();
    server.behave(403);
    const cwd = newDirectory();
    const args = "ablate --rows 0:40 --draws 200 --out matrix --variants variants.json";
    writeFileSync(join(cwd, "variants.json"), '{"variants":[{"name":"s","positions":"score"}]}');
    const { code, stderr } = await hindcast(cwd, args.split(" "), {
      LANGSMITH_TRACING: "true",
      LANGSMITH_API_KEY: "lsv2-marker-of-langsmith",
      LANGSMITH_ENDPOINT: server.endpoint,
    });
    const push = `hindcast push-dataset ${join("matrix", "VARIANT")} sends a finished variant`;
    expect([code, stderr]).toEqual([
      0,
      `LangSmith: 40 of 40 rows not delivered to project hindcast (HTTP 403); ${push}\n`,
    ]);
  });
});
