/** Runs the built command as a user does: in a directory of its own, without keys. */
import { type ChildProcess, fork, spawn } from "node:child_process";
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

type Environment = Readonly<Record<string, string>>;

/**
 * Starts `hindcast` with these arguments in a directory, in a process of its own.
 * @param env what it finds in its environment besides `PATH` and a home of its own
 */
export function startHindcast(
  cwd: string,
  args: readonly string[],
  env: Environment = {},
): Started {
  const child = launch(cwd, args, env);
  return { child, ended: endOf(child, text(child.stdout)) };
}

/**
 * Runs `hindcast` to its end, one command after another, in a process that has it loaded already. What is about the
 * process itself, such as signals, or about modules that change, is tested with `startHindcast`.
 */
export function hindcast(
  cwd: string,
  args: readonly string[],
  env: Environment = {},
): Promise<Ended> {
  const ended = last.then(() => ordered({ cwd, args, env: environmentOf(cwd, env) }));
  last = ended.catch(() => {});
  return ended;
}

/** Runs `hindcast` to its end, its output closed by the reader at the first sight of it. */
export function hindcastUnread(cwd: string, args: readonly string[]): Promise<Ended> {
  const child = launch(cwd, args, {});
  child.stdout.once("data", () => child.stdout.destroy());
  return endOf(child, Promise.resolve(""));
}

let last: Promise<unknown> = Promise.resolve();
let host: Promise<ChildProcess> | null = null;

async function ordered(order: object): Promise<Ended> {
  host ??= startHost();
  const child = await host;
  child.ref();
  child.channel?.ref();
  const listening = new AbortController();
  const { signal } = listening;
  const exited = once(child, "exit", { signal }).then(() => {
    host = null;
    throw new Error("expected the command to return, it ended its process");
  });
  const answered = once(child, "message", { signal });
  child.send(order);
  const [answer] = await Promise.race([answered, exited]);
  exited.catch(() => {});
  listening.abort();
  child.unref();
  child.channel?.unref();
  return { signal: null, ...answer };
}

async function startHost(): Promise<ChildProcess> {
  const child = fork(shippedFile("tests", "support", "command-host.mjs"), {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  return child;
}

function environmentOf(cwd: string, env: Environment): Environment {
  return { PATH: process.env["PATH"] ?? "", HOME: cwd, HINDCAST_CACHE: join(cwd, "cache"), ...env };
}

function launch(cwd: string, args: readonly string[], env: Environment) {
  return spawn(process.execPath, [shippedFile("dist", "cli", "hindcast.js"), ...args], {
    cwd,
    env: environmentOf(cwd, env),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function endOf(child: ReturnType<typeof launch>, output: Promise<string>): Promise<Ended> {
  const [stdout, stderr] = await Promise.all([output, text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
}
