/** Turns the TypeScript of one cell into a script whose top-level names live on beyond the cell. */
import ts from "typescript";
import { type Insertion, readCell } from "./cell-parts.ts";

/** Where a compiled cell finds the names of earlier cells; no real module has this name. */
export const EARLIER_CELLS = "#earlier-cells";

/** A cell ready to run. */
export interface CompiledCell {
  /** Body of an async function of `exports`, `require`, `DISPLAY` and `KEEP` (see cell-parts). */
  readonly script: string;
  /** Source map of `script`, as JSON; its lines are the cell's own. */
  readonly sourceMap: string;
  /** Modules imported at the top level, in order: load them first and answer `require` with them. */
  readonly imports: readonly string[];
}

/** A cell that is not valid TypeScript. `line` counts from 1 within the cell. */
export class CellSyntaxError extends SyntaxError {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.name = "SyntaxError";
    this.line = line;
  }
}

/**
 * Compiles one cell. Top-level declarations become exports, so that every reference to them goes
 * through one shared object; names of earlier cells become imports from it. TypeScript's own
 * CommonJS emit does the renaming, so shadowing, destructuring and closures keep their meaning.
 *
 * @param earlier names earlier cells left behind
 * @throws CellSyntaxError
 */
export function compileCell(source: string, earlier: Iterable<string>): CompiledCell {
  const file = ts.createSourceFile("cell.cts", source, ts.ScriptTarget.ES2023, true);
  const cell = readCell(file);
  const names = new Set(cell.names);
  const visible = [...earlier].filter((name) => !names.has(name) && !cell.types.has(name));
  const header =
    visible.length === 0 ? "" : `import { ${visible.join(", ")} } from "${EARLIER_CELLS}"; `;
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(
    header + insert(source, cell.insertions),
    {
      fileName: "cell.cts",
      reportDiagnostics: true,
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.Node16,
        esModuleInterop: false,
        sourceMap: true,
      },
    },
  );
  const fault = diagnostics?.[0];
  if (fault !== undefined) {
    const line = fault.file?.getLineAndCharacterOfPosition(fault.start ?? 0).line ?? 0;
    throw new CellSyntaxError(ts.flattenDiagnosticMessageText(fault.messageText, " "), line + 1);
  }
  return {
    script: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"),
    sourceMap: sourceMapText ?? "",
    imports: cell.imports,
  };
}

function insert(source: string, insertions: readonly Insertion[]): string {
  let text = "";
  let from = 0;
  for (const { at, text: added } of insertions.toSorted((a, b) => a.at - b.at)) {
    text += source.slice(from, at) + added;
    from = at;
  }
  return text + source.slice(from);
}
