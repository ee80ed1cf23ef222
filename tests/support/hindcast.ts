/** Runs the built command as a user does: a child process, in a directory of its own, without keys. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { shippedFile } from "../../data/package-root.ts";

/** How the command ended. */
export interface Ended {
  /** Exit code, null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/**
 * Starts `hindcast` with these arguments in a directory.
 * @param env what it finds in its environment besides `PATH` and a home of its own
 */
export function startHindcast(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, [shippedFile("dist", "cli", "hindcast.js"), ...args], {
    cwd,
    env: {
      PATH: process.env["PATH"],
      HOME: cwd,
      HINDCAST_CACHE: join(cwd, "cache"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ended: endOf(child) };
}

/** Runs `hindcast` to its end. */
export function hindcast(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return startHindcast(cwd, args, env).ended;
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("expected pipes, were none");
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, "close")]);
  return { code: child.exitCode, signal: child.signalCode, stdout: out, stderr: err };
}
