import type ts from "typescript";
import { once } from "../engine/once";
import type { TypeScript } from "../engine/typescript";
import { isInDocs, isJavaScript } from "../engine/syntax/nodes";
import { computedLoadsIn, stem } from "./computed-loads";
import { leadsElsewhere } from "./leads-elsewhere";
import { pathsInStrings, textInStrings } from "./modules-in-strings";
import { folderOf } from "./path-pieces";
import { innermost, tokenAt } from "./symbols";

/** Who imports whom in a program, by any means: `import`, `export … from`, `require()`, `import()`, import types. */
export interface ModuleGraph {
  /** @returns the names by which other files name this one */
  usesOf(target: ts.SourceFile): readonly ts.StringLiteralLike[];
  /** Where a file is named in a way that no compiler follows: `vi.mock("./x")`, `proxyquire("./y", { "./x": … })`. */
  opaqueUse(target: ts.SourceFile): ts.StringLiteralLike | undefined;
  /** The call that may load this file by a path that is worked out while the program runs: `` import(`./readers/${kind}.js`) `` */
  computedUse(target: ts.SourceFile): ts.CallExpression | undefined;
}

const graphs = new WeakMap<ts.Program, ModuleGraph>();
/** A file's syntax tree outlives the programs that it is part of. */
const specifiers = new WeakMap<ts.SourceFile, readonly ts.StringLiteralLike[]>();

/** The module graph of a program, of which a part is built when it is asked for. */
export function moduleGraph(ts: TypeScript, program: ts.Program): ModuleGraph {
  const known = graphs.get(program);
  if (known) return known;
  const graph = lazyGraph(ts, program);
  graphs.set(program, graph);
  return graph;
}

function lazyGraph(ts: TypeScript, program: ts.Program): ModuleGraph {
  const checker = program.getTypeChecker();
  const options = program.getCompilerOptions();
  const all = once(() => byEnd(ownFiles(program).flatMap((sourceFile) => specifiersIn(ts, sourceFile))));
  const strings = once(() => byEnd(ownFiles(program).flatMap((file) => pathsInStrings(ts, file))));
  // Whoever resolves all names of a large project waits for it, and only few can name a certain file.
  const targets = new Map<ts.StringLiteralLike, ts.SourceFile | undefined>();
  const targetOf = (specifier: ts.StringLiteralLike): ts.SourceFile | undefined => {
    if (!targets.has(specifier)) targets.set(specifier, moduleNamed(ts, checker, specifier));
    return targets.get(specifier);
  };
  /** `jest.mock("queue")`, where somebody imports `queue`, and that is a package. */
  const isOfAnother = ({ text }: ts.StringLiteralLike, target: ts.SourceFile): boolean => {
    if (text.startsWith(".")) return false;
    const found = (all().get(endOf(text)) ?? []).flatMap((one) =>
      one.text === text ? (targetOf(one) ?? []) : [],
    );
    return found.length > 0 && !found.includes(target);
  };
  const uses = new Map<ts.SourceFile, readonly ts.StringLiteralLike[]>();
  const usesOf = (target: ts.SourceFile): readonly ts.StringLiteralLike[] => {
    const known = uses.get(target);
    if (known) return known;
    const found = thoseThat(all(), (end) => mayName(end, target.fileName)).filter(
      (specifier) => targetOf(specifier) === target,
    );
    uses.set(target, found);
    return found;
  };
  const loads = once(() => ownFiles(program).flatMap((file) => computedLoadsIn(ts, file, options)));
  const common = once(() => commonFolder(codeFiles(program).map(({ fileName }) => fileName)));
  /**
   * Where nothing is known of a path, it may lead to what lies around the call, if that is a part of the project: the folder of plug-ins
   * has the code that loads them. It may lead to what nobody names, too, since something must load that. One such call need not make all
   * other files of a project unknown.
   */
  const isBlindlyReached = (target: ts.SourceFile, load: ts.CallExpression): boolean => {
    const folder = `${folderOf(load.getSourceFile().fileName)}/`;
    if (folder !== common() && target.fileName.startsWith(folder)) return true;
    return usesOf(target).every((use) => isTest(use.getSourceFile().fileName, common()));
  };
  return {
    usesOf,
    computedUse: (target) =>
      loads().find(
        ({ call, paths }) =>
          call.getSourceFile() !== target &&
          paths.some((path) => path?.test(stem(target.fileName)) ?? isBlindlyReached(target, call)),
      )?.call,
    opaqueUse: (target) => {
      const isLoose = (specifier: ts.StringLiteralLike): boolean =>
        targetOf(specifier) === undefined &&
        !leadsElsewhere(ts, specifier, target.fileName, options) &&
        !isOfAnother(specifier, target);
      const names = (end: string): boolean => namesFile(end, target.fileName);
      return (
        thoseThat(all(), names).find(isLoose) ??
        thoseThat(strings(), names).find(isLoose) ??
        nameInString(ts, program, usesOf(target))
      );
    },
  };
}

function thoseThat(all: SpecifiersByEnd, fit: (end: string) => boolean): readonly ts.StringLiteralLike[] {
  return [...all].flatMap(([end, specifiers]) => (fit(end) ? specifiers : []));
}

/** `vi.mock("@app/lines")`, where somebody imports `@app/lines`: no compiler knows that as the name of a module. */
function nameInString(
  ts: TypeScript,
  program: ts.Program,
  uses: readonly ts.StringLiteralLike[],
): ts.StringLiteralLike | undefined {
  const names = new Set(uses.map(({ text }) => text).filter((text) => !text.startsWith(".")));
  return [...names]
    .flatMap((name) => ownFiles(program).flatMap((file) => textInStrings(ts, file, name)))
    .find((found) => !uses.includes(found));
}

/** The folder around all of these files, with a slash at its end. */
function commonFolder([first = "", ...others]: readonly string[]): string {
  return others.reduce(
    (folder, file) => {
      let around = folder;
      while (!file.startsWith(around)) around = `${folderOf(around.slice(0, -1))}/`;
      return around;
    },
    `${folderOf(first)}/`,
  );
}

/**
 * A test names what it tests, however the program comes by it.
 *
 * @param folder - the folder of the whole project, which may be called anything
 */
function isTest(fileName: string, folder: string): boolean {
  return /[./_-](?:test|spec)s?[./]|\/__tests__\//i.test(`/${fileName.slice(folder.length)}`);
}

type SpecifiersByEnd = ReadonlyMap<string, readonly ts.StringLiteralLike[]>;

/** The specifiers by what decides whether they can name a file: their last segments, and whether they are relative. */
function byEnd(specifiers: readonly ts.StringLiteralLike[]): SpecifiersByEnd {
  const ends = new Map<string, ts.StringLiteralLike[]>();
  for (const specifier of specifiers) {
    const end = endOf(specifier.text);
    const others = ends.get(end);
    if (others) others.push(specifier);
    else ends.set(end, [specifier]);
  }
  return ends;
}

/** `./c` of `../a/b/c`, and `c` of `a/b/c` */
function endOf(specifier: string): string {
  return (specifier.startsWith(".") ? "./" : "") + lastSegment(specifier);
}

/** @returns the files of a program that are no library */
export function ownFiles(program: ts.Program): readonly ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter(
      (file) => !program.isSourceFileFromExternalLibrary(file) && !program.isSourceFileDefaultLibrary(file),
    );
}

/** @returns the files of a program that hold the project's own code: no declarations, and no library */
export function codeFiles(program: ts.Program): readonly ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file));
}

/** The file that a module specifier names; `undefined` when it names none of the program's. */
export function moduleNamed(
  ts: TypeScript,
  checker: ts.TypeChecker,
  specifier: ts.Expression,
): ts.SourceFile | undefined {
  return checker.getSymbolAtLocation(specifier)?.declarations?.find(ts.isSourceFile);
}

/** @returns the names by which a file names others */
export function specifiersIn(ts: TypeScript, sourceFile: ts.SourceFile): readonly ts.StringLiteralLike[] {
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
  for (const { index } of sourceFile.text.matchAll(loads))
    add(loadedAt(ts, innermost(ts, sourceFile, index)) ?? namedInDocs(ts, sourceFile, index));
  return found;
}

/**
 * Where a module may be loaded other than by a statement's head; only few files have that, and no file is walked for it. A pattern
 * that starts with one certain character goes through a text several times as fast as one that starts with alternatives.
 */
const loads = /\((?:(?<=\b(?:require|import|(?:vi|jest)\.\w+)\s*\()|\s*["'`]\.)/g;

/** @returns the module's name, when this node, or the call that it is the callee of, loads one */
function loadedAt(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  const call = ts.isCallExpression(node) ? node : node.parent;
  return ts.isCallExpression(call) && mayLoad(ts, call) ? call.arguments[0] : undefined;
}

/** `@param {import("./x").X} x`, which no walk from the top comes by */
function namedInDocs(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.Node | undefined {
  const token = isJavaScript(sourceFile) ? tokenAt(sourceFile, position) : undefined;
  const type = token?.parent;
  return type && isInDocs(ts, type) ? loadedAt(ts, type) : undefined;
}

function mayLoad(ts: TypeScript, call: ts.CallExpression): boolean {
  const [first] = call.arguments;
  return (
    first !== undefined && ts.isStringLiteralLike(first) && (first.text.startsWith(".") || isLoader(ts, call))
  );
}

function isLoader(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(expression)) return expression.text === "require";
  return ts.isPropertyAccessExpression(expression) && /^(?:vi|jest)$/.test(expression.expression.getText());
}

/**
 * Whether a specifier can be resolved to the file. A relative one ends in the file's name, or in that of a folder around it, which
 * may say in its package.json which of its files stands for it.
 */
function mayName(specifier: string, fileName: string): boolean {
  if (!specifier.startsWith(".")) return true;
  const stem = lastSegment(specifier).replace(/\.[cm]?[jt]sx?$/, "");
  return /^\.*$/.test(stem) || fileName.toLowerCase().includes(`/${stem.toLowerCase()}`);
}

/** Compares last segments only: how a path would be resolved is not always known. */
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
