/** Reads source files for the architecture test, and says what they import. */
import { readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { shippedFile } from "../../data/package-root.ts";

/** A source file by its path from the project's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One import, export-from or `import()` of a file. */
export interface ImportedName {
  /** A project file by its path from the root, or a package's specifier. */
  readonly target: string;
  readonly local: boolean;
  /** Gone at run time. */
  readonly typeOnly: boolean;
}

/** Every `.ts` and `.tsx` file of these folders. */
export function readSources(folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(shippedFile(folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .toSorted()
      .map((name) => {
        const path = posix.join(folder, name.replaceAll("\\", "/"));
        return { path, text: readFileSync(shippedFile(path), "utf8") };
      }),
  );
}

const known = new WeakMap<SourceFile, readonly ImportedName[]>();

/** What a file imports, in order of appearance; a file is parsed once. */
export function importsOf(file: SourceFile): readonly ImportedName[] {
  const found = known.get(file) ?? readImports(file);
  known.set(file, found);
  return found;
}

function readImports({ path, text }: SourceFile): readonly ImportedName[] {
  const found: ImportedName[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
    const local = specifier.text.startsWith(".");
    const target = local ? posix.join(posix.dirname(path), specifier.text) : specifier.text;
    found.push({ target, local, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(
    ts.createSourceFile(path, text, {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    }),
  );
  return found;
}

/** The package of a specifier: `@scope/name` or `name`. */
export function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
