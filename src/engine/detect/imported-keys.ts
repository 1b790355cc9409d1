import type ts from "typescript";
import type { Facts } from "../facts";
import { iteratorKinds, type IteratorKind } from "../kind";
import { rememberImportedKeys } from "../syntax/imported-keys";
import { declaresSymbol } from "../syntax/keys";
import { isConst } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import type { TypeScript } from "../typescript";
import { importedNames, isHidden } from "./imported-names";

/**
 * `import { $iterator } from "./keys";`: which of the names that a file imports and uses as keys stand for the symbols of the
 * protocols. Only a host that sees the other file can tell.
 */
export function learnImportedKeys(ts: TypeScript, sourceFile: ts.SourceFile, facts: Facts): void {
  const keys = new Map<string, IteratorKind>();
  const used = namesUsedAsKeys(ts, sourceFile);
  for (const name of used.size > 0 ? importedNames(ts, sourceFile) : []) {
    const kind = used.has(name.text) && !isHidden(ts, name) ? kindOf(ts, name, facts) : undefined;
    if (kind) keys.set(name.text, kind);
  }
  rememberImportedKeys(sourceFile, keys);
}

function namesUsedAsKeys(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlySet<string> {
  const keys: readonly ts.Expression[] = [
    ...nodesOfKind(ts, sourceFile, ts.isComputedPropertyName).map(({ expression }) => expression),
    ...nodesOfKind(ts, sourceFile, ts.isElementAccessExpression).map((access) => access.argumentExpression),
  ];
  return new Set(keys.filter((key) => ts.isIdentifier(key)).map(({ text }) => text));
}

/** `export const $iterator = Symbol.iterator;` */
function kindOf(ts: TypeScript, name: ts.Identifier, facts: Facts): IteratorKind | undefined {
  const declaration = facts.declarationOf(name);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !isConst(ts, declaration)) return undefined;
  const bound = declaration.name;
  if (!ts.isIdentifier(bound)) return undefined;
  return iteratorKinds.find((kind) => declaresSymbol(ts, declaration, bound.text, kind));
}
