/** The evaluation as a process of its own: of the sample's run, and of one of 50,000 rows with 1,000 draws. */
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopwatchMs } from "../data/clock.ts";
import { formatDatetime } from "../data/datetime.ts";
import { shippedFile } from "../data/package-root.ts";
import { makeRandom } from "../data/random.ts";
import type { BenchResult } from "./bench-result.ts";

const SHORT_LIMIT_SECONDS = 10;
const LONG_LIMIT_SECONDS = 30;
const LONG_ROWS = 50_000;
const BAR_MS = 600_000;
const START_MS = Date.UTC(2024, 0, 1);

/** Median of three evaluations of 276 rows, and one of 50,000; the start of node included. */
export function benchEvaluation(): BenchResult[] {
  const folder = mkdtempSync(join(tmpdir(), "hindcast-bench-"));
  try {
    const [short, long] = [join(folder, "short"), join(folder, "long")];
    hindcast(folder, ["run", "--out", short]);
    layEndToEnd(short, long);
    const seconds = Array.from({ length: 3 }, () => evaluate(folder, short));
    const median = seconds.toSorted((a, b) => a - b)[1] ?? NaN;
    const once = evaluate(folder, long);
    return [
      {
        name: "evaluation of 276 rows / 10 s",
        ratio: median / SHORT_LIMIT_SECONDS,
        target: 1,
        detail: `${median.toFixed(1)} s, page and figures written`,
      },
      {
        name: "evaluation of 50,000 rows with 1,000 draws / 30 s",
        ratio: once / LONG_LIMIT_SECONDS,
        target: 1,
        detail: `${once.toFixed(1)} s; the sample's rows and traces end to end, prices a random walk`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function evaluate(folder: string, directory: string): number {
  const started = stopwatchMs();
  hindcast(folder, ["evaluate", directory, "--json"]);
  return (stopwatchMs() - started) / 1000;
}

function hindcast(folder: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [shippedFile("dist", "cli", "hindcast.js"), ...args],
    { cwd: folder, env: { ...process.env, HINDCAST_CACHE: folder }, maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`expected exit code 0, was ${status}: ${String(stderr)}`);
}

/** A run directory of as many rows as asked for; about 1 GB. */
function layEndToEnd(from: string, to: string): void {
  mkdirSync(to);
  const linesOf = (name: string): readonly string[] =>
    readFileSync(join(from, name), "utf8").trimEnd().split("\n");
  const records = linesOf("records.jsonl");
  const traces = linesOf("trace.jsonl");
  const [header = "", ...positions] = linesOf("positions.csv");
  const random = makeRandom(1, "long run");
  let close = 100_000;
  const bars = Array.from({ length: LONG_ROWS }, (_, row) => {
    close *= 1 + 0.002 * random.normal();
    return [row, formatDatetime(START_MS + row * BAR_MS), close.toFixed(4)];
  });
  const held = positions.map((line) => line.split(",").slice(3));
  const tracesOf = records.map((_, row) =>
    traces.filter((line) => line.startsWith(`{"row":${row},`)),
  );
  writeFileSync(
    join(to, "positions.csv"),
    [
      header,
      ...bars.map((bar, row) => [...bar, ...(held[row % held.length] ?? [])].join(",")),
    ].join("\n") + "\n",
  );
  writeFileSync(
    join(to, "decisions.csv"),
    ["row,datetime,close", ...bars.map((bar) => bar.join(","))].join("\n") + "\n",
  );
  for (let first = 0; first < LONG_ROWS; first += records.length) {
    const count = Math.min(records.length, LONG_ROWS - first);
    const part = Array.from({ length: count }, (_, i) => i);
    const lay = (name: string, lines: (i: number) => readonly string[]): void =>
      appendFileSync(
        join(to, name),
        part
          .map((i) =>
            lines(i)
              .map((line) => `${rowAt(line, first + i)}\n`)
              .join(""),
          )
          .join(""),
      );
    lay("records.jsonl", (i) => [records[i] ?? ""]);
    lay("trace.jsonl", (i) => tracesOf[i] ?? []);
  }
  const manifest = readFileSync(join(from, "manifest.json"), "utf8");
  writeFileSync(
    join(to, "manifest.json"),
    manifest.replaceAll(/"decided": \d+/g, `"decided": ${LONG_ROWS}`),
  );
}

/** The same line of another row. */
function rowAt(line: string, row: number): string {
  return line.replace(/^\{"row":\d+/, `{"row":${row}`);
}
