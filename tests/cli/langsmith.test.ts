import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { hindcast } from "../support/hindcast.ts";
import { serveChat } from "../support/chat-server.ts";
import { serveLangSmith } from "../support/langsmith-server.ts";
import { worldRows } from "../support/pipeline.ts";
import { linesIn, newDirectory, readIn } from "../support/run-directory.ts";

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
