import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InputError, StoppedError, UsageError } from "../../../data/errors.ts";
import type { Pipeline } from "../../../graphs/pipeline.ts";
import { configOfRun, recordRecall } from "../../../graphs/recall/record.ts";
import { lockDirectory } from "../../../graphs/run-lock.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { faultOf, thrownBy } from "../../support/fault.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { ignorantModel } from "../../support/remembering-models.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
  stableFiles,
} from "../../support/run-directory.ts";

const rows = worldRows(20);
const model = ignorantModel();
const open = (seed = 1): Pipeline => pipelineOf({ rows, model, config: { seed } });
const RECALL = { rows: 4, twins: 4 };

/** Finished runs without a probe and with one. */
const [PLAIN, PROBED] = [makeDirectory(), makeDirectory()];
beforeAll(async () => {
  await runPipeline(open(), { out: PLAIN });
  await runPipeline(open(), { out: PROBED, recall: RECALL });
});
afterAll(() => [PLAIN, PROBED].forEach(removeDirectory));

/** A copy of a run's directory. */
function copyOf(directory: string): string {
  const out = newDirectory();
  cpSync(directory, out, { recursive: true });
  return out;
}

const json = (directory: string, name: string): unknown => JSON.parse(readIn(directory, name));

describe("a run with a probe", () => {
  it("decides as without it, and adds a section to the manifest", () => {
    const out = PROBED;
    expect(existsSync(join(PLAIN, "recall.json"))).toBe(false);
    const { "manifest.json": manifest = "", ...others } = stableFiles(out);
    const { "manifest.json": plainManifest = "", ...plainOthers } = stableFiles(PLAIN);
    expect(others).toEqual(plainOthers);
    const { recall, ...rest }: Record<string, unknown> = JSON.parse(manifest);
    expect(rest).toEqual(JSON.parse(plainManifest));
    expect(recall).toMatchObject({ models: [{ close: { asked: 4 } }], twins: { rows: 4 } });
    expect(recall).not.toHaveProperty("answers");
    expect(json(out, "recall.json")).toMatchObject({ run: open().run, verdict: "no sign" });
  });

  it("books its calls apart from the nodes', twins' decisions too", () => {
    const out = PROBED;
    const calls = rows.length * 3;
    expect(json(out, "ledger.json")).toMatchObject({
      total: { calls: calls + 12 + 24 },
      byNode: { arbitrate: { calls: rows.length } },
      recall: { calls: 12 + 24 },
    });
    expect(linesIn(out, "ledger.jsonl")).toHaveLength(calls + 36);
  });

  it("is repeated byte for byte, and kept by a run without it", async () => {
    const out = copyOf(PROBED);
    const before = { ...stableFiles(out), recall: readIn(out, "recall.json") };
    const { recall } = await runPipeline(open(), { out });
    expect({ ...stableFiles(out), recall: readIn(out, "recall.json") }).toEqual(before);
    expect(recall?.verdict).toBe("no sign");
    await runPipeline(open(), { out, recall: RECALL });
    expect({ ...stableFiles(out), recall: readIn(out, "recall.json") }).toEqual(before);
  });

  it("refuses a broken recall.json, and one of another run", async () => {
    const out = copyOf(PROBED);
    const other = readIn(out, "recall.json").replace(open().run, open(2).run);
    for (const text of ["{", "{}", other]) {
      writeFileSync(join(out, "recall.json"), text);
      expect(await faultOf(runPipeline(open(), { out }))).toBeInstanceOf(InputError);
    }
    // A new probe takes its place.
    const { recall } = await runPipeline(open(), { out, recall: RECALL });
    expect(recall?.run).toBe(open().run);
  });

  it("keeps what it decided when the probe stops", async () => {
    const out = newDirectory();
    const stopping = {
      ...model,
      complete: (request: Parameters<typeof model.complete>[0]) =>
        request.node === "recall"
          ? Promise.reject(new StoppedError("the account is empty"))
          : model.complete(request),
    };
    const pipeline = pipelineOf({ rows, model: stopping, config: { seed: 1 } });
    const stopped = await faultOf(runPipeline(pipeline, { out, recall: RECALL }));
    expect(stopped).toBeInstanceOf(StoppedError);
    expect(stableFiles(out)).toEqual(stableFiles(PLAIN));
  });
});

describe("a probe of a finished run", () => {
  it("writes the files that a run with the probe writes", async () => {
    const [at, later] = [PROBED, copyOf(PLAIN)];
    await recordRecall(later, open(), RECALL);
    expect(stableFiles(later)).toEqual(stableFiles(at));
    expect(readIn(later, "recall.json")).toBe(readIn(at, "recall.json"));
    const [ledger, ledgerAt] = [json(later, "ledger.json"), json(at, "ledger.json")];
    expect(ledger).toMatchObject({ recall: { calls: 36 }, total: { calls: 36 + 60 } });
    expect(ledgerAt).toMatchObject({ recall: { calls: 36 }, total: { calls: 36 + 60 } });
    expect(existsSync(join(later, "run.lock"))).toBe(false);
  });

  it("takes the run's configuration, but for its models", async () => {
    const out = newDirectory();
    const pipeline = pipelineOf({ rows, model, config: { seed: 9, without: ["arbitrate"] } });
    await runPipeline(pipeline, { out });
    const config = configOfRun(out);
    expect(config).not.toHaveProperty("llm");
    expect(pipelineOf({ rows, model, config }).run).toBe(pipeline.run);
  });

  it("refuses another run, and changes nothing", async () => {
    const out = copyOf(PLAIN);
    const before = stableFiles(out);
    const error = await faultOf(recordRecall(out, open(2), RECALL));
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: expect.stringContaining(open().run) });
    expect(stableFiles(out)).toEqual(before);
    expect(existsSync(join(out, "run.lock"))).toBe(false);
  });

  it("says what differs from the run, and what to do", async () => {
    const manifest = readIn(PLAIN, "manifest.json");
    const told = async (pipeline: Pipeline, edit = manifest): Promise<string> => {
      const out = copyOf(PLAIN);
      writeFileSync(join(out, "manifest.json"), edit);
      const fault = await faultOf(recordRecall(out, pipeline, RECALL));
      expect(fault).toBeInstanceOf(UsageError);
      return String(fault);
    };
    expect(await told(open(2))).toMatch(/this is a probe of another: its seed was 1$/);
    const others = pipelineOf({ rows: worldRows(21), config: { seed: 1 } });
    expect(await told(others)).toMatch(
      /: its data is another \(give --data with its world.csv\); its models were \S+ \(give its --llm\)$/,
    );
    const earlier = (version: string, hash: string): string => {
      const whole = JSON.parse(manifest);
      const identity = { ...whole.identity, code: { version, hash } };
      return JSON.stringify({ ...whole, run: "other", identity });
    };
    const { version } = JSON.parse(manifest).identity.code;
    expect(await told(open(), earlier("0.3.0", "a"))).toMatch(
      /: it was made by version 0\.3\.0, this is \S+ \(run it again\)$/,
    );
    expect(await told(open(), earlier(version, "a"))).toContain(": it was made by other code of");
    const prompts = { ...JSON.parse(manifest), run: "other" };
    prompts.identity = { ...prompts.identity, prompts: "a", ownNodes: { arbitrate: "b" } };
    expect(await told(open(), JSON.stringify(prompts))).toMatch(
      /: prompts were edited since \(run it again\); it has nodes of its own, which only a program can probe$/,
    );
    expect(String(thrownBy(() => configOfRun(PLAIN, others.data)))).toMatch(
      /: its data is another \(give --data with its world.csv\)$/,
    );
    expect(configOfRun(PLAIN, open().data)).toEqual(configOfRun(PLAIN));
  });

  it("refuses a run under way, one that is being written, and a folder without one", async () => {
    const out = copyOf(PLAIN);
    const unlock = lockDirectory(out);
    expect(await faultOf(recordRecall(out, open(), RECALL))).toMatchObject({
      message: expect.stringContaining("in use by process"),
    });
    unlock();
    const manifest: Record<string, unknown> = JSON.parse(readIn(out, "manifest.json"));
    writeFileSync(join(out, "manifest.json"), JSON.stringify({ ...manifest, state: "under way" }));
    expect(await faultOf(recordRecall(out, open(), RECALL))).toMatchObject({
      code: "BAD_USAGE",
      message: expect.stringContaining("expected a finished run"),
    });
    const empty = join(newDirectory(), "empty");
    mkdirSync(empty);
    expect(thrownBy(() => configOfRun(empty))).toBeInstanceOf(UsageError);
    expect(await faultOf(recordRecall(empty, open(), RECALL))).toBeInstanceOf(UsageError);
  });

  it("names a broken file", async () => {
    const out = copyOf(PLAIN);
    appendFileSync(join(out, "ledger.jsonl"), "{}\n");
    expect(await faultOf(recordRecall(out, open(), RECALL))).toBeInstanceOf(InputError);
    writeFileSync(join(out, "manifest.json"), "[]");
    expect(thrownBy(() => configOfRun(out))).toBeInstanceOf(InputError);
  });
});
