import type ts from "typescript";
import type { Facts } from "../facts";
import { say } from "../say";
import type { FileEdits } from "../text";
import type { TypeScript } from "../typescript";
import { settleDrafts, type Draft } from "./drafts";
import { chooseRenames, freeName, type Renames } from "./free-names";
import { passedOn, wholeName } from "./passed-on";
import { refuse, type UseRefusal, type UseTarget } from "./target";
import { traceUses } from "./trace";
import { isLink, isTypeUse, rewriteTypeUse, type GeneratorType } from "./type-uses";
import { isLeftUnused, removeUnused } from "./unused-imports";
import { rewriteValueUse, type Makes } from "./value-uses";

/** What to make of every use of a class or function. */
export interface UseRequest extends UseTarget {
  /** The generator function's name, as {@link chooseFunctionName} gives it. */
  readonly newName: string;
  /** How instances are made today. */
  readonly makes: Makes;
  /** The type that takes the class's place in annotations. */
  readonly generatorType: GeneratorType;
}

/** The edits of every use, the nodes that the caller replaces excluded. */
export interface UseEdits {
  readonly files: readonly FileEdits[];
}

/**
 * Chooses the generator function's name: `oneAtATime` for `OneAtATime`, or the next best name where that one is not free in
 * every scope and every module that the class is declared in, used in or exported from.
 *
 * @returns a name; for a name that is in lower camel case already, the same one
 */
export function chooseFunctionName(ts: TypeScript, facts: Facts, target: UseTarget): string {
  const search = { ts, facts, target, trace: traceUses(ts, facts, target) };
  return freeName(search, target.className, new Map());
}

/**
 * Rewrites everything in the project that refers to a class (or function) which becomes an async generator function.
 *
 * @returns the edits of all files, or the first use that cannot be rewritten
 */
export function rewriteUses(ts: TypeScript, facts: Facts, request: UseRequest): UseEdits | UseRefusal {
  const trace = traceUses(ts, facts, request);
  const [problem] = trace.problems;
  if (problem) return problem;
  const search = { ts, facts, target: request, trace };
  const renames = chooseRenames(search, new Map([[request.className, request.newName]]));
  const book = new DraftBook();
  for (const name of trace.mentions) {
    const refusal = rewriteMention(ts, facts, { request, renames, book }, name);
    if (refusal) return refusal;
  }
  removeUnusedImports(ts, trace.mentions, book);
  return { files: book.settle() };
}

/** The drafts of all files, and what became of each name. */
class DraftBook {
  /** Names that stay, under whatever name. */
  readonly kept = new Set<ts.Identifier>();
  /** Names of types that gave way to the generator's type. */
  readonly gone = new Set<ts.Identifier>();
  readonly #drafts = new Map<ts.SourceFile, Draft[]>();

  add(sourceFile: ts.SourceFile, drafts: readonly Draft[]): void {
    this.#drafts.set(sourceFile, [...(this.#drafts.get(sourceFile) ?? []), ...drafts]);
  }

  settle(): FileEdits[] {
    return [...this.#drafts]
      .map(([{ fileName, text }, drafts]) => ({ fileName, edits: settleDrafts(text, drafts) }))
      .filter(({ edits }) => edits.length > 0);
  }
}

interface Rewriting {
  readonly request: UseRequest;
  readonly renames: Renames;
  readonly book: DraftBook;
}

function rewriteMention(
  ts: TypeScript,
  facts: Facts,
  { request, renames, book }: Rewriting,
  name: ts.Identifier,
): UseRefusal | undefined {
  const sourceFile = name.getSourceFile();
  const newName = renames.get(name.text) ?? name.text;
  if (isMergedDeclaration(ts, name))
    return refuse(name, say("'{0}' is declared a second time here", name.text));
  const handedOn = passedOn(ts, name) !== undefined || isExportKey(ts, name);
  if (handedOn || isLink(ts, name)) {
    const isTypeOnly = isTypeOnlyExport(ts, name);
    if (isTypeOnly)
      return refuse(name, say("'{0}' is exported as a type only, and a function is no type", name.text));
    book.kept.add(name);
    book.add(sourceFile, handedOn ? rename(ts, name, newName, renames) : [relink(ts, name, newName)]);
    return undefined;
  }
  if (isTypeUse(ts, name) && request.makes !== "call") {
    const result = rewriteTypeUse(ts, facts, {
      name,
      newName,
      target: request,
      generatorType: request.generatorType,
    });
    if ("message" in result) return result;
    (result.keepsName ? book.kept : book.gone).add(name);
    book.add(sourceFile, result.drafts);
    return undefined;
  }
  book.kept.add(name);
  const result = isTypeUse(ts, name)
    ? rename(ts, name, newName, renames)
    : rewriteValueUse(ts, { name, value: wholeName(ts, name), newName, makes: request.makes });
  if ("message" in result) return result;
  book.add(sourceFile, result);
  return undefined;
}

/** A name and its alias that become the same are written once: `{ X as x }` → `{ x }`. */
function rename(ts: TypeScript, name: ts.Identifier, newName: string, renames: Renames): Draft[] {
  const { parent } = name;
  const start = name.getStart();
  const isPair = ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isBindingElement(parent);
  const key = isPair ? parent.propertyName : undefined;
  if (isPair && key && ts.isIdentifier(key) && ts.isIdentifier(parent.name)) {
    const renamedKey = renames.get(key.text) ?? key.text;
    const isSame = renamedKey === (renames.get(parent.name.text) ?? parent.name.text);
    if (isSame && key.text !== parent.name.text) {
      return name === key ? [] : [{ start: key.getStart(), end: name.end, text: newName }];
    }
  }
  return [{ start, end: name.end, text: newName }];
}

/** `{@link Pages.next}` → `{@link pages}`: a member of the class is none of the function. */
function relink(ts: TypeScript, name: ts.Identifier, newName: string): Draft {
  let outer: ts.Node = name;
  while (ts.isQualifiedName(outer.parent) || ts.isJSDocMemberName(outer.parent)) outer = outer.parent;
  return { start: name.getStart(), end: outer.end, text: newName };
}

function isMergedDeclaration(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  const declares =
    ts.isInterfaceDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isClassLike(parent) ||
    ts.isFunctionDeclaration(parent);
  return declares && parent.name === name;
}

/** `X` in `exports.X = …` and in `module.exports = { X: … }`. */
function isExportKey(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAssignment(parent)) return parent.name === name;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== name) return false;
  const assignment = parent.parent;
  return ts.isBinaryExpression(assignment) && assignment.left === parent;
}

function isTypeOnlyExport(ts: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  return ts.isExportSpecifier(parent) && (parent.isTypeOnly || parent.parent.parent.isTypeOnly);
}

function removeUnusedImports(ts: TypeScript, mentions: readonly ts.Identifier[], book: DraftBook): void {
  const unused = new Map<ts.SourceFile, Set<ts.Node>>();
  const roots = [...book.gone].flatMap((name) => rootOf(ts, name));
  const gone = new Set([...book.gone, ...roots]);
  const bindings = [
    ...mentions.map(({ parent }) => parent),
    ...roots.flatMap((root) => wholeImport(ts, root)),
  ];
  for (const binding of bindings) {
    if (!ts.isImportSpecifier(binding) && !ts.isImportClause(binding) && !ts.isNamespaceImport(binding))
      continue;
    const uses = new Set([...book.kept].filter((node) => node.parent !== binding));
    if (!isLeftUnused(ts, binding, gone, uses)) continue;
    const sourceFile = binding.getSourceFile();
    unused.set(sourceFile, (unused.get(sourceFile) ?? new Set()).add(binding));
  }
  for (const [sourceFile, bindings] of unused) book.add(sourceFile, removeUnused(ts, sourceFile, bindings));
}

/** The `io` of `io.Rows`, which goes with it */
function rootOf(ts: TypeScript, { parent }: ts.Identifier): readonly ts.Identifier[] {
  return ts.isQualifiedName(parent) && ts.isIdentifier(parent.left) ? [parent.left] : [];
}

/** `import * as io from "./rows"`, and `io` in `import { io } from "./all"` */
function wholeImport(
  ts: TypeScript,
  root: ts.Identifier,
): readonly (ts.NamespaceImport | ts.ImportSpecifier)[] {
  return root.getSourceFile().statements.flatMap((statement) => {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (!bindings) return [];
    const all = ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements;
    return all.filter(({ name }) => name.text === root.text);
  });
}
