/** Starts LangGraph's development server as a user does, on loopback, and ends it with all it started. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { shippedFile } from "../../data/package-root.ts";

export interface DevServer {
  readonly url: string;
  /** What it has printed so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server in a directory, which then holds its configuration and its own files, and waits until it answers.
 * @param graphs `FILE:EXPORT` by name
 */
export async function startDevServer(
  directory: string,
  graphs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<DevServer> {
  const config = join(directory, "langgraph.json");
  writeFileSync(config, JSON.stringify({ node_version: "20", graphs }));
  // The server looks for LangGraph from where its configuration is.
  symlinkSync(shippedFile("node_modules"), join(directory, "node_modules"), "dir");
  const port = await freePort();
  const bin = shippedFile("node_modules", ".bin", "langgraphjs");
  const where = ["--host", "127.0.0.1", "--port", String(port), "--config", config];
  const child = spawn(
    process.execPath,
    [bin, "dev", "--no-browser", "--no-reload", "--n-jobs-per-worker", "40", ...where],
    {
      cwd: directory,
      // A group of its own: the command starts the server as a child, which outlives it.
      detached: true,
      env: { PATH: process.env["PATH"], HOME: directory, LANGGRAPH_CLI_NO_ANALYTICS: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (log += chunk.toString()));
  }
  const url = `http://127.0.0.1:${port}`;
  const server = { url, log: () => log, stop: () => stopGroup(child) };
  try {
    await untilItAnswers(url, child);
    return server;
  } catch (error) {
    await server.stop();
    throw new Error(`the server did not start:\n${log}`, { cause: error });
  }
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error(`ended with code ${child.exitCode}`);
    const answer = await fetch(`${url}/ok`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error("no answer in time");
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const closed = child.exitCode === null && child.signalCode === null ? once(child, "close") : null;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Gone already.
  }
  await closed;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return address.port;
}
