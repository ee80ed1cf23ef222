import { once } from "node:events";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { runPipeline } from "../../graphs/run.ts";
import { hindcast, startHindcast } from "../support/hindcast.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { makeDirectory, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
afterAll(() => removeDirectory(cwd));

async function bodyOf(url: string): Promise<string> {
  const outgoing = request(url, { agent: false });
  outgoing.end();
  const [incoming] = await once(outgoing, "response");
  return text(incoming);
}

describe("hindcast dashboard", () => {
  it("shows the runs below ./runs at an address without a token, and ends well at once", async () => {
    const pipeline = pipelineOf({ rows: worldRows(8) });
    await runPipeline(pipeline, { out: join(cwd, "runs", "one") });
    const { child, ended } = startHindcast(cwd, ["dashboard"]);
    const screen: string[] = [];
    let url = "";
    if (!child.stdout) throw new Error("expected an output");
    for await (const line of createInterface({ input: child.stdout })) {
      screen.push(line);
      url = /http:\S+/.exec(line)?.[0] ?? url;
      if (line.includes("Ctrl-C")) break;
    }
    expect(screen.join("\n")).toMatch(
      /^runs {3}runs\/one \(found in \.\/runs\)\ndata {3}sample\.csv, 276 rows\npage {3}http:/,
    );
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(JSON.parse(await bodyOf(`${url}api/runs`))).toMatchObject([
      { name: "one", run: pipeline.run, state: "finished" },
    ]);
    expect(await bodyOf(url)).toMatch(/<meta name="hindcast-token" content="[0-9a-f]{64}"/);
    const asked = performance.now();
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: "" });
    expect(performance.now() - asked).toBeLessThan(5000);
  });

  it("says in one line which directory is no run's", async () => {
    const { code, stdout, stderr } = await hindcast(cwd, ["dashboard", "cache"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: "hindcast: cache: expected the directory of a run, was none\n",
    });
  });
});
