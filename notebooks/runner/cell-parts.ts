/** Finds what the top level of a cell declares and imports, and where its text has to grow. */
import ts from "typescript";

/** Calls a compiled cell makes back into the session: `DISPLAY(value)` and `KEEP({ name: value })`. */
export const DISPLAY = "__hindcast_display";
export const KEEP = "__hindcast_keep";

/** Text to add to a source, before the character at `at`. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** What a cell brings in, leaves behind, and needs added for that. */
export interface CellParts {
  /** Names of values it declares or imports. */
  readonly names: string[];
  /** Names of types, which leave nothing behind at run time. */
  readonly types: Set<string>;
  /** Modules it imports for their values or effects. */
  readonly imports: string[];
  readonly insertions: Insertion[];
}

/** Reads the top level of a cell: blocks and functions keep their names to themselves. */
export function readCell(file: ts.SourceFile): CellParts {
  const parts: CellParts = { names: [], types: new Set(), imports: [], insertions: [] };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, parts);
    else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      parts.types.add(statement.name.text);
    } else if (!isAmbient(statement)) readDeclaration(statement, file, parts);
  }
  const last = file.statements.at(-1);
  if (last !== undefined && ts.isExpressionStatement(last)) {
    const { expression } = last;
    parts.insertions.push({ at: expression.getStart(file), text: `${DISPLAY}((` });
    parts.insertions.push({ at: expression.end, text: "))" });
  }
  return parts;
}

function readImport(statement: ts.ImportDeclaration, parts: CellParts): void {
  const clause = statement.importClause;
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) {
    for (const name of importedNames(clause, true)) parts.types.add(name);
    return;
  }
  if (ts.isStringLiteral(statement.moduleSpecifier)) {
    parts.imports.push(statement.moduleSpecifier.text);
  }
  const names = clause === undefined ? [] : importedNames(clause, false);
  if (names.length === 0) return;
  parts.names.push(...names);
  parts.insertions.push({ at: statement.end, text: `; ${KEEP}({ ${names.join(", ")} });` });
}

function importedNames(clause: ts.ImportClause, types: boolean): string[] {
  const bindings = clause.namedBindings;
  const own = clause.name === undefined ? [] : [clause.name.text];
  if (bindings === undefined) return own;
  if (ts.isNamespaceImport(bindings)) return [...own, bindings.name.text];
  const elements = bindings.elements.filter((element) => types || !element.isTypeOnly);
  return [...own, ...elements.map((element) => element.name.text)];
}

function isAmbient(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

function readDeclaration(statement: ts.Statement, file: ts.SourceFile, parts: CellParts): void {
  const names = declaredNames(statement);
  if (names.length === 0) return;
  parts.names.push(...names);
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return;
  parts.insertions.push({ at: statement.getStart(file), text: "export " });
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return named && statement.name !== undefined ? [statement.name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}
