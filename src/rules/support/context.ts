import type ts from "typescript";
import { analyze, type DescribedIterator, readIterators } from "../../engine";
import { isGenerated } from "../../engine/detect/generated";
import type { Facts } from "../../engine/facts";
import { once } from "../../engine/once";
import type { SiteReport } from "../../engine/offer";
import type { EngineOptions } from "../../engine/options";
import { isAsyncGenerator, type AsyncGeneratorFunction } from "../../engine/syntax/nodes";
import { nodesOfKind } from "../../engine/syntax/nodes-of-kind";
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
  const asyncGenerators = once(() =>
    nodesOfKind(ts, sourceFile, ts.isFunctionLike).filter((node) => isAsyncGenerator(ts, node)),
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
    nodes: (guard) => nodesOfKind(ts, sourceFile, guard),
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
