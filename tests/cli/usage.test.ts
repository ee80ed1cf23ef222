import { readFileSync, readdirSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { shippedFile } from "../../data/package-root.ts";
import { hindcast } from "../support/hindcast.ts";
import { makeDirectory, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
afterAll(() => removeDirectory(cwd));

describe("help", () => {
  it.concurrent.each([["--help"], ["run"], ["backtest"], ["check"], ["world"], ["recall"]])(
    "%s explains itself on stdout and ends well",
    async (command) => {
      const args = command === "--help" ? [command] : [command, "--help"];
      const { code, stdout, stderr } = await hindcast(cwd, args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^Usage: hindcast/);
      expect(stdout).toMatch(command === "--help" ? /\brun\b.*\n/ : /--/);
    },
  );

  it.concurrent.each([
    ["run", "default: recorded replies where there are any, else simulated"],
    ["follow", "default: simulated"],
    ["ablate", "default: simulated"],
    ["audit", "none is asked: a hash of its prompt answers"],
  ])("of %s says who answers without --llm", async (command, answers) => {
    const { stdout } = await hindcast(cwd, [command, "--help"]);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(`NODE=MODEL,… (${answers})`);
  });

  it.concurrent("tells the version", async () => {
    const { code, stdout } = await hindcast(cwd, ["--version"]);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(shippedFile("package.json"), "utf8"))).toMatchObject({
      version: stdout.trim(),
    });
  });
});

describe("bad usage", () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["rnu"], /unknown command 'rnu' \(Did you mean run\?\)/],
    [["run", "--wihtout", "arbitrate"], /unknown option '--wihtout' \(Did you mean --without\?\)/],
    [["run", "--without", "arbitrate,oracle"], /--without.*Expected nodes out of extractFeatures/],
    [["run", "--rows", "9:3"], /--rows.*Expected A:B with A < B/],
    [["run", "--rows", "0:9999999"], /rows: expected A:B.*was 0:9999999/],
    [["run", "--llm", "gtp"], /expected simulated.*was "gtp"/],
    [["run", "--llm", "openai:test"], /OPENAI_API_KEY/],
    [["run", "--embedder", "bert"], /expected hash.*was "bert"/],
    [["run", "--commission", "1e3"], /--commission.*Expected a number from 0 to 1/],
    [["run", "--timezone", "Mars/Olympus"], /timezone: expected an IANA zone name/],
    [["run", "--map", "Close"], /--map.*Expected COLUMN=NAME_IN_FILE/],
    [["backtest", "--data", "x.csv"], /one of --positions FILE and --column NAME/],
    [["run", "--asset", "Gold"], /--asset: expected --recall N beside it/],
    [["recall", "--rows", "0"], /--rows.*Expected an integer of at least 1/],
    [["recall", "--out", "none"], /none: expected the directory of a finished run/],
    [["follow", "none.csv", "--out", "none"], /none\.csv: expected a CSV file, was no file/],
    [["check"], /missing required argument 'file'/],
    [["world", "dream", "--out", "x.csv"], /Expected null or edge/],
    [["world", "null", "--strength", "0.5", "--out", "x.csv"], /expected no --strength/],
  ];

  it.concurrent.each(cases)("%j is one line on stderr and exit 2", async (args, line) => {
    const { code, stdout, stderr } = await hindcast(cwd, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^hindcast: [^\n]+\n$/);
    expect(stderr).toMatch(line);
  });

  it("leaves nothing behind", () => {
    expect(readdirSync(cwd)).toEqual([]);
  });
});
