import type ts from "typescript";
import { find } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { codeFiles } from "./module-graph";

const byProgram = new WeakMap<ts.Program, Map<string, boolean>>();

/**
 * Does code of the project have a member of this name of its own making? Tests put objects in the place of the platform's, whose
 * methods are typed like those: `{ ok: true, json: async () => rows } as Response`.
 */
export function declaresMember(ts: TypeScript, program: ts.Program, name: string): boolean {
  const known = byProgram.get(program) ?? new Map<string, boolean>();
  byProgram.set(program, known);
  const found = known.get(name) ?? codeFiles(program).some((file) => declaresIn(ts, file, name));
  known.set(name, found);
  return found;
}

function declaresIn(ts: TypeScript, file: ts.SourceFile, name: string): boolean {
  if (!file.text.includes(name)) return false;
  const isMember = (node: ts.Node): boolean =>
    (ts.isObjectLiteralElementLike(node) || ts.isClassElement(node)) &&
    node.name?.getText().replaceAll(/["']/g, "") === name;
  const isAssigned = (node: ts.Node): boolean =>
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    node.left.name.text === name;
  return find(ts, file, (node) => isMember(node) || isAssigned(node)) !== undefined;
}
