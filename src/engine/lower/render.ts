import type ts from "typescript";
import { startWithCast } from "../syntax/jsdoc";
import { isWithin } from "../syntax/nodes";
import { applyEdits, type Span, type TextEdit } from "../text";

/** What stands in for nodes of the source when they are copied: `this.current` → `current`. */
export type Substitutions = ReadonlyMap<ts.Node, string>;

/** Copies pieces of the source with substitutions made. */
export interface Renderer {
  /** @returns the node's text, without the comments before it, but for one that asserts a type */
  node(node: ts.Node): string;
  /** @returns the text between two offsets */
  range(span: Span): string;
  /** Variables that got another name than their own to keep clear of others, and their own names. */
  readonly invented: ReadonlyMap<string, string>;
  /** The variables that members become, by member key. */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * @param cuts - what is left out besides
 * @returns a renderer for one source file
 */
export function createRenderer(
  sourceFile: ts.SourceFile,
  substitutions: Substitutions,
  invented: ReadonlyMap<string, string> = new Map(),
  variables: ReadonlyMap<string, string> = new Map(),
  cuts: readonly Span[] = [],
): Renderer {
  const replaced = [...substitutions].filter(([node]) => node.getSourceFile() === sourceFile);
  const outermost = replaced.filter(
    ([node]) => !replaced.some(([other]) => other !== node && isWithin(node, other)),
  );
  const edits = [
    ...cuts.map((cut): TextEdit => ({ ...cut, newText: "" })),
    ...outermost.map(([node, newText]): TextEdit => ({
      start: node.getStart(sourceFile),
      end: node.end,
      newText,
    })),
  ];
  const range = ({ start, end }: Span): string => {
    const inside = edits.filter((edit) => edit.start >= start && edit.end <= end);
    const shifted = inside.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return applyEdits(sourceFile.text.slice(start, end), shifted);
  };
  return {
    range,
    invented,
    variables,
    node: (node) => range({ start: startWithCast(sourceFile, node), end: node.end }),
  };
}
