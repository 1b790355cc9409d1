import type ts from "typescript";
import type { Members, Method } from "../../engine/detect/members";
import { protocols } from "../../engine/kind";
import { hasModifier, isFunctionBoundary, some, walk } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";

/** The code in which something may let go of what was acquired. */
export interface Holders {
  /** The objects whose methods may do it. */
  readonly members: readonly Members[];
  /** What runs at once, with the handlers that it leaves behind. */
  readonly eager: readonly ts.Node[];
}

/** Who lets go. */
export interface Release {
  /** The methods that do, directly or through others. */
  readonly methods: ReadonlySet<string>;
  /** Somebody else than a loop can: another public method, a listener. */
  readonly byOthers: boolean;
}

/** What a loop calls. */
export const protocol: readonly string[] = ["return", "throw", "next", protocols.async.openKey];

/** @returns who lets go of something; `isLettingGo` tells whether code does */
export function releaseOf(
  ts: TypeScript,
  { members, eager }: Holders,
  isLettingGo: (node: ts.Node) => boolean,
): Release {
  const methods = [...new Set(members)].flatMap((each) => [...each.methods.values()]);
  const letting = new Set<string>();
  const letsGo = (node: ts.Node): boolean => isLettingGo(node) || mentionsOwn(ts, node, letting);
  // Each round may find methods that call those of the round before.
  for (let size = -1; size < letting.size;) {
    size = letting.size;
    for (const { key, fn } of methods) if (letsGo(fn.body)) letting.add(key);
  }
  const owners = new Set<ts.Node>(members.map(({ owner }) => owner));
  const byOthers =
    methods.some((method) => letting.has(method.key) && isPublic(ts, method)) ||
    members.some(({ others }) => others.some(letsGo)) ||
    eager.some((part) => hasHandler(ts, part, owners, letsGo));
  return { methods: letting, byOthers };
}

/** `this.close()`, or `this.close` handed on. */
function mentionsOwn(ts: TypeScript, root: ts.Node, names: ReadonlySet<string>): boolean {
  return some(
    ts,
    root,
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ThisKeyword &&
      names.has(node.name.text),
  );
}

/** Others can call it. */
function isPublic(ts: TypeScript, { key, member }: Method): boolean {
  if (protocol.includes(key) || /^[#_]/.test(key)) return false;
  return (
    !hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword) &&
    !hasModifier(ts, member, ts.SyntaxKind.ProtectedKeyword)
  );
}

/** A function that is made at once and may run without any loop: a listener for the end of the source, or for an abort. */
function hasHandler(
  ts: TypeScript,
  part: ts.Node,
  owners: ReadonlySet<ts.Node>,
  letsGo: (node: ts.Node) => boolean,
): boolean {
  let found = false;
  walk(ts, part, (node) => {
    if (owners.has(node)) return false;
    if (found || (isFunctionBoundary(ts, node) && letsGo(node))) found = true;
    if (ts.isPropertyAccessExpression(node) && !isCalled(ts, node)) found ||= letsGo(node);
    return !found;
  });
  return found;
}

function isCalled(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}
