import type ts from "typescript";
import { walk } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";

/** One place where a file names another one. */
export interface ModuleUse {
  readonly specifier: ts.StringLiteralLike;
  readonly target: ts.SourceFile;
}

/** Who imports whom in a program, by any means: `import`, `export … from`, `require()`, `import()`, import types. */
export interface ModuleGraph {
  usesOf(target: ts.SourceFile): readonly ModuleUse[];
  /** Calls that name a file in a way that no compiler follows: `vi.mock("./x")`, `require("./x")` in TypeScript. */
  hasOpaqueUse(target: ts.SourceFile): boolean;
}

const graphs = new WeakMap<ts.Program, ModuleGraph>();
/** A file's syntax tree outlives the programs that it is part of. */
const specifiers = new WeakMap<ts.SourceFile, readonly ts.StringLiteralLike[]>();

/** The module graph of a program, built once. */
export function moduleGraph(ts: TypeScript, program: ts.Program): ModuleGraph {
  const known = graphs.get(program);
  if (known) return known;
  const graph = buildGraph(ts, program);
  graphs.set(program, graph);
  return graph;
}

function buildGraph(ts: TypeScript, program: ts.Program): ModuleGraph {
  const checker = program.getTypeChecker();
  const uses = new Map<ts.SourceFile, ModuleUse[]>();
  const opaque: ts.StringLiteralLike[] = [];
  for (const sourceFile of program.getSourceFiles()) {
    if (program.isSourceFileFromExternalLibrary(sourceFile) || program.isSourceFileDefaultLibrary(sourceFile))
      continue;
    for (const specifier of specifiersIn(ts, sourceFile)) {
      const target = moduleNamed(ts, checker, specifier);
      if (target) append(uses, target, { specifier, target });
      else opaque.push(specifier);
    }
  }
  return {
    usesOf: (target) => uses.get(target) ?? [],
    hasOpaqueUse: (target) => opaque.some((specifier) => namesFile(specifier.text, target.fileName)),
  };
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The file that a module specifier names; `undefined` when it names none of the program's. */
export function moduleNamed(
  ts: TypeScript,
  checker: ts.TypeChecker,
  specifier: ts.Expression,
): ts.SourceFile | undefined {
  return checker.getSymbolAtLocation(specifier)?.declarations?.find(ts.isSourceFile);
}

/** Everything that may name a module: the specifiers of statements, and relative paths that are first arguments of calls. */
function specifiersIn(ts: TypeScript, sourceFile: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const known = specifiers.get(sourceFile);
  if (known) return known;
  const found = findSpecifiers(ts, sourceFile);
  specifiers.set(sourceFile, found);
  return found;
}

function findSpecifiers(ts: TypeScript, sourceFile: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node && ts.isStringLiteralLike(node)) found.push(node);
  };
  for (const statement of sourceFile.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
      add(statement.moduleSpecifier);
  }
  // Only few files load others by calls, and the rest need no walk.
  if (!/\(\s*["'`]\.|\b(?:require|import)\s*\(/.test(sourceFile.text)) return found;
  walk(ts, sourceFile, (node) => {
    if (ts.isExternalModuleReference(node)) add(node.expression);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    if (ts.isCallExpression(node) && mayLoad(ts, node)) add(node.arguments[0]);
  });
  return found;
}

function mayLoad(ts: TypeScript, call: ts.CallExpression): boolean {
  const [first] = call.arguments;
  return (
    first !== undefined && ts.isStringLiteralLike(first) && (first.text.startsWith(".") || isLoader(ts, call))
  );
}

function isLoader(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(expression) && expression.text === "require";
}

/** Compares last segments only: how the path would be resolved is not known. */
function namesFile(specifier: string, fileName: string): boolean {
  const stem = (path: string): string => lastSegment(path).replace(/\.(?:d\.)?[cm]?[jt]sx?$/, "");
  const wanted = stem(fileName);
  if (stem(specifier) === wanted) return true;
  return (
    wanted === "index" && lastSegment(specifier) === lastSegment(fileName.slice(0, fileName.lastIndexOf("/")))
  );
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
