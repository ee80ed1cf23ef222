/** Runs compiled cells one after another over shared names, as a Jupyter kernel would. */
import { Script, constants } from "node:vm";
import { DISPLAY, KEEP } from "./cell-parts.ts";
import { CellSyntaxError, EARLIER_CELLS, compileCell } from "./cell-source.ts";
import { type CellFault, describeFault, scriptName, syntaxFault } from "./fault.ts";

/** How a cell ended: null, or what stopped it. */
type CellEnd = CellFault | null;

/** A running notebook: its names, and the modules its cells loaded. */
export interface Session {
  /** Runs one cell; `count` is its number among the code cells, from 1. Never rejects. */
  readonly run: (source: string, count: number) => Promise<CellEnd>;
  /** Ends the cell now running, because something outside its own promise failed. */
  readonly interrupt: (reason: unknown) => void;
}

/** What a session reports while a cell runs. */
export interface SessionPorts {
  /** The value of a cell's trailing expression; undefined and null are not reported. */
  readonly onResult: (value: unknown, count: number) => void;
}

type Names = Record<string, unknown>;
type Load = (specifier: string) => Promise<unknown>;
type CellBody = (
  exports: Names,
  require: (specifier: string) => unknown,
  display: (value: unknown) => void,
  keep: (names: Names) => void,
) => Promise<void>;

/**
 * Opens a session for one notebook. Cells resolve imports from the notebook's folder, through
 * Node's own loader, so packages, self-references and `node:` modules work as in a module there.
 *
 * @param file absolute path of the notebook
 */
export function openSession(file: string, ports: SessionPorts): Session {
  const names: Names = {};
  const sourceMaps = new Map<number, string>();
  const load: Load = compile("(name) => import(name)", file, 0).runInThisContext();
  let interrupt: ((reason: unknown) => void) | null = null;

  async function evaluate(source: string, count: number): Promise<void> {
    const cell = compileCell(source, Object.keys(names).filter(isName));
    sourceMaps.set(count, cell.sourceMap);
    const modules = new Map<string, unknown>([[EARLIER_CELLS, names]]);
    for (const specifier of cell.imports) modules.set(specifier, await load(specifier));
    const wrapped = `(async function (exports, require, ${DISPLAY}, ${KEEP}) { ${cell.script}\n})`;
    const body: CellBody = compile(wrapped, file, count).runInThisContext();
    await body(
      names,
      (specifier) => modules.get(specifier),
      (value) => {
        if (value !== undefined && value !== null) ports.onResult(value, count);
      },
      (kept) => Object.assign(names, kept),
    );
  }

  async function run(source: string, count: number): Promise<CellEnd> {
    const interrupted = new Promise<never>((_resolve, reject) => {
      interrupt = reject;
    });
    interrupted.catch(() => {});
    try {
      await Promise.race([evaluate(source, count).then(nextTurn), interrupted]);
      return null;
    } catch (error) {
      if (error instanceof CellSyntaxError) return syntaxFault(error, count);
      return describeFault(error, sourceMaps);
    }
  }

  return { run, interrupt: (reason) => interrupt?.(reason) };
}

/** Lets rejections nobody handles come up before the cell counts as done. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function isName(name: string): boolean {
  return name !== "__esModule";
}

function compile(script: string, file: string, count: number): Script {
  return new Script(script, {
    filename: scriptName(file, count),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}
