/** The dashboard's page over 50,000 rows in Chromium: when it is there, and how long its frames take. */
import { once } from "node:events";
import { createServer } from "node:http";
import { type Page, chromium } from "playwright-core";
import { makeRandom } from "../data/random.ts";
import { HEADERS } from "../dashboard/server/headers.ts";
import { pageWith, readPage } from "../dashboard/server/page-files.ts";
import type { RunMarks, RunSeries } from "../dashboard/wire/api.ts";
import { findChromium } from "../tests/support/browser.ts";
import { runHead } from "../tests/support/run-head.ts";
import type { BenchResult } from "./bench-result.ts";

const ROWS = 50_000;
const FRAMES = 150;
/** Two frames of a screen of 60 a second. */
const SMOOTH_MS = 2000 / 60;
const SHOWN_MS = 5000;

const LIST = `document.querySelector(".list")`;
const WHEEL = (x: number, y: number): string =>
  `document.elementFromPoint(300, 300).dispatchEvent(new WheelEvent("wheel",
    { bubbles: true, cancelable: true, deltaX: ${x}, deltaY: ${y}, clientX: 300, clientY: 300 }))`;

/** What is done once a frame. */
const MOVES = [
  ["list scrolled by five rows a frame", `${LIST}.scrollTop += 140`],
  ["list scrolled to anywhere", `${LIST}.scrollTop = (frame * 212_000) % ${ROWS * 28}`],
  ["charts of all rows moved", WHEEL(-20, 0)],
  ["charts zoomed in", WHEEL(0, -20)],
  ["charts of few rows moved", WHEEL(-40, 0)],
] as const;

/** Measures the page; nothing without a Chromium. */
export async function benchDashboard(): Promise<BenchResult[]> {
  const executablePath = findChromium();
  if (executablePath === null) return [];
  const server = createServer((request, answer) => {
    const { kind, body } = answerTo(request.url ?? "");
    for (const [name, value] of Object.entries(HEADERS)) answer.setHeader(name, value);
    answer.setHeader("content-type", kind).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator(".list .row:not(.head)").first().waitFor();
    const shownMs = Number(await page.evaluate("performance.now()"));
    const results: BenchResult[] = [
      {
        name: `dashboard, ${ROWS} rows shown`,
        ratio: shownMs / SHOWN_MS,
        target: 1,
        detail: `${shownMs.toFixed(0)} ms from the address to the list, held to ${SHOWN_MS} ms`,
      },
    ];
    await page.waitForTimeout(2000);
    for (const [name, move] of MOVES) results.push(await measured(page, name, move));
    return results;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function measured(page: Page, name: string, move: string): Promise<BenchResult> {
  const frames: readonly number[] = await page.evaluate(`new Promise((done) => {
    const took = [];
    let [before, frame] = [performance.now(), 0];
    const next = (now) => {
      took.push(now - before);
      before = now;
      ${move};
      frame += 1;
      if (frame <= ${FRAMES}) requestAnimationFrame(next);
      else done(took.slice(1));
    };
    requestAnimationFrame(next);
  })`);
  const sorted = frames.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return {
    name: `dashboard, ${ROWS} rows, ${name}: p95 of its frames over two of the screen's`,
    ratio: p95 / SMOOTH_MS,
    target: 1.05,
    detail: `p95 ${p95.toFixed(1)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(1)} ms of ${sorted.length} frames`,
  };
}

function answerTo(url: string): { readonly kind: string; readonly body: string | Buffer } {
  const page = readPage();
  if (url === "/") return { kind: "text/html", body: pageWith(page, "0") };
  if (url === "/app.js") return { kind: "text/javascript", body: page.script };
  if (url === "/app.css") return { kind: "text/css", body: page.style };
  if (url.endsWith("/series")) return json(walk());
  if (url.endsWith("/marks")) return json(marks());
  return json(url === "/api/runs" ? [HEAD] : { error: "not measured" });
}

const HEAD = runHead("walk", {
  rows: ROWS,
  statuses: { decided: ROWS, rule: 0, abstained: 0, failed: 0 },
});

/** A random walk that an agent and eight rules trade. */
function walk(): RunSeries {
  const random = makeRandom(1, "dashboard bench");
  const row = Array.from({ length: ROWS }, (_, at) => at);
  const path = (from: number): number[] => {
    let value = from;
    return row.map(() => (value *= 1 + (random.uniform() - 0.5) * 0.004));
  };
  const action = row.map(() => (random.uniform() < 0.5 ? -1 : 1));
  const names = ["agent", "agent by score", ..."a b c d e f g h".split(" ")];
  const equity = names.map((name, at) => {
    const values = path(1);
    return { name, own: at < 2, values, drawdown: values.map((value) => Math.min(0, value - 1)) };
  });
  return {
    row,
    timeMs: row.map((at) => 1.74e12 + at * 600_000),
    close: path(90_000),
    status: row.map(() => "decided"),
    action,
    score: action.map((side) => side / 2),
    confidence: row.map(() => 0.5),
    position: action,
    label: row.map(() => null),
    outcome: row.map(() => random.uniform() / 100),
    equity,
    band: { low: row.map((at) => 1 - at / 1e5), high: row.map((at) => 1 + at / 1e5) },
  };
}

function marks(): RunMarks {
  return {
    findings: { quote: every(3), "foreign id": every(5) },
    errors: { "cut off": [7] },
    evaluated: true,
    disagreement: every(9),
  };
}

function json(body: unknown) {
  return { kind: "application/json", body: JSON.stringify(body) };
}

function every(step: number): number[] {
  return Array.from({ length: Math.floor(ROWS / step) }, (_, at) => at * step);
}
