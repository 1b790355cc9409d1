import type ts from "typescript";
import type { Reference } from "../engine/facts";
import type { Unseen } from "../engine/out-of-sight";
import type { TypeScript } from "../engine/typescript";
import { type ExportRoute, exportRouteOf } from "./exports";
import type { ReferenceService } from "./facts-host";
import { tokenAt } from "./symbols";

/** What the search needs; one for each program. */
export interface SearchContext {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly languageService: ReferenceService;
}

/** Why not all that names a symbol can be told. */
export interface Lost {
  /** What is to blame, where that is known. */
  readonly lost: Unseen | undefined;
}

/** All that names a symbol, as far as one looked. */
export type Answer = readonly Reference[] | Lost;

/** A way out of a module that the search comes upon: another export of the symbol, or of an object that has it for a member. */
export interface Outlet {
  readonly route: RouteFrom;
  /** The name that the language service knows the export by, where it has one. */
  readonly name?: ts.Node;
  /** What leaves is the object of a whole module, and this is how the symbol is a member of it. */
  readonly member?: ExportRoute;
}

/** What one use of a module brings. */
export type Reached = readonly (Reference | Outlet)[] | Lost;

/** An export, and the file that it leaves. */
export type RouteFrom = ExportRoute & { readonly from: ts.SourceFile };

/** @returns whether nobody can tell */
export function isLost(answer: readonly unknown[] | Lost): answer is Lost {
  return "lost" in answer;
}

/** @returns all of these together; the first that is lost, where one is */
export function together<Part>(answers: readonly (readonly Part[] | Lost)[]): readonly Part[] | Lost {
  return answers.find(isLost) ?? answers.flatMap((answer) => (isLost(answer) ? [] : answer));
}

/**
 * The references that the language service finds, and those to the variables that the value is destructured into.
 *
 * @returns them; lost when the language service does not know the name
 */
export function referencesWithin(context: SearchContext, name: ts.Node): Answer {
  const { ts } = context;
  const byNode = new Map<ts.Node, Reference>();
  const queue: ts.Node[] = [name];
  for (const wanted of queue) {
    const found = ask(context, wanted);
    if (isLost(found)) return found;
    for (const reference of found) {
      if (byNode.has(reference.node)) continue;
      byNode.set(reference.node, reference);
      const local = destructuredName(ts, reference.node);
      if (local && local !== wanted) queue.push(local);
    }
  }
  return [...byNode.values()];
}

/** In `const { X } = …` and `const { X: Y } = …` the variable is a further name of what `X` names. */
function destructuredName(ts: TypeScript, node: ts.Node): ts.Identifier | undefined {
  const { parent } = node;
  if (!ts.isBindingElement(parent) || !ts.isObjectBindingPattern(parent.parent)) return undefined;
  const isKey = parent.propertyName === node || (!parent.propertyName && parent.name === node);
  return isKey && ts.isIdentifier(parent.name) && !parent.dotDotDotToken ? parent.name : undefined;
}

function ask({ ts, program, languageService }: SearchContext, name: ts.Node): Answer {
  // `findReferences` finds the same, and then spends most of its time on how each symbol would be displayed.
  const references = languageService.getReferencesAtPosition(name.getSourceFile().fileName, name.getStart());
  if (!references || references.length === 0) return { lost: undefined };
  const found: Reference[] = [];
  for (const { fileName, textSpan } of references) {
    const sourceFile = program.getSourceFile(fileName);
    const node = sourceFile && tokenAt(sourceFile, textSpan.start);
    if (!node) return { lost: undefined }; // a file that the program does not hold, so nobody can look at it
    found.push({ sourceFile, node, isDeclaration: passesSymbolOn(ts, node) });
  }
  return found;
}

/** The name in a declaration, an import or export specifier, or an export of CommonJS. */
function passesSymbolOn(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  // Of `export default function () {}`, which has no other name.
  if (node.kind === ts.SyntaxKind.DefaultKeyword || node.kind === ts.SyntaxKind.FunctionKeyword) return true;
  if (
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isNamespaceExport(parent) ||
    ts.isImportEqualsDeclaration(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isBindingElement(parent)
  ) {
    return !("initializer" in parent && parent.initializer === node);
  }
  if (ts.isShorthandPropertyAssignment(parent)) return exportRouteOf(ts, parent.name) !== undefined;
  if ((parent as Partial<ts.NamedDeclaration>).name === node && isDeclarationName(ts, parent)) return true;
  return ts.isIdentifier(node) && (exportRouteOf(ts, node) !== undefined || isExportKey(ts, node));
}

/** The `X` of `exports.X = …` */
function isExportKey(ts: TypeScript, node: ts.Identifier): boolean {
  const assignment = node.parent.parent;
  if (!ts.isPropertyAccessExpression(node.parent) || !ts.isBinaryExpression(assignment)) return false;
  const route = exportRouteOf(ts, assignment.right);
  return route?.kind === "named" && route.key === node;
}

function isDeclarationName(ts: TypeScript, declaration: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(declaration) ||
    ts.isFunctionLike(declaration) ||
    ts.isClassLike(declaration) ||
    ts.isParameter(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isEnumDeclaration(declaration) ||
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration) ||
    ts.isTypeParameterDeclaration(declaration) ||
    ts.isModuleDeclaration(declaration)
  );
}
