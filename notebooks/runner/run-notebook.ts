/** Runs one notebook from top to bottom and returns it with the outputs of this run. */
import { dirname } from "node:path";
import type { CellFault } from "./fault.ts";
import { placeText } from "./fault.ts";
import type { CellOutput, Notebook } from "./notebook-file.ts";
import { sourceOf, withOutputs } from "./notebook-file.ts";
import { startRecorder } from "./recorder.ts";
import { openSession } from "./session.ts";

/** A notebook after its run. */
export interface NotebookRun {
  readonly notebook: Notebook;
  /** What stopped it, and the number of the code cell (from 1) it happened in; null if all ran. */
  readonly failed: { readonly cell: number; readonly fault: CellFault } | null;
}

/**
 * Executes the code cells in order, in this process and from the notebook's folder. The first
 * failing cell ends the run; later cells keep no outputs, since none belong to this run. Blank
 * cells are not counted, as in Jupyter.
 *
 * @param file absolute path of the notebook
 */
export async function runNotebook(file: string, notebook: Notebook): Promise<NotebookRun> {
  const recorder = startRecorder();
  const session = openSession(file, { onResult: recorder.result });
  const undo = [fromFolder(dirname(file)), onStrayFault(session.interrupt)];
  let failed: NotebookRun["failed"] = null;
  let count = 0;
  try {
    const cells: Notebook["cells"] = [];
    for (const cell of notebook.cells) {
      const source = sourceOf(cell);
      if (cell.cell_type !== "code") cells.push(cell);
      else if (failed !== null || source.trim() === "") cells.push(withOutputs(cell, [], null));
      else {
        count += 1;
        const fault = await session.run(source, count);
        if (fault !== null) failed = { cell: count, fault };
        const outputs = [...recorder.take(), ...(fault === null ? [] : [errorOutput(fault)])];
        cells.push(withOutputs(cell, outputs, count));
      }
    }
    return { notebook: { ...notebook, cells }, failed };
  } finally {
    for (const step of undo) step();
    recorder.stop();
  }
}

function errorOutput({ name, message, places }: CellFault): CellOutput {
  return {
    output_type: "error",
    ename: name,
    evalue: message,
    traceback: [`${name}: ${message}`, ...places.map((place) => `    at ${placeText(place)}`)],
  };
}

function fromFolder(folder: string): () => void {
  const before = process.cwd();
  process.chdir(folder);
  return () => {
    process.chdir(before);
  };
}

/** Hands over what fails outside the running cell's own promise: a rejection nobody handles, an error thrown from a timer, a promise nothing can settle any more. */
function onStrayFault(interrupt: (reason: unknown) => void): () => void {
  const onIdle = (): void => {
    interrupt(new Error("the cell awaits something that can no longer happen"));
  };
  process.on("unhandledRejection", interrupt);
  process.on("uncaughtException", interrupt);
  process.on("beforeExit", onIdle);
  return () => {
    process.off("unhandledRejection", interrupt);
    process.off("uncaughtException", interrupt);
    process.off("beforeExit", onIdle);
  };
}
