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
  const child = launch(cwd, args, env);
  return { child, ended: endOf(child, text(child.stdout)) };
}

/** Runs `hindcast` to its end. */
export function hindcast(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return startHindcast(cwd, args, env).ended;
}

/** Runs `hindcast` to its end, its output closed by the reader at the first sight of it. */
export function hindcastUnread(cwd: string, args: readonly string[]): Promise<Ended> {
  const child = launch(cwd, args, {});
  child.stdout.once("data", () => child.stdout.destroy());
  return endOf(child, Promise.resolve(""));
}

function launch(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [shippedFile("dist", "cli", "hindcast.js"), ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, HINDCAST_CACHE: join(cwd, "cache"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function endOf(child: ReturnType<typeof launch>, output: Promise<string>): Promise<Ended> {
  const [stdout, stderr] = await Promise.all([output, text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
}
