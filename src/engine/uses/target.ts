import type ts from "typescript";
import type { Reference } from "../facts";
import type { FileSpan } from "../text";

/** The class or function that is about to become an async generator function. */
export interface UseTarget {
  /** What the project calls it now; a name of the caller's choice for an anonymous default export. */
  readonly className: string;
  /** The name in its declaration, which the caller rewrites; absent for an anonymous default export. */
  readonly name?: ts.Identifier;
  /**
   * The nodes that the caller itself rewrites: the class first of all (the class expression in `const X = class {}` and
   * `module.exports = class {}`), then what belongs to it, such as `X.prototype.next = …`. References inside are the caller's.
   */
  readonly replaced: readonly [ts.Node, ...ts.Node[]];
  /** The answer of `facts.references` for the name. */
  readonly references: readonly Reference[];
}

/** Why the uses cannot be rewritten. */
export interface UseRefusal {
  /** One sentence for a person, without a full stop at the end. */
  readonly message: string;
  /** The use that stands in the way. */
  readonly at: FileSpan;
}

/** @returns the refusal for a use that stands in the way */
export function refuse(node: ts.Node, message: string): UseRefusal {
  const sourceFile = node.getSourceFile();
  return { message, at: { fileName: sourceFile.fileName, start: node.getStart(sourceFile), end: node.end } };
}
