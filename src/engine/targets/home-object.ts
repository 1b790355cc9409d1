import type ts from "typescript";
import type { Members } from "../detect/members";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { find, isWithin, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/**
 * `super` is that of the object or class whose method it stands in, and `new.target` that of the function: an arrow function has those of the
 * code around. In a generator that stands elsewhere they would be others, or none.
 *
 * @param moved - the code that comes into the generator
 * @param replaced - the function in whose place the generator stands, and whose `super` it keeps
 * @throws NotUnderstood when the code has either of them from anywhere else
 */
export function checkHome(
  ts: TypeScript,
  moved: readonly ts.Node[],
  replaced: FunctionWithBody | undefined,
): void {
  const leavesHome = (node: ts.Node): boolean => {
    if (node.kind !== ts.SyntaxKind.SuperKeyword && !isNewTarget(ts, node)) return false;
    const home = homeOf(ts, node);
    if (home === replaced) return false;
    return moved.includes(home) || !moved.some((part) => isWithin(home, part));
  };
  for (const part of moved) {
    const node = find(ts, part, leavesHome);
    if (node)
      throw new NotUnderstood(say("'{0}' would mean something else there", node.getText()), spanOf(node));
  }
}

/** `new.target` */
function isNewTarget(ts: TypeScript, node: ts.Node): boolean {
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword;
}

/** The function that says what it is, or the field or static block; arrow functions do not. */
function homeOf(ts: TypeScript, node: ts.Node): ts.Node {
  let home = node.parent;
  const isHome = (one: ts.Node): boolean =>
    (ts.isFunctionLike(one) && !ts.isArrowFunction(one)) ||
    ts.isPropertyDeclaration(one) ||
    ts.isClassStaticBlockDeclaration(one);
  while (!ts.isSourceFile(home) && !isHome(home)) home = home.parent;
  return home;
}

/** @returns the functions that the members of an object are */
export function functionsOf({ methods }: Members): readonly FunctionWithBody[] {
  return [...methods.values()].map(({ fn }) => fn);
}
