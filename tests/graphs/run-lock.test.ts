import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { StoppedError, UsageError } from "../../data/errors.ts";
import { lockDirectory } from "../../graphs/run-lock.ts";
import { runPipeline } from "../../graphs/run.ts";
import { faultOf, thrownBy } from "../support/fault.ts";
import { breaksOn, unevenModel } from "../support/models.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { newDirectory } from "../support/run-directory.ts";

const rows = worldRows(12);

/** A directory with this in its lock, written at that time. */
function lockedBy(content: string, written?: Date): string {
  const directory = newDirectory();
  const file = join(directory, "run.lock");
  writeFileSync(file, content);
  if (written) utimesSync(file, written, written);
  return directory;
}

/** The pid of a process that lives as long as the test. */
async function livingPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  return child.pid ?? Number.NaN;
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? Number.NaN;
}

const holder = (pid: number, began: string | null = null) => JSON.stringify({ pid, began });

/** Takes the lock and gives it back: whose it was in between, and what is left. */
function takeOver(directory: string) {
  const unlock = lockDirectory(directory);
  const held: unknown = JSON.parse(readFileSync(join(directory, "run.lock"), "utf8"));
  unlock();
  return { held, left: readdirSync(directory) };
}

const TAKEN = { held: { pid: process.pid }, left: [] };

describe("a run directory's lock", () => {
  it("is held once, by this process too, and names directory and process", () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    const fault = thrownBy(() => lockDirectory(directory));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({
      message: expect.stringMatching(`^${directory}: .* in use by process ${process.pid}\\.`),
    });
    unlock();
    expect(takeOver(directory)).toMatchObject(TAKEN);
  });

  it("of another living process is respected", async () => {
    const pid = await livingPid();
    const directory = lockedBy(holder(pid));
    expect(thrownBy(() => lockDirectory(directory))).toMatchObject({
      message: expect.stringContaining(`process ${pid}`),
    });
    expect(readFileSync(join(directory, "run.lock"), "utf8")).toBe(holder(pid));
  });

  it("of a process that is gone is taken over", async () => {
    expect(takeOver(lockedBy(holder(await deadPid())))).toMatchObject(TAKEN);
  });

  it.runIf(process.platform === "linux")(
    "of a process whose number another one has now is taken over",
    async () => {
      expect(takeOver(lockedBy(holder(process.pid, "1")))).toMatchObject(TAKEN);
      expect(takeOver(lockedBy(holder(await livingPid(), "1")))).toMatchObject(TAKEN);
    },
  );

  it("from before the machine was started is taken over", () => {
    expect(takeOver(lockedBy(holder(process.pid), new Date(0)))).toMatchObject(TAKEN);
  });

  it.each(["", '{"pid":', '{"pid":-1,"began":null}'])(
    "that says %j is left alone while it may be being written, no longer",
    (content) => {
      const directory = lockedBy(content);
      expect(thrownBy(() => lockDirectory(directory))).toMatchObject({
        message: expect.stringContaining("another process"),
      });
      expect(takeOver(lockedBy(content, new Date(Date.now() - 60_000)))).toMatchObject(TAKEN);
    },
  );

  it("that is another's by now is not given back", async () => {
    const directory = newDirectory();
    const unlock = lockDirectory(directory);
    const other = holder(await livingPid());
    writeFileSync(join(directory, "run.lock"), other);
    unlock();
    expect(readFileSync(join(directory, "run.lock"), "utf8")).toBe(other);
  });
});

describe("a run", () => {
  it("keeps a second one out of its directory, and is not disturbed by it", async () => {
    const out = newDirectory();
    const first = runPipeline(pipelineOf({ rows, model: unevenModel() }), { out });
    expect(existsSync(join(out, "run.lock"))).toBe(true);
    expect(await faultOf(runPipeline(pipelineOf({ rows }), { out }))).toBeInstanceOf(UsageError);
    expect((await first).records).toHaveLength(12);
    expect(existsSync(join(out, "run.lock"))).toBe(false);
  });

  it("leaves no lock when it stops, or is refused", async () => {
    const out = newDirectory();
    const model = breaksOn("", () => new StoppedError("the account is empty"));
    expect(await faultOf(runPipeline(pipelineOf({ rows, model }), { out }))).toBeInstanceOf(
      StoppedError,
    );
    expect(existsSync(join(out, "run.lock"))).toBe(false);
    const other = pipelineOf({ rows, config: { seed: 2 } });
    expect(await faultOf(runPipeline(other, { out }))).toBeInstanceOf(UsageError);
    expect(existsSync(join(out, "run.lock"))).toBe(false);
  });

  it("leaves no lock and no open file when its pipeline is busy elsewhere", async () => {
    const pipeline = pipelineOf({ rows, model: unevenModel() });
    const [here, there] = [newDirectory(), newDirectory()];
    const first = runPipeline(pipeline, { out: here });
    expect(await faultOf(runPipeline(pipeline, { out: there }))).toBeInstanceOf(RangeError);
    expect(existsSync(join(there, "run.lock"))).toBe(false);
    await first;
  });
});
