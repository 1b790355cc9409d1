import type ts from "typescript";
import { ownFiles } from "./module-graph";
import { identifiersDeclared } from "../engine/syntax/bound-names";
import type { TypeScript } from "../engine/typescript";

/** By file: the names that more than one file declares for all. */
type ContestedNames = ReadonlyMap<ts.SourceFile, ReadonlySet<string>>;

const byProgram = new WeakMap<ts.Program, ContestedNames>();

/**
 * Files that are no modules share their top-level names, with each other and with the platform. Where two declare the same one, as
 * pages and small programs do that never run together, TypeScript takes each use of it for the first: `class Range` in a file of its
 * own, and `new Range()` is the DOM's.
 */
export function contestedNames(ts: TypeScript, program: ts.Program): ContestedNames {
  const known = byProgram.get(program);
  if (known) return known;
  const found = findContested(ts, program);
  byProgram.set(program, found);
  return found;
}

/** @returns whether the name is, at the top level of its file, one of those */
export function isContested(ts: TypeScript, program: ts.Program, name: ts.Node): boolean {
  const names = contestedNames(ts, program).get(name.getSourceFile());
  return names !== undefined && ts.isIdentifier(name) && names.has(name.text);
}

/**
 * @returns the program's checker, which does not answer about types in files with such names: what their types are made of cannot be told
 */
export function carefulChecker(ts: TypeScript, program: ts.Program): ts.TypeChecker {
  const checker = program.getTypeChecker();
  const contested = contestedNames(ts, program);
  if (contested.size === 0) return checker;
  return {
    ...checker,
    getTypeAtLocation: (node) =>
      contested.has(node.getSourceFile()) ? checker.getAnyType() : checker.getTypeAtLocation(node),
    getSymbolAtLocation: (node) =>
      isContested(ts, program, node) ? undefined : checker.getSymbolAtLocation(node),
    getShorthandAssignmentValueSymbol: (node) => {
      const name = node && ts.isShorthandPropertyAssignment(node) ? node.name : undefined;
      return name && isContested(ts, program, name)
        ? undefined
        : checker.getShorthandAssignmentValueSymbol(node);
    },
  };
}

function findContested(ts: TypeScript, program: ts.Program): ContestedNames {
  const checker = program.getTypeChecker();
  const found = new Map<ts.SourceFile, Set<string>>();
  const scripts = ownFiles(program).filter((file) => !ts.isExternalModule(file));
  const [first] = scripts;
  if (!first) return found;
  const globals = valuesInScope(ts, checker, first);
  for (const file of scripts) {
    const declared = file.statements.flatMap((statement) => identifiersDeclared(ts, statement));
    if (rivalsAmong(checker, globals, declared).length === 0) continue;
    for (const { name, files } of rivalsAmong(checker, valuesInScope(ts, checker, file), declared))
      for (const one of files) found.set(one, (found.get(one) ?? new Set()).add(name));
  }
  return found;
}

interface Rivals {
  readonly name: string;
  /** Those that declare it. */
  readonly files: readonly ts.SourceFile[];
}

/** Of a module of CommonJS, its own names come first in its scope. */
function rivalsAmong(
  checker: ts.TypeChecker,
  scope: ReadonlyMap<string, ts.Symbol>,
  declared: readonly ts.Identifier[],
): readonly Rivals[] {
  return declared.flatMap((name) => {
    const taken = scope.get(name.text);
    const file = name.getSourceFile();
    const others = (taken?.declarations ?? [])
      .map((one) => one.getSourceFile())
      .filter((one) => one !== file);
    const isOwn = !taken || (taken === checker.getSymbolAtLocation(name) && others.length === 0);
    return isOwn ? [] : [{ name: name.text, files: [file, ...others] }];
  });
}

/** What names stand for at the end of a file. */
function valuesInScope(
  ts: TypeScript,
  checker: ts.TypeChecker,
  file: ts.SourceFile,
): ReadonlyMap<string, ts.Symbol> {
  const symbols = checker.getSymbolsInScope(file, ts.SymbolFlags.Value);
  return new Map(symbols.map((symbol) => [symbol.name, symbol]));
}
