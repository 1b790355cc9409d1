import type ts from "typescript";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { walk } from "../syntax/nodes";
import { freeName } from "../syntax/other-names";
import { applyEdits, type FileSpan, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { ReasonCode } from "../verdict";

export { freeName } from "../syntax/other-names";

/**
 * Code that a generator cannot take over, or that is not understood yet. Thrown deep inside the stages and caught in one
 * place, `convert`, which turns it into a refusal.
 */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood";

  /**
   * @param message - what is in the way, for a person
   * @param at - the code that is to blame
   * @param code - the difference that it would make, where it is one of the contract's
   */
  constructor(
    message: string,
    readonly at?: FileSpan,
    readonly code: ReasonCode = "not-understood",
  ) {
    super(message);
  }
}

/** A piece of code on its way to a generator: text and syntax tree, always in step. */
export interface Draft {
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  readonly body: ts.Block;
  readonly form: DraftForm;
}

/** What code is on its way to. */
export interface DraftForm {
  /** It will stand in a TypeScript file, so types may be written. */
  readonly isTypeScript: boolean;
  /** An async generator or another one. */
  readonly kind: IteratorKind;
  /** Does a call, as it is written here, give no promise for certain? */
  isNoPromise?(call: string): boolean;
  /** Does a call, as it is written here, neither fail nor run anybody's code? */
  isQuietCall?(call: string): boolean;
  /** Does what is called so take an argument? `undefined` where it may be no function. */
  takesArgument?(callee: string): boolean | undefined;
  /** Is it a name that the language or its host declares, and nothing else does? */
  isOfPlatform?(name: string): boolean;
  /** The type of a variable as an author would write it, where that is a union. */
  unionText?(name: string): string | undefined;
  /** Names of properties that do something when they are read. */
  readonly acting?: ReadonlySet<string>;
}

/** Every body of a generator can be parsed in this one, also of one that is not async. */
const prefix = "async function* generated() ";

const usualForm: DraftForm = { isTypeScript: true, kind: "async" };

/** Parses the text of a block, braces included, as the body of a generator. */
export function parseDraft(ts: TypeScript, block: string, form = usualForm): Draft {
  const text = prefix + block;
  const sourceFile = ts.createSourceFile(
    "generated.ts",
    text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TS,
  );
  const [fn] = sourceFile.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || !fn.body || sourceFile.statements.length > 1) {
    throw new NotUnderstood(say("its body does not parse on its own"));
  }
  return { text, sourceFile, body: fn.body, form };
}

/** @returns the text of the draft's block, braces included */
export function blockText(draft: Draft): string {
  return draft.text.slice(prefix.length);
}

/** @returns the draft after the edits, parsed again */
export function editDraft(ts: TypeScript, draft: Draft, edits: readonly TextEdit[]): Draft {
  return edits.length === 0
    ? draft
    : parseDraft(ts, applyEdits(draft.text, edits).slice(prefix.length), draft.form);
}

/** @returns the source text of a node, without leading comments */
export function textOf(draft: Draft, node: ts.Node): string {
  return draft.text.slice(node.getStart(draft.sourceFile), node.end);
}

/** @returns an edit that puts a text in a node's place, its leading comments kept */
export function replaceNode(draft: Draft, node: ts.Node, newText: string): TextEdit {
  return { start: node.getStart(draft.sourceFile), end: node.end, newText };
}

/** @returns an edit that inserts at an offset */
export function insertAt(offset: number, newText: string): TextEdit {
  return { start: offset, end: offset, newText };
}

/** @returns every name that is used as a variable in the code, so that new names can keep clear of them */
export function namesIn(ts: TypeScript, node: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child) && !isMemberName(ts, child)) names.add(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return names;
}

function isMemberName(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name === node;
  return ts.isBindingElement(parent) && parent.propertyName === node;
}

/** @returns the names that are declared anywhere in the code, parameters of nested functions included */
export function declaredIn(ts: TypeScript, root: ts.Node): Set<string> {
  const names = new Set<string>();
  walk(ts, root, (node) => {
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isParameter(node);
    const isNamed = isDeclaration || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
    if (isNamed && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}

/** @returns a name for an iterator result: one that people give it, or one with a number where all of those are taken */
export function resultName(taken: ReadonlySet<string>): string {
  const free = ["result", "step", "outcome"].find((name) => !taken.has(name));
  return free ?? freeName("result", taken);
}
