import type ts from "typescript";
import type { Consumer, Usage } from "../consumer";
import { settledNext } from "../consume/next-loop";
import type { Exit } from "../describe/exits";
import { handsThrowOn } from "../describe/handed-on-throw";
import type { Members, Method } from "../detect/members";
import type { Site } from "../detect/site";
import { forwardedArguments } from "../describe/forwarded-argument";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { namesBound } from "../syntax/bound-names";
import { canComplete } from "../syntax/completion";
import { isPrimitiveBySyntax } from "../syntax/never-thenable";
import {
  accessKind,
  bodyStatements,
  find,
  functionAround,
  isUndefined,
  some,
  unwrap,
  realParameters,
} from "../syntax/nodes";
import { sameVariable } from "../syntax/scopes";
import { isVariableName } from "../syntax/variable-name";
import { spanOf } from "../targets/common";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { hangingReason, hangingWait } from "./hanging";
import { keptResolver } from "./kept-resolver";
import { judgeAssembly } from "./assembly";
import { judgeMarkup } from "./markup";
import { judgeQueuedReturn, judgeSettlingReturn, judgeStoppingReturn, type Drawing } from "./queued-return";
import { replacedReason, replacedWait } from "./replaced-wait";
import { unheardReason, unheardWait } from "./unheard";

/** The reasons that lie in the protocol methods and in when they are called. */
export function judgeProtocol(ts: TypeScript, site: Site, drawing: Drawing): Reason[] {
  const { usage } = drawing;
  const next = site.iterator?.methods.get("next");
  if (!site.iterator || !next) return [];
  const handing = givesNothing(ts, usage)
    ? []
    : [...judgeForwarding(ts, next), ...judgeThrowHandedOn(ts, site.iterator)];
  const either = [...handing, ...judgeReturnWithoutResult(ts, site.iterator)];
  if (site.kind === "sync") return either;
  return [...either, ...judgeQueuedReturn(ts, site, drawing), ...judgeSyncThrow(ts, next, usage)];
}

/**
 * The refusals that no look at the project can change.
 *
 * @param isPublic - code outside the project may draw as it likes, and nothing says that it draws one by one
 */
export function judgeForm(ts: TypeScript, site: Site, exits: readonly Exit[], isPublic: boolean): Reason[] {
  const { iterator: members } = site;
  const next = members?.methods.get("next");
  const assembly = judgeAssembly(ts, site);
  if (!members || !next) return assembly;
  return [
    ...assembly,
    ...judgeExits(ts, exits),
    ...judgeArgument(ts, next),
    ...judgeArguments(ts, members),
    ...judgeWords(ts, site),
    ...judgeMarkup(ts, members),
    ...judgeThrow(ts, members, site.kind),
    ...judgeMadeElsewhere(ts, members),
    ...judgeAccessors(ts, members),
    ...(site.kind === "async" ? judgePending(ts, site, members, isPublic) : []),
  ];
}

/** What happens while a `next()` is pending; in the sync protocol none ever is. */
function judgePending(ts: TypeScript, site: Site, members: Members, isPublic: boolean): Reason[] {
  const kept = judgeKeptResolver(ts, members);
  return [
    ...kept,
    ...judgeSettlingReturn(ts, site),
    ...judgeHanging(ts, site),
    ...judgeReplacedWait(ts, site),
    ...(kept.length > 0 ? [] : judgeUnheardWait(ts, site)),
    ...(isPublic ? judgeStoppingReturn(ts, site) : []),
  ];
}

function judgeExits(ts: TypeScript, exits: readonly Exit[]): Reason[] {
  for (const exit of exits) {
    if (exit.kind === "invalid" || (exit.kind === "delegate" && isBare(ts, exit.result))) {
      return [
        {
          code: "not-understood",
          message: say("a path through next() gives no result object"),
          verdict: "refused",
          at: spanOf(exit.node),
        },
      ];
    }
    const extra = extraOf(ts, exit);
    if (extra) {
      return [
        {
          code: "result-extras",
          message: say("a result carries more than 'value' and 'done'"),
          verdict: "refused",
          at: spanOf(extra),
        },
      ];
    }
  }
  return [];
}

/** `return 5;`, for which a loop throws a TypeError */
function isBare(ts: TypeScript, result: ts.Expression): boolean {
  const outer = unwrap(ts, result);
  return isPrimitiveBySyntax(ts, ts.isAwaitExpression(outer) ? outer.expression : outer);
}

/** What a result has beside its value and `done`: written there, or put on the variable that holds it. */
function extraOf(ts: TypeScript, exit: Exit): ts.Node | undefined {
  if (exit.kind !== "delegate") return "extras" in exit ? exit.extras[0] : undefined;
  const name = unwrap(ts, exit.result);
  return ts.isIdentifier(name) ? putOnResult(ts, name) : undefined;
}

/** `const result = { value, done: false }; result.index = index; return result;` */
function putOnResult(ts: TypeScript, name: ts.Identifier): ts.Node | undefined {
  const uses = sameVariable(ts, name);
  const isLiteral = uses.some(({ parent }) => {
    const value = ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
    return value !== undefined && ts.isObjectLiteralExpression(unwrap(ts, value));
  });
  if (!isLiteral) return undefined;
  return uses
    .map(({ parent }) => parent)
    .find(
      (access) =>
        ts.isPropertyAccessExpression(access) &&
        uses.includes(access.expression as ts.Identifier) &&
        !/^(?:value|done)$/.test(access.name.text) &&
        accessKind(ts, access) === "write",
    );
}

function judgeArgument(ts: TypeScript, next: Method): Reason[] {
  const [parameter] = realParameters(ts, next.fn);
  if (!parameter) return [];
  const names = namesBound(ts, parameter.name);
  const isUsed = some(ts, next.fn.body, (node) => names.some((name) => isNamed(ts, node, name)));
  if (!isUsed && !parameter.initializer && takesNothingApart(ts, parameter.name)) return [];
  if (forwarded(ts, next)) return [];
  return [
    {
      code: "next-argument",
      message: say("next() works with the argument it is given; a generator never sees the first one"),
      verdict: "refused",
      at: spanOf(parameter),
    },
  ];
}

/** `next(value)`, `next(...[value])`: to give such names to what is given has no effect. */
function takesNothingApart(ts: TypeScript, name: ts.BindingName): boolean {
  if (ts.isIdentifier(name)) return true;
  const { parent } = name;
  const isRest = ts.isParameter(parent) && parent.dotDotDotToken !== undefined;
  return (
    isRest &&
    ts.isArrayBindingPattern(name) &&
    name.elements.every(
      (one) => ts.isOmittedExpression(one) || (ts.isIdentifier(one.name) && !one.initializer),
    )
  );
}

/** A variable's name, not a property's. */
function isNamed(ts: TypeScript, node: ts.Node, text: string): boolean {
  return ts.isIdentifier(node) && node.text === text && isVariableName(ts, node);
}

/** The only parameter of `next()`, where it is handed on and nothing else. */
function forwarded(ts: TypeScript, { fn }: Method): ts.ParameterDeclaration | undefined {
  const [parameter, ...more] = realParameters(ts, fn);
  if (!parameter || more.length > 0 || parameter.initializer || !ts.isIdentifier(parameter.name))
    return undefined;
  return forwardedArguments(ts, fn.body, parameter.name.text) && parameter;
}

function judgeForwarding(ts: TypeScript, next: Method): Reason[] {
  const parameter = forwarded(ts, next);
  if (!parameter) return [];
  return [
    {
      code: "next-argument",
      message: say("what next() is given is handed on to another iterator; a generator hands nothing on"),
      verdict: "review",
      at: spanOf(parameter),
    },
  ];
}

function judgeThrowHandedOn(ts: TypeScript, members: Members): Reason[] {
  const method = members.methods.get("throw");
  if (!method || !handsThrowOn(ts, members)) return [];
  return [
    {
      code: "throw-method",
      message: say(
        "what is thrown into it is handed on to another iterator; a generator fails where it stands",
      ),
      verdict: "review",
      at: spanOf(method.member.name ?? method.member),
    },
  ];
}

/** All that draws is in sight, gives `next()` nothing, and does not call `throw()`; what draws by `yield*` hands on what it gets. */
function givesNothing(ts: TypeScript, { complete, instances }: Usage): boolean {
  const isHandingOn = ({ node }: Consumer): boolean =>
    ts.isYieldExpression(node) || ts.isYieldExpression(node.parent);
  return (
    complete &&
    instances.every(({ consumers }) =>
      consumers.every(
        (consumer) =>
          consumer.kind !== "escapes" &&
          consumer.passesArgument !== true &&
          consumer.member !== "throw" &&
          !(consumer.kind === "loop" && isHandingOn(consumer)),
      ),
    )
  );
}

/** A generator's `arguments` are those of the call that makes it. */
function judgeArguments(ts: TypeScript, members: Members): Reason[] {
  for (const key of ["next", "return"]) {
    const used = members.methods.get(key)?.fn.body;
    const found = used && find(ts, used, (node) => isArguments(ts, node));
    if (found)
      return [
        {
          code: "next-argument",
          message: say("{0}() looks at 'arguments'; those of a generator are others", key),
          verdict: "refused",
          at: spanOf(found),
        },
      ];
  }
  return [];
}

function isArguments(ts: TypeScript, node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === "arguments" && isVariableName(ts, node);
}

/** Outside of modules, and of async functions and generators, these are names like any other. */
function judgeWords(ts: TypeScript, site: Site): Reason[] {
  const isKeyword = (text: string): boolean =>
    text === "yield" || (text === "await" && site.kind === "async");
  const isWord = (node: ts.Node): boolean =>
    ts.isIdentifier(node) && isKeyword(node.text) && isVariableName(ts, node);
  const parts = [site.factory?.fn ?? site.node, ...(site.construct?.prototype ?? [])];
  const [word] = parts.flatMap((part) => find(ts, part, isWord) ?? []);
  if (!word) return [];
  return [
    {
      code: "not-understood",
      message:
        site.kind === "async"
          ? say("'{0}' is a name here, and a keyword in an async generator", word.getText())
          : say("'{0}' is a name here, and a keyword in a generator", word.getText()),
      verdict: "refused",
      at: spanOf(word),
    },
  ];
}

function judgeThrow(ts: TypeScript, members: Members, kind: IteratorKind): Reason[] {
  const method = members.methods.get("throw");
  if (!method || handsThrowOn(ts, members)) return [];
  if (isPlainFailure(ts, method, kind) || closesAndFails(ts, members, method, kind)) return [];
  return [
    {
      code: "throw-method",
      message: say("it has a throw() of its own"),
      verdict: "refused",
      at: spanOf(method.member.name ?? method.member),
    },
  ];
}

/** `return: once(() => close())`: what it does, and when, is not to be seen. */
function judgeMadeElsewhere(ts: TypeScript, { fields }: Members): Reason[] {
  for (const key of ["return", "throw"] as const) {
    const field = fields.get(key);
    if (!field?.initializer || isNothing(ts, field.initializer)) continue;
    return [
      {
        code: key === "throw" ? "throw-method" : "not-understood",
        message: say("its {0}() is a value that is made elsewhere; a generator's own cannot be that", key),
        verdict: "refused",
        at: spanOf(field.member.name),
      },
    ];
  }
  return [];
}

/** `return: undefined` and `return: null`: who draws takes them for no method. */
function isNothing(ts: TypeScript, value: ts.Expression): boolean {
  return isUndefined(ts, value) || value.kind === ts.SyntaxKind.NullKeyword;
}

/** `get return() { … }`: who draws asks for it, and sees what it does. */
function judgeAccessors(ts: TypeScript, { others }: Members): Reason[] {
  const accessor = others
    .filter(ts.isAccessor)
    .find(({ name }) => /^(?:next|return|throw)$/.test(name.getText()));
  if (!accessor) return [];
  return [
    {
      code: "not-understood",
      message: say("its {0}() is looked up by an accessor", accessor.name.getText()),
      verdict: "refused",
      at: spanOf(accessor.name),
    },
  ];
}

/** `throw(error) { throw error; }`: what a generator's own does, too, where it is outside of any `try`. */
function isPlainFailure(ts: TypeScript, { fn }: Method, kind: IteratorKind): boolean {
  const [parameter] = realParameters(ts, fn);
  const [only, ...others] = bodyStatements(ts, fn);
  if (!parameter || others.length > 0) return false;
  return failureOf(ts, ts.isBlock(fn.body) ? only : fn.body, kind)?.getText() === parameter.name.getText();
}

/** `throw(error) { close(); throw error; }` beside `return() { close(); … }`: so does a generator, by its `finally`. */
function closesAndFails(ts: TypeScript, { methods }: Members, { fn }: Method, kind: IteratorKind): boolean {
  const returns = methods.get("return");
  const [parameter] = realParameters(ts, fn);
  const failing = bodyStatements(ts, fn);
  const closing = returns ? bodyStatements(ts, returns.fn) : [];
  const failure = failureOf(ts, failing.at(-1), kind);
  const last = closing.at(-1);
  if (!parameter || failure?.getText() !== parameter.name.getText() || failing.length < 2) return false;
  if (!last || !ts.isReturnStatement(last) || closing.length !== failing.length) return false;
  return closing.slice(0, -1).every((statement, index) => statement.getText() === failing[index]?.getText());
}

/** What `throw error`, `return Promise.reject(error)` or the expression of an arrow function fails with. */
function failureOf(ts: TypeScript, node: ts.Node | undefined, kind: IteratorKind): ts.Expression | undefined {
  if (node && ts.isThrowStatement(node)) return node.expression;
  if (kind === "sync") return undefined;
  const expression = node && ts.isReturnStatement(node) ? node.expression : node;
  if (!expression || !ts.isCallExpression(expression)) return undefined;
  return expression.expression.getText() === "Promise.reject" ? expression.arguments[0] : undefined;
}

/** Resolvers kept for later: the sign of a queue that answers overlapping calls, which a generator never gets. */
function judgeKeptResolver(ts: TypeScript, members: Members): Reason[] {
  for (const key of ["next", "return", ...members.methods.keys()]) {
    const method = members.methods.get(key);
    const kept = method && keptResolver(ts, method.fn);
    if (!kept) continue;
    return [
      {
        code: "queued-next",
        message: say(
          "the resolver of a pending next() is kept, to be called by other code; a generator's own promise cannot be handed out",
        ),
        verdict: "refused",
        at: spanOf(kept),
      },
    ];
  }
  return [];
}

/** A `next()` that never settles holds a generator's `return()` up for ever. */
function judgeHanging(ts: TypeScript, site: Site): Reason[] {
  const next = site.iterator?.methods.get("next");
  const hanging = next && site.iterator?.methods.has("return") ? hangingWait(ts, site, next) : undefined;
  return hanging ? [hangingReason(hanging)] : [];
}

/** What is sent while a generator is on its way back to `next()` is lost where only the latest promise knows of it. */
function judgeReplacedWait(ts: TypeScript, site: Site): Reason[] {
  const next = site.iterator?.methods.get("next");
  const wait = next && replacedWait(ts, site, next);
  return wait ? [replacedReason(wait)] : [];
}

/** The same is lost where only the latest resolver is called, whether somebody waits or not. */
function judgeUnheardWait(ts: TypeScript, site: Site): Reason[] {
  const next = site.iterator?.methods.get("next");
  const wait = next && unheardWait(ts, site, next);
  return wait ? [unheardReason(wait)] : [];
}

/** `return() { close(); }`: who leaves a loop gets a `TypeError`, which a generator does not bring about. */
function judgeReturnWithoutResult(ts: TypeScript, members: Members): Reason[] {
  const returns = members.methods.get("return");
  if (!returns || !ts.isBlock(returns.fn.body)) return [];
  const { body } = returns.fn;
  const bare = find(ts, body, (node) => isBareReturn(ts, node) && functionAround(ts, node) === returns.fn);
  if (!bare && !canComplete(ts, body)) return [];
  return [
    {
      code: "closes-on-break",
      message: say(
        "return() may give no result object, for which leaving a loop throws a TypeError; a generator's gives one",
      ),
      verdict: "review",
      at: spanOf(bare ?? returns.member.name ?? returns.member),
    },
  ];
}

function isBareReturn(ts: TypeScript, node: ts.Node): boolean {
  return ts.isReturnStatement(node) && (!node.expression || isUndefined(ts, node.expression));
}

function judgeSyncThrow(ts: TypeScript, { fn }: Method, usage: Usage): Reason[] {
  const isAsync = fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  if (isAsync || !ts.isBlock(fn.body)) return [];
  const thrown = fn.body.statements.find((statement) =>
    some(ts, statement, (node) => ts.isThrowStatement(node)),
  );
  if (!thrown || some(ts, thrown, (node) => ts.isFunctionLike(node))) return [];
  return [
    {
      code: "sync-throw",
      message: say("an error that is thrown at once today will arrive as a rejection"),
      verdict: isAlwaysAwaited(ts, usage) ? "safe" : "review",
      at: spanOf(thrown),
    },
  ];
}

/** `it.next().catch(show)` gets to see what is rejected, and not what is thrown at once. */
function isAlwaysAwaited(ts: TypeScript, { instances }: Usage): boolean {
  const isAwaited = (node: ts.Node): boolean =>
    ts.isCallExpression(node) && settledNext(ts, node, "async")?.swallowsError === false;
  return instances.every(({ consumers }) =>
    consumers.every(({ mayOverlap, kind, node }) => {
      const isNext = kind === "serial-next" || kind === "manual-next";
      return isNext ? !mayOverlap && isAwaited(node) : !mayOverlap && kind !== "escapes";
    }),
  );
}
