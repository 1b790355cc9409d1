import type ts from "typescript";
import { say } from "../say";
import { keyText } from "../syntax/keys";
import { declaredInScope } from "../syntax/in-scope";
import { ancestor, unwrap, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { onlySometimes, type AssignedMember, type UncertainMethod } from "./assigned";
import { classify, functionDeclaredBy, type Method } from "./member";
import { isIteratorObject, type Owner } from "./owner";
import { isOwnSymbol, prototypesIn, type Handing, type PrototypePart } from "./prototype";

/** What a class or constructor function gets on its prototype by assignments. */
export interface PrototypeMembers {
  readonly methods: ReadonlyMap<string, Method>;
  /** What the model has no word for. */
  readonly others: readonly ts.Node[];
  readonly uncertain: readonly UncertainMethod[];
  /** Functions that get the prototype and are told which methods are meant, none of them one of the protocol. */
  readonly handings: readonly Handing[];
  /** The statements that do nothing else. */
  readonly statements: readonly ts.Statement[];
}

/** @param isOwn - tells what the class has already */
export function prototypeMembers(
  ts: TypeScript,
  owner: Owner,
  isOwn: (key: string) => boolean,
): PrototypeMembers {
  const methods = new Map<string, Method>();
  const others: ts.Node[] = [];
  const uncertain: UncertainMethod[] = [];
  const handings: Handing[] = [];
  const statements = new Set<ts.Statement>();
  const parts = isIteratorObject(ts, owner) ? undefined : prototypesIn(ts, owner.getSourceFile()).get(owner);
  for (const part of parts ?? []) {
    const { key, isCertain, statement, guard, handing } = part;
    if (handing && isOfOthers(handing)) {
      handings.push(handing);
      continue;
    }
    const method = methodOf(ts, part);
    const isTaken = key !== undefined && (isOwn(key) || methods.has(key));
    const why = isTaken ? say("it gets {0}() a second time here", keyText(key)) : doubtOf(ts, part, method);
    const isProtocol = key === undefined || isProtocolKey(key);
    if (isCertain && statement) statements.add(guard ?? statement);
    if (key === "constructor") continue;
    if (why !== undefined && (isProtocol || isTaken))
      uncertain.push({
        isThrow: key === "throw",
        node: part.node,
        why,
        isOnlyOpener: !isTaken && isOpenKey(key) && isPutAsItStands(ts, part),
      });
    const isMethod = why === undefined ? !isOwnSymbol(key) : isProtocol;
    if (method && !isTaken && isMethod) methods.set(method.key, method);
    else if (!isTaken) others.push(method?.fn ?? part.node);
  }
  return { methods, others, uncertain, handings, statements: [...statements] };
}

/** @returns whether the function that gets the prototype is told which methods are meant, none of them one of the protocol */
export function isOfOthers({ names }: Handing): boolean {
  return names.length > 0 && !names.some(isProtocolKey);
}

/** @returns whether the key is that of a method of any iterator or iterable */
export function isProtocolKey(key: string): boolean {
  return /^(?:next|return|throw|@@iterator|@@asyncIterator)$/.test(key);
}

function isOpenKey(key: string | undefined): boolean {
  return key === "@@iterator" || key === "@@asyncIterator";
}

/** `X.prototype[Symbol.iterator] = function () {…};`, wherever that stands */
function isPutAsItStands(ts: TypeScript, { value, statement }: PrototypePart): boolean {
  if (!statement || !value || ts.isObjectLiteralElement(value)) return false;
  const fn = unwrap(ts, value);
  return ts.isFunctionExpression(fn) && !fn.name;
}

/** Why what is put there cannot be taken for one of the class's own methods. */
function doubtOf(
  ts: TypeScript,
  { key, isCertain, value, statement }: PrototypePart,
  method: Method | undefined,
): string | undefined {
  if (key === undefined) return say("this may put another next() in place");
  if (!isCertain) return onlySometimes(key);
  const isNamed = value !== undefined && ts.isIdentifier(value);
  return statement && method && !isNamed
    ? undefined
    : say("{0}() is put in place in a way that is not understood", keyText(key));
}

function methodOf(ts: TypeScript, { key, value, node, statement, guard }: PrototypePart): Method | undefined {
  if (key === undefined || !value) return undefined;
  const declaration = statement && { declaration: guard ?? statement };
  if (ts.isObjectLiteralElement(value)) {
    const member = classify(ts, value);
    return member && "fn" in member ? { ...member, key, ...declaration } : undefined;
  }
  const fn = functionOf(ts, unwrap(ts, value));
  const member = statement ?? ancestor(node, ts.isExpressionStatement.bind(ts));
  return fn && member && { key, member: member as AssignedMember, fn, ...declaration };
}

function functionOf(ts: TypeScript, value: ts.Expression): FunctionWithBody | undefined {
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return value;
  if (!ts.isIdentifier(value)) return undefined;
  return declaredInScope(ts, value, value.text, (statement) => functionDeclaredBy(ts, statement, value.text));
}
