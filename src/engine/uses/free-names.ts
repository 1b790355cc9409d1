import type ts from "typescript";
import type { Facts } from "../facts";
import { ancestor, find, isInDocs, isWithin } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { exportsName } from "./module-exports";
import { nameCandidates } from "./naming";
import { blockScope, declaredScope, encloses, namesVariable, variablesNamed } from "../syntax/scopes";
import type { UseTarget } from "./target";
import type { Trace } from "./trace";
import { isTypeUse } from "./type-uses";

/** New names by old names: the class's own, and every alias that it goes by somewhere in the project. */
export type Renames = ReadonlyMap<string, string>;

/** What the search for free names looks at. */
interface Search {
  readonly ts: TypeScript;
  readonly facts: Facts;
  readonly target: UseTarget;
  readonly trace: Trace;
}

/**
 * Chooses new names for the target and for its aliases, each free wherever the old one is declared, used or exported.
 *
 * @param chosen - what is decided already: the new name of the target itself
 */
export function chooseRenames(search: Search, chosen: Renames): Renames {
  const renames = new Map(chosen);
  for (const { text } of search.trace.mentions) {
    if (text !== "default" && !renames.has(text)) renames.set(text, freeName(search, text, renames));
  }
  return renames;
}

/** @returns the first candidate that is free everywhere */
export function freeName(search: Search, oldName: string, taken: Renames): string {
  for (const candidate of nameCandidates(search.ts, oldName)) {
    if (candidate === oldName) return candidate;
    if (isFree(search, oldName, candidate, taken)) return candidate;
  }
  throw new Error("The candidates for a name never end");
}

function isFree(search: Search, oldName: string, candidate: string, taken: Renames): boolean {
  const { ts, facts, trace, target } = search;
  return (
    !isTakenInTarget(search, candidate) &&
    trace.exports.every(
      ({ sourceFile, name }) => name !== oldName || !exportsName(ts, facts, sourceFile, candidate),
    ) &&
    filesWith(search, oldName).every((sourceFile) => isFreeInFile(search, sourceFile, oldName, candidate)) &&
    !sharesFileWithTwin(trace, oldName, candidate, taken) &&
    (oldName !== target.className || isFreeInFile(search, declaringFile(target), oldName, candidate))
  );
}

/**
 * A name that the target takes from around it would mean the function from then on. Its own locals may have the function's name,
 * unless it names itself.
 */
function isTakenInTarget({ ts, target }: Search, candidate: string): boolean {
  const [outer] = target.replaced;
  const namesItself = variablesNamed(ts, outer.getSourceFile(), target.className).some(
    (node) => node !== target.name && target.replaced.some((replaced) => isWithin(node, replaced)),
  );
  return target.replaced.some((replaced) => {
    const own = variablesNamed(ts, replaced.getSourceFile(), candidate).filter(
      (node) => isWithin(node, replaced) && node !== target.name,
    );
    const scopes = own.flatMap((node) => declaredScope(ts, node) ?? []);
    return namesItself
      ? own.length > 0
      : own.some((node) => !scopes.some((scope) => encloses(ts, scope, node)));
  });
}

function declaringFile(target: UseTarget): ts.SourceFile {
  return target.replaced[0].getSourceFile();
}

function filesWith({ trace }: Search, text: string): ts.SourceFile[] {
  return [
    ...new Set(trace.mentions.filter((node) => node.text === text).map((node) => node.getSourceFile())),
  ];
}

function isFreeInFile(
  search: Search,
  sourceFile: ts.SourceFile,
  oldName: string,
  candidate: string,
): boolean {
  const { ts, trace, target } = search;
  const mentions = trace.mentions.filter(
    (node) => node.text === oldName && node.getSourceFile() === sourceFile,
  );
  if (mentions.some((node) => isParameterDocumented(ts, node, candidate))) return false;
  const uses = mentions.filter((node) => isLocalName(ts, node));
  const bindings = new Set<ts.Node>(uses.flatMap((node) => declaredScope(ts, node) ?? []));
  if (oldName === target.className && sourceFile === declaringFile(target))
    bindings.add(targetScope(ts, target));
  if (uses.length === 0 && bindings.size === 0) return true;
  if (bindings.size === 0) bindings.add(sourceFile); // a global of another script

  const rivals = variablesNamed(ts, sourceFile, candidate).filter(
    (node) => !target.replaced.some((replaced) => isWithin(node, replaced)),
  );
  const rivalScopes = rivals.flatMap((node) => declaredScope(ts, node) ?? []);
  return (
    !rivalScopes.some((scope) => bindings.has(scope)) &&
    !uses.some((use) => isShadowed(ts, use, rivalScopes, bindings)) &&
    !rivals.some(
      (rival) => declaredScope(ts, rival) === undefined && isCaptured(ts, rival, rivalScopes, bindings),
    )
  );
}

/** `@param {ReturnType<typeof deck>} deck` would ask the parameter for its own type. */
function isParameterDocumented(ts: TypeScript, node: ts.Identifier, candidate: string): boolean {
  if (!isInDocs(ts, node) || !isTypeUse(ts, node)) return false;
  const doc = ancestor(node, (one): one is ts.JSDoc => ts.isJSDoc(one));
  const fn = doc && find(ts, doc.parent, (one) => ts.isFunctionLike(one));
  return (
    fn !== undefined &&
    ts.isFunctionLike(fn) &&
    fn.parameters.some(({ name }) => name.getText() === candidate)
  );
}

function isLocalName(ts: TypeScript, node: ts.Identifier): boolean {
  return !isInDocs(ts, node) && namesVariable(ts, node);
}

function targetScope(ts: TypeScript, target: UseTarget): ts.Node {
  const scope = target.name && declaredScope(ts, target.name);
  return scope ?? blockScope(ts, target.replaced[0].parent);
}

/** A declaration of the new name between a use and the binding that it means. */
function isShadowed(
  ts: TypeScript,
  use: ts.Node,
  rivalScopes: readonly ts.Node[],
  bindings: ReadonlySet<ts.Node>,
): boolean {
  const innermost = innermostOf(ts, use, bindings);
  return rivalScopes.some(
    (scope) => encloses(ts, scope, use) && innermost !== undefined && encloses(ts, innermost, scope),
  );
}

/** A reference to something else that has the new name, and would mean our binding from now on. */
function isCaptured(
  ts: TypeScript,
  rival: ts.Node,
  rivalScopes: readonly ts.Node[],
  bindings: ReadonlySet<ts.Node>,
): boolean {
  const ours = innermostOf(ts, rival, bindings);
  if (!ours) return false;
  const theirs = innermostOf(ts, rival, new Set(rivalScopes));
  return theirs === undefined || !encloses(ts, ours, theirs);
}

function innermostOf(ts: TypeScript, node: ts.Node, scopes: ReadonlySet<ts.Node>): ts.Node | undefined {
  return ts.findAncestor(node, (outer) => scopes.has(outer));
}

/** Two old names that would become one in a file that knows both. */
function sharesFileWithTwin(trace: Trace, oldName: string, candidate: string, taken: Renames): boolean {
  const twins = [...taken].filter(([old, renamed]) => old !== oldName && renamed === candidate);
  const files = new Set(
    trace.mentions.filter((node) => node.text === oldName).map((node) => node.getSourceFile()),
  );
  return trace.mentions.some(
    (node) =>
      twins.some(([old]) => node.text === old) && files.has(node.getSourceFile()) && !sameSpecifier(node),
  );
}

/** `{ X as counter }` names both on purpose: they may become one. */
function sameSpecifier(node: ts.Identifier): boolean {
  const { parent } = node;
  return "propertyName" in parent && parent.propertyName === node;
}
