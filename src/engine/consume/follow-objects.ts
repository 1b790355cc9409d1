import type ts from "typescript";
import { type Consumer, everyMember } from "../consumer";
import type { Reference } from "../facts";
import { hasModifier } from "../syntax/nodes";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { noMemory, type FollowContext, type OpeningSink } from "./follow-context";
import { flowOfClass, flowOfThis } from "./follow-holder";
import { isGlobal } from "./whole-draws";

/** A field or method, with all places where it is known to be meant. */
export interface KnownMember {
  readonly owner: ts.Node;
  readonly name: ts.MemberName;
  readonly references: readonly Reference[];
}

/**
 * Follows the objects that have a member, to where they go out of sight, or where their member is named and nobody knows that it is theirs:
 * as that of any type, or of an interface. There a field may be read, and another method be put in the place of one.
 */
export function flowOfObjects(context: FollowContext, { owner, name, references }: KnownMember): Flow {
  const { ts, facts, kind, memory } = context;
  // Nobody but the class can name it.
  if (ts.isPrivateIdentifier(name)) return nowhere;
  if (!ts.isClassLike(owner)) return escapes(name);
  const { holders } = memory;
  const { parent: declaration } = name;
  if (holders.has(declaration)) return nowhere;
  holders.add(declaration);
  const known = new Set(references.map(({ node }) => node));
  const named: ts.Node[] = [];
  // Code out of sight takes no notice of what is private.
  const isPrivate = hasModifier(ts, declaration, ts.SyntaxKind.PrivateKeyword);
  const sink: OpeningSink = {
    loop: () => nowhere,
    call: () => nowhere,
    member: (node, member) => {
      if (member !== name.text || known.has(node)) return nowhere;
      named.push(node);
      return escapes(node);
    },
  };
  const inner: FollowContext = {
    ts,
    facts,
    kind,
    path: [],
    memory: { ...noMemory(), holders },
    openings: sink,
  };
  const { others, handedOut } = merge([flowOfClass(inner, owner), flowOfThis(inner, owner)]);
  const given = others.filter(
    (use) => givesAway(inner, use) && (!isPrivate || use.kind !== "escapes" || named.includes(use.node)),
  );
  return merge([
    ...given.map(({ node, publicApi }) => lost(node, publicApi)),
    ...handedOut.map(({ use }) => escapes(use.origin)),
  ]);
}

function lost(node: ts.Node, publicApi: boolean | undefined): Flow {
  return used({ kind: "escapes", node, ...(publicApi && { publicApi }) });
}

/** May the use read whatever fields an object has? */
function givesAway(context: FollowContext, { kind, member, node }: Consumer): boolean {
  if (kind === "escapes") return true;
  if (kind === "member") return member === everyMember;
  return kind === "inspection" && !isShown(context, node);
}

/** What makes a text of it, freezes it, or names its keys hands on no value of it. */
function isShown(context: FollowContext, node: ts.Node): boolean {
  const { ts } = context;
  if (ts.isNewExpression(node)) return false;
  if (!ts.isCallExpression(node)) return true;
  const isAlone = node.arguments.length === 1;
  const text = node.expression.getText();
  const isText = /^(?:JSON\.stringify|String|Object\.(?:keys|freeze|seal|preventExtensions|is\w+))$/.test(
    text,
  );
  return (
    (isAlone && isText) ||
    (/^console\.(?:log|debug|info|warn|error)$/.test(text) && isGlobal(context, node.expression))
  );
}
