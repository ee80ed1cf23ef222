/** The list of runs while files change, and runs come and go. */
import { cpSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunHead } from "../../../dashboard/wire/api.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { askJson, serveRuns } from "../../support/dashboard.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, newDirectory, removeDirectory } from "../../support/run-directory.ts";

const directory = makeDirectory();
const pipeline = pipelineOf({ rows: worldRows(12) });

beforeAll(async () => {
  await runPipeline(pipeline, { out: directory });
});
afterAll(() => removeDirectory(directory));

describe("the runs", () => {
  it("say by their versions that the files behind an answer are others", async () => {
    const own = newDirectory();
    cpSync(directory, own, { recursive: true });
    const served = await serveRuns([own], { data: pipeline.data });
    const [before] = await askJson<RunHead[]>(served, "/api/runs");
    const [again] = await askJson<RunHead[]>(served, "/api/runs");
    expect(again?.versions).toEqual(before?.versions);
    // What an evaluation writes is of the marks alone.
    writeFileSync(join(own, "findings.jsonl"), "");
    const [evaluated] = await askJson<RunHead[]>(served, "/api/runs");
    expect(evaluated?.versions.series).toBe(before?.versions.series);
    expect(evaluated?.versions.marks).not.toBe(before?.versions.marks);
    writeFileSync(join(own, "positions.csv"), "row\n");
    const [broken] = await askJson<RunHead[]>(served, "/api/runs");
    expect(broken?.versions.series).not.toBe(before?.versions.series);
  });

  it("that were begun after the dashboard are listed after the others", async () => {
    const [root, later] = [newDirectory(), newDirectory()];
    const runs = [directory];
    const served = await serveRuns(runs, { data: pipeline.data, findAgain: () => runs });
    cpSync(directory, join(root, "later"), { recursive: true });
    runs.unshift(join(root, "later"));
    const heads = await askJson<RunHead[]>(served, "/api/runs");
    expect(heads.map(({ name }) => name)).toEqual([basename(directory), "later"]);
    expect(heads[1]?.id).toBe(`${pipeline.run}-2`);
    // Just looked: not again so soon.
    runs.unshift(later);
    expect(await askJson<RunHead[]>(served, "/api/runs")).toHaveLength(2);
  });

  it("are listed where one went between being found and being looked at", async () => {
    const gone = join(newDirectory(), "gone");
    const served = await serveRuns([directory], { findAgain: () => [gone, directory] });
    expect(await askJson<RunHead[]>(served, "/api/runs")).toHaveLength(1);
  });

  it("in directories of one name are called by the folders above too, once there are two", async () => {
    const root = newDirectory();
    const [one, two] = ["a", "b"].map((name) => join(root, name, "run"));
    if (!one || !two) throw new Error("expected two directories");
    const runs = [one];
    cpSync(directory, one, { recursive: true });
    const served = await serveRuns(runs, { data: pipeline.data, findAgain: () => runs });
    const names = async (): Promise<readonly string[]> =>
      (await askJson<RunHead[]>(served, "/api/runs")).map(({ name }) => name);
    // The directories were just looked through: what comes now comes up with the next look.
    expect(await names()).toEqual(["run"]);
    cpSync(directory, two, { recursive: true });
    runs.push(two);
    await expect.poll(names, { timeout: 4000, interval: 200 }).toEqual(["a/run", "b/run"]);
  });

  it("of one name are told apart", async () => {
    const served = await serveRuns([directory, directory]);
    const heads = await askJson<RunHead[]>(served, "/api/runs");
    expect(heads.map(({ id }) => id)).toEqual([pipeline.run, `${pipeline.run}-2`]);
  });
});
