import type ts from "typescript";
import type { TypeScript } from "../../typescript";
import type { GeneratedBody, PolishContext, PolishPass } from "../pass";
import type { TextEdit } from "../../text";
import { commentsIn, type Comment } from "../../syntax/comments";
import { resolveScopes, type Scopes, type Variable } from "./scopes";

/** A generated body with all that passes ask about it. */
export interface View {
  readonly ts: TypeScript;
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  readonly fn: ts.FunctionDeclaration & { readonly body: ts.Block };
  readonly context: PolishContext;
  readonly scopes: Scopes;
  readonly comments: readonly Comment[];
  /** @see GeneratedBody.late */
  readonly late: ReadonlySet<string>;
}

const views = new WeakMap<GeneratedBody, View>();

/** @returns the view of a body; the same one for all passes that see this body */
export function viewOf(body: GeneratedBody, context: PolishContext): View {
  const known = views.get(body);
  if (known?.context === context) return known;
  const { ts } = context;
  const view: View = {
    ts,
    text: body.text,
    sourceFile: body.sourceFile,
    fn: body.fn,
    context,
    scopes: resolveScopes(ts, body.fn),
    comments: commentsIn(ts, body.sourceFile),
    late: body.late ?? new Set(),
  };
  views.set(body, view);
  return view;
}

/**
 * Makes a pass of a function that works on views.
 *
 * @param name - the file's name
 * @param run - gives edits, or `undefined` when the pass does not apply
 * @param more - what it may do besides
 */
export function definePass(
  name: string,
  run: (view: View) => readonly TextEdit[] | undefined,
  more: Pick<PolishPass, "forgetsPosition"> = {},
): PolishPass {
  return { name, apply: (body, context) => run(viewOf(body, context)), ...more };
}

/** The text of a node without the trivia before it. */
export function textOf(view: View, node: ts.Node): string {
  return view.text.slice(startOf(view, node), node.end);
}

/** Where a node's first token starts; a JSDoc comment before it is not part of it. */
export function startOf(view: View, node: ts.Node): number {
  return node.getStart(view.sourceFile, false);
}

/** The variable of a plain name that is declared in the generated function. */
export function variableAt(view: View, node: ts.Node | undefined): Variable | undefined {
  return node !== undefined && view.ts.isIdentifier(node) ? view.scopes.variableOf(node) : undefined;
}
