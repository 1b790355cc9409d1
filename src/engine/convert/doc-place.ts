import type ts from "typescript";
import type { CommentRange } from "../syntax/jsdoc";
import { walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** Where a generator's JSDoc is read by tools. */
export interface DocPlace {
  /** What stands there already. */
  readonly existing: CommentRange | undefined;
  /** It is that of a member. */
  readonly isMember: boolean;
}

/** @returns the place above the declaration or member that begins here; `undefined` where what begins here is neither */
export function docPlace(ts: TypeScript, sourceFile: ts.SourceFile, start: number): DocPlace | undefined {
  let found: DocPlace | undefined;
  walk(ts, sourceFile, (node) => {
    if (node.pos > start || node.end <= start) return false;
    const isMember = ts.isClassElement(node) || ts.isObjectLiteralElement(node);
    if (!found && node.getStart() === start && (isMember || isDeclaration(ts, node))) {
      const last = ts.getLeadingCommentRanges(sourceFile.text, node.pos)?.at(-1);
      const isDoc = last !== undefined && sourceFile.text.startsWith("/**", last.pos);
      found = { isMember, existing: isDoc ? last : undefined };
    }
    if (ts.isClassExpression(node) && node.getStart() === start) found ??= ofExport(ts, sourceFile, node);
    return true;
  });
  return found;
}

/** `module.exports = class {…}`: its JSDoc is that of the statement; where there is none, nothing is put above it. */
function ofExport(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { parent }: ts.ClassExpression,
): DocPlace | undefined {
  if (!ts.isBinaryExpression(parent) || !ts.isExpressionStatement(parent.parent)) return undefined;
  const existing = ts.getLeadingCommentRanges(sourceFile.text, parent.parent.pos)?.at(-1);
  const isDoc = existing !== undefined && sourceFile.text.startsWith("/**", existing.pos);
  return isDoc ? { isMember: false, existing } : undefined;
}

function isDeclaration(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isVariableStatement(node) ||
    ts.isExportAssignment(node)
  );
}
