import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import { makeDirectory, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
const file = (name: string, text: string): void => writeFileSync(join(cwd, name), text);

/** A quant analyst that buys what rises from row `from` to row `to`, counted from its own. */
function analyst(from: number, to: number): string {
  return `export const makeNodes = ({ data }) => ({
    analyzeQuant: ({ features: { row } }) => {
      const close = (at) => data.rows[at]?.observation.close ?? 0;
      const score = close(row + ${to}) > close(row + ${from}) ? 0.9 : -0.9;
      const stance = score > 0 ? "bullish" : "bearish";
      const opinion = { stance, score, confidence: 0.9, cited: [] };
      return { quant: { opinion, reason: null, quotes: [], evidence: [] } };
    },
  });`;
}

/** The next close, remembered outside of what is made: by the time, which no experiment but one changes. */
const caching = `const known = new Map();
  export const makeNodes = ({ data }) => ({
    analyzeSentiment: (_input, view) => {
      const { timeMs, close } = view.current();
      const next = known.get(timeMs) ?? data.rows[view.asOf + 1]?.observation.close ?? 0;
      known.set(timeMs, next);
      const score = next > close ? 0.9 : -0.9;
      const opinion = { stance: next > close ? "bullish" : "bearish", score, confidence: 0.9, cited: [] };
      return { sentiment: { opinion, reason: null, quotes: [], evidence: [] } };
    },
  });`;

beforeAll(async () => {
  await writeRows(join(cwd, "bars.csv"), worldRows(30));
  file("honest.mjs", analyst(-1, 0));
  file("leaking.mjs", analyst(0, 1));
  file("caching.mjs", caching);
});
afterAll(() => removeDirectory(cwd));

async function run(nodes: string) {
  const out = nodes.slice(0, 4);
  const args = ["--data", "bars.csv", "--llm", "simulated", "--nodes", nodes, "--out", out];
  const { code, stderr } = await hindcast(cwd, ["run", ...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(readFileSync(join(cwd, out, "manifest.json"), "utf8"));
}

const AUDIT = "audit --data bars.csv --rows 12:22 --experiments";
const audit = (nodes: string, experiments = "truncation,order") =>
  hindcast(cwd, [...AUDIT.split(" "), experiments, "--nodes", nodes]);

describe("--nodes", () => {
  it("puts a node of one's own into a run, whose name depends on the file", async () => {
    const [honest, leaking] = [await run("honest.mjs"), await run("leaking.mjs")];
    expect(honest.run).not.toBe(leaking.run);
    expect(honest.identity.ownNodes).toMatchObject({ analyzeQuant: expect.any(String) });
    expect(honest).toMatchObject({
      simulatedNodes: ["analyzeSentiment", "arbitrate"],
      ownNodes: ["analyzeQuant"],
      models: { analyzeQuant: null },
    });
  });

  it("has it audited: the one that looks back passes, the one that looks ahead is named", async () => {
    expect((await audit("honest.mjs")).code).toBe(0);
    const { code, stdout, stderr } = await audit("leaking.mjs", "truncation");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^hindcast: audit: look-ahead, by truncation; first at row \d+, analyzeQuant/,
    );
    expect(stdout).toContain("nodes  analyzeQuant: your own, in place of the built-in");
  });

  it("has each experiment made with fresh modules, so that a cache in one hides nothing", async () => {
    expect(await audit("caching.mjs")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^hindcast: audit: look-ahead, by truncation; first at row \d+/,
      ),
    });
  });

  it("ends in one line, and does end, when a node ends the thread of one experiment", async () => {
    const leaving = analyst(-1, 0).replace(
      "=> ({",
      "=> data.rows.length < 30 ? process.exit() : ({",
    );
    file("leaving.mjs", leaving);
    expect(await audit("leaving.mjs", "truncation")).toMatchObject({
      code: 2,
      stderr: "hindcast: audit: expected a worker to finish its experiment, it ended before\n",
    });
  });

  it.each([
    ["is not there", null, "was ENOENT"],
    ["does not parse", "export const = 1", "was Unexpected token '='"],
    ["exports something else", "export const nodes = {}", "was exports of nodes"],
    ["exports nothing", "", "was no export"],
    ["exports it as a number", "export const makeNodes = 3", "was makeNodes: number"],
    ["makes no object", "export const makeNodes = () => 3", "was number"],
    ["makes a promise", "export const makeNodes = async () => ({})", "was a promise"],
    ["makes nothing", "export const makeNodes = () => ({})", "was none"],
    ["makes an unknown node", "export const makeNodes = () => ({ arbiter() {} })", "was arbiter"],
    [
      "makes no function",
      "export const makeNodes = () => ({ arbitrate: 1 })",
      "was arbitrate: number",
    ],
  ])("refuses a file that %s in one line", async (what, text, was) => {
    const name = `${what.replaceAll(" ", "-")}.mjs`;
    if (text !== null) file(name, text);
    const { code, stderr } = await hindcast(cwd, ["run", "--data", "bars.csv", "--nodes", name]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hindcast: (?:\S+\.mjs|own nodes): expected .*\n$/);
    expect(stderr.endsWith(`${was}\n`)).toBe(true);
  });
});
