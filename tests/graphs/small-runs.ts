/** Forty rows for tests of a run, and the runs over them that several tests compare with, each made once. */
import { StoppedError } from "../../data/errors.ts";
import { type RunOptions, runPipeline } from "../../graphs/run.ts";
import { breaksOn, unevenModel } from "../support/models.ts";
import { type PipelineSketch, pipelineOf, withFields, worldRows } from "../support/pipeline.ts";
import { makeDirectory, removeDirectory, stableFiles } from "../support/run-directory.ts";

export const rows = worldRows(40);

/** Rows whose summary holds a word that test models break on. */
export const marked = withFields(rows, {
  11: { summary: "BREAK prices fell" },
  12: { summary: "BREAK prices rose" },
  30: { summary: "BREAK prices fell" },
});

export const broken = () => breaksOn("BREAK", () => new Error("503 try later"), unevenModel());

export const stopping = () =>
  breaksOn("BREAK", () => new StoppedError("the account is empty"), unevenModel());

/** A run in a directory of its own, and what it leaves there. */
async function runAndFiles(sketch: PipelineSketch, options: RunOptions = {}) {
  const out = makeDirectory();
  try {
    const result = await runPipeline(pipelineOf(sketch), { out, ...options });
    return { ...result, files: stableFiles(out) };
  } finally {
    removeDirectory(out);
  }
}

export async function filesOf(sketch: PipelineSketch, options: RunOptions = {}) {
  return (await runAndFiles(sketch, options)).files;
}

/** Made when it is first asked for; nobody may change it. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

/** Files of the rows decided one after another, by a run that nothing stops. */
export const wholeFiles = once(() => filesOf({ rows }, { concurrency: 1 }));

/** The marked rows, decided by a model that breaks on none of them. */
export const markedRun = once(() => runAndFiles({ rows: marked }));

/** The marked rows, decided by one that breaks on three. */
export const brokenRun = once(() => runPipeline(pipelineOf({ rows: marked, model: broken() })));
