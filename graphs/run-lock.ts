/** Keeps a run directory to one process at a time, on one machine. */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { wallClockMs } from "../data/clock.ts";
import { InputError, UsageError, faultCode } from "../data/errors.ts";

const holderSchema = z.object({
  pid: z.int().positive(),
  /** When the process began, in the system's own terms, since numbers are given anew; null where it does not say. */
  began: z.string().nullable(),
});
type Holder = Readonly<z.infer<typeof holderSchema>>;

/** A lock without a name is just being written; if it is for longer than this, its writer was killed. */
const WRITING_MS = 2000;

/** How much earlier than the machine's start a lock must seem to be from before it. */
const BOOT_SLACK_MS = 10_000;

/**
 * Takes `run.lock` in a directory; one whose process is gone is taken over.
 * @returns gives it back
 * @throws UsageError naming directory and process when the lock is held, by this process too
 */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, "run.lock");
  const own = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) });
  while (!create(file, own)) {
    const found = readLock(file);
    if (found === null) continue;
    if (isHeld(found)) throw heldBy(directory, parseHolder(found.text));
    discard(file, found.text);
  }
  return () => {
    if (readLock(file)?.text === own) rmSync(file, { force: true });
  };
}

/** Whether the file was made; false when it is there. */
function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (faultCode(error) === "EEXIST") return false;
    const expected = "a directory that can be written";
    throw new InputError({ file }, expected, faultCode(error), { cause: error });
  }
}

interface Lock {
  readonly text: string;
  readonly writtenMs: number;
}

/** Null when it is gone. */
function readLock(file: string): Lock | null {
  try {
    return { writtenMs: statSync(file).mtimeMs, text: readFileSync(file, "utf8") };
  } catch (error) {
    if (faultCode(error) === "ENOENT") return null;
    throw new InputError({ file }, "a file that can be read", faultCode(error), { cause: error });
  }
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function isHeld({ text, writtenMs }: Lock): boolean {
  const now = wallClockMs();
  const holder = parseHolder(text);
  if (holder === null) return now - writtenMs < WRITING_MS;
  if (!isAlive(holder.pid)) return false;
  if (holder.began !== null) return beginningOf(holder.pid) === holder.began;
  return writtenMs > now - uptime() * 1000 - BOOT_SLACK_MS;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process.
    return faultCode(error) === "EPERM";
  }
}

/** Linux counts the ticks from its own start to that of a process: field 22, the second being a name in brackets. */
function beginningOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

/** Takes a dead lock out of the way. One that another process made in the meantime is put back. */
function discard(file: string, dead: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (faultCode(error) === "ENOENT") return;
    throw error;
  }
  if (readFileSync(aside, "utf8") === dead) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function heldBy(directory: string, holder: Holder | null): UsageError {
  const who = holder === null ? "another process" : `process ${holder.pid}`;
  return new UsageError(
    `${directory}: expected a directory that no run is writing, was in use by ${who}. ` +
      "Wait for it to end, or give another --out; if that process is no hindcast, remove run.lock",
  );
}
