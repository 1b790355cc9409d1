import type ts from "typescript";
import { analyze, type DescribedIterator, readIterators } from "../../engine";
import { isGenerated } from "../../engine/detect/generated";
import type { Facts } from "../../engine/facts";
import { once } from "../../engine/once";
import type { SiteReport } from "../../engine/offer";
import type { EngineOptions } from "../../engine/options";
import { isAsyncGenerator, walk, type AsyncGeneratorFunction } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";
import type { RuleContext } from "../rule";

/** What does not depend on options: one for each state of a file. */
export interface Reading {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly facts: Facts;
  readonly iterators: readonly DescribedIterator[];
  readonly syncIterators: readonly DescribedIterator[];
  readonly asyncGenerators: readonly AsyncGeneratorFunction[];
  /** Nobody has written it by hand, so no rule looks at it. */
  readonly isGenerated: boolean;
  readonly nodes: RuleContext["nodes"];
}

/** Reads a file for rules; each part is read when it is first asked for. */
export function readFile(ts: TypeScript, sourceFile: ts.SourceFile, facts: Facts): Reading {
  const iterators = once(() => readIterators(ts, sourceFile, facts));
  const syncIterators = once(() => readIterators(ts, sourceFile, facts, ["sync"]));
  const byKind = once(() => nodesByKind(ts, sourceFile));
  const { FunctionDeclaration, FunctionExpression, MethodDeclaration } = ts.SyntaxKind;
  const asyncGenerators = once(() =>
    [FunctionDeclaration, FunctionExpression, MethodDeclaration]
      .flatMap((kind) => byKind().get(kind) ?? [])
      .filter((node): node is AsyncGeneratorFunction => isAsyncGenerator(ts, node)),
  );
  return {
    ts,
    sourceFile,
    facts,
    isGenerated: sourceFile.isDeclarationFile || isGenerated(sourceFile.text),
    get iterators() {
      return iterators();
    },
    get syncIterators() {
      return syncIterators();
    },
    get asyncGenerators() {
      return asyncGenerators();
    },
    nodes: <T extends ts.Node>(guard: (node: ts.Node) => node is T): readonly T[] =>
      [...byKind().values()].filter(([first]) => first && guard(first)).flat() as T[],
  };
}

/** @returns what rules are given of a file, under these options */
export function contextOf(reading: Reading, options: EngineOptions): RuleContext {
  const { ts, sourceFile, facts } = reading;
  const sites = once((): readonly SiteReport[] => analyze(ts, sourceFile, facts, options, reading.iterators));
  const syncSites = once((): readonly SiteReport[] =>
    analyze(ts, sourceFile, facts, options, reading.syncIterators),
  );
  return {
    ts,
    sourceFile,
    facts,
    options,
    get iterators() {
      return reading.iterators;
    },
    get sites() {
      return sites();
    },
    get syncSites() {
      return syncSites();
    },
    get asyncGenerators() {
      return reading.asyncGenerators;
    },
    unusedSuppressions: [],
    nodes: (guard) => reading.nodes(guard),
  };
}

function nodesByKind(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlyMap<ts.SyntaxKind, ts.Node[]> {
  const nodes = new Map<ts.SyntaxKind, ts.Node[]>();
  walk(ts, sourceFile, (node) => {
    const ofKind = nodes.get(node.kind);
    if (ofKind) ofKind.push(node);
    else nodes.set(node.kind, [node]);
  });
  return nodes;
}
