/** The progress bar and the terminal that it borrows. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { shippedFile } from "../../data/package-root.ts";

const [CURSOR_OFF, CURSOR_ON] = ["\u001B[?25l", "\u001B[?25h"];
const module = JSON.stringify(pathToFileURL(shippedFile("dist", "cli", "progress.js")).href);
const signals = JSON.stringify(pathToFileURL(shippedFile("dist", "cli", "stop-signals.js")).href);

/** A process with a bar on its terminal, which takes its stderr for one. @param more what it does besides */
function startBarred(more = "") {
  const code = `process.stderr.isTTY = true;
    const { startProgress } = await import(${module});
    ${more}
    const bar = startProgress("deciding", "rows");
    bar.update(1, 10);
    setTimeout(() => {}, 30000);
    process.stdout.write("ready\\n");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, stderr: text(child.stderr), ended: once(child, "exit") };
}

describe("a progress bar", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "gives the cursor back where %s ends it",
    async (signal) => {
      const { child, stderr, ended } = startBarred();
      await once(child.stdout, "data");
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      const shown = await stderr;
      expect(shown).toContain(CURSOR_OFF);
      expect(shown.lastIndexOf(CURSOR_ON)).toBeGreaterThan(shown.lastIndexOf(CURSOR_OFF));
    },
  );

  it("leaves the first signal to who drains the work, and the second ends at once", async () => {
    const draining = `const { stopOnSignals } = await import(${signals});
      const stop = new AbortController();
      stopOnSignals(stop);
      stop.signal.addEventListener("abort", () => {
        bar.update(2, 10);
        process.stdout.write("draining\\n");
      });`;
    const { child, stderr, ended } = startBarred(draining);
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(String((await once(child.stdout, "data"))[0])).toBe("draining\n");
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    const shown = await stderr;
    expect(shown.lastIndexOf(CURSOR_ON)).toBeGreaterThan(shown.lastIndexOf(CURSOR_OFF));
  });
});
