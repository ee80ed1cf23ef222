/** The README is checked against the code: its commands, its screen, its diagram, its switches. */
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRows } from "../data/load-rows.ts";
import { shippedFile } from "../data/package-root.ts";
import { SAMPLE_FILE } from "../data/sample-file.ts";
import { openPipeline } from "../graphs/open-pipeline.ts";
import { auditScreen } from "../cli/screens/audit-screen.ts";
import { EXPERIMENTS } from "../graphs/audit/experiment.ts";
import { PEEKS } from "../graphs/audit/peeks.ts";
import { hindcast } from "./support/hindcast.ts";

const readme = readFileSync(shippedFile("README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "hindcast-readme-"));
afterAll(() => rmSync(folder, { recursive: true }));

function block(language: string, at = 0): string {
  const blocks = [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))];
  return blocks[at]?.[1]?.trimEnd() ?? "";
}

/** Edges of a mermaid diagram, by node names. */
function edges(diagram: string): string[] {
  return [...diagram.matchAll(/(\w+) --> (\w+)/g)]
    .map(([, from, to]) => `${from} ${to}`)
    .map((edge) => edge.replace("__start__", "START").replace("__end__", "END"))
    .toSorted();
}

describe("README", () => {
  it("opens with two commands: the main job and the tests", () => {
    expect(readme.indexOf("```sh")).toBe(readme.indexOf("```"));
    expect(block("sh")).toBe("npm ci && npm start\nnpm test");
  });

  describe("of the main job, run once", () => {
    let screen = "";
    beforeAll(async () => {
      ({ stdout: screen } = await hindcast(folder, ["run"]));
    });

    it("shows the screen that it prints", () => {
      const lines = screen.split("\n").map((line) => line.trimEnd());
      expect(block("text")).toBe(lines.slice(0, lines.indexOf("Files")).join("\n").trimEnd());
    });

    it("shows what the evaluation and the probe of behaviour of that run print", async () => {
      const runs = join(folder, "runs");
      const made = readdirSync(runs);
      expect(made).toHaveLength(1);
      renameSync(join(runs, made[0] ?? ""), join(runs, "sample"));
      expect(readFileSync(join(runs, "sample", "manifest.json"), "utf8")).toContain(
        '"simulated": false',
      );
      for (const command of ["evaluate runs/sample", "behaviour --out runs/sample"]) {
        const { stdout } = await hindcast(folder, command.split(" "));
        const lines = new Set(stdout.split("\n").map((line) => line.trimEnd()));
        const shown = readme.split(`$ npx hindcast ${command}\n`)[1]?.split("\n```")[0] ?? "";
        expect(shown.split("\n").length).toBeGreaterThan(20);
        for (const line of shown.split("\n")) expect(lines).toContain(line);
      }
    });
  });

  it("draws the graph as it is compiled", async () => {
    const pipeline = await openPipeline({
      data: await loadRows(SAMPLE_FILE),
      access: { openai: {}, cacheDir: folder },
    });
    const drawn = (await pipeline.graph.getGraphAsync()).drawMermaid();
    expect(edges(block("mermaid"))).toEqual(edges(drawn));
  });

  it("shows the audit's screen as it is laid out, with every experiment and all peeks", () => {
    const screen = auditScreen({
      verdict: "clean",
      rows: { from: 0, to: 276 },
      failedRows: 0,
      experiments: EXPERIMENTS.map((name) => ({
        name,
        outcome: { verdict: "clean", rows: name === "warm-up" ? 158 : 276, note: null },
        peeks: PEEKS.filter(({ caughtBy }) => caughtBy.includes(name)).map((peek) => ({
          peek: peek.name,
          caughtAt: 0,
          bites: true,
        })),
      })),
    });
    const lines = stripVTControlCharacters(screen)
      .split("\n")
      .map((line) => line.trimEnd());
    const shown = readme.split("$ npx hindcast audit\n")[1]?.split("\n```")[0];
    expect(shown).toBe(lines.join("\n").trim());
  });

  it("shows a node that leaks, what that earns, and where the audit finds it", async () => {
    writeFileSync(join(folder, "leaking.mjs"), block("js"));
    const nodes = ["--nodes", "leaking.mjs"];
    const { stdout: earned } = await hindcast(folder, ["run", ...nodes, "--llm", "simulated"]);
    const figure = /returns (\+[\d.]+ %) on the sample/.exec(readme)?.[1];
    expect(earned).toContain(`The agent returned ${figure} `);
    const some = ["--rows", "0:12", "--experiments", "truncation,perturbation,unknowable"];
    const { code, stdout } = await hindcast(folder, ["audit", ...nodes, ...some]);
    expect(code).toBe(1);
    const shown = readme.split("$ npx hindcast audit --nodes leaking.mjs\n")[1]?.split("\n```")[0];
    expect(stdout).toContain(shown);
  });

  it("names the switches that the commands have", async () => {
    for (const line of block("text", 1).split("npx hindcast ").slice(1)) {
      const [command = ""] = line.split(" ");
      const { stdout: help } = await hindcast(folder, [command, "--help"]);
      for (const [flag] of line.matchAll(/--[a-z-]+/g)) expect(help).toContain(flag);
    }
  });
});
