import type ts from "typescript";
import type { Consumer, InstanceUse } from "../consumer";
import type { Facts } from "../facts";
import { namesBound } from "../syntax/bound-names";
import { isWithin, unwrap } from "../syntax/nodes";
import { isRequired } from "../syntax/required";
import type { TypeScript } from "../typescript";
import type { ConsumerQuestion } from "./consumer-question";

const streamModules = new Set(["stream", "node:stream", "readable-stream"]);

/**
 * @returns whether it goes to a stream and nowhere else, which draws one by one; only a `return()` or `throw()` of its own could be called
 *   while a `next()` is pending
 */
export function isForStreamAlone(
  ts: TypeScript,
  { kind, returns, hasReturn, hasThrow, facts }: ConsumerQuestion,
  { node, publicApi }: Consumer,
  instance: InstanceUse,
): boolean {
  if (kind === "sync" || publicApi || returns || hasReturn || hasThrow) return false;
  return isMadeForStream(ts, facts, instance, node);
}

/**
 * `Readable.from(new Rows())`: a stream of Node draws from it, and nobody else can. It asks for one value after the other, not again after
 * an error or the end, and closes it when it is destroyed.
 *
 * @param node - the place that the instance goes to
 * @see https://github.com/nodejs/node/blob/main/lib/internal/streams/from.js
 */
function isMadeForStream(
  ts: TypeScript,
  facts: Facts,
  { origin, consumers }: InstanceUse,
  node: ts.Node,
): boolean {
  if (!ts.isCallExpression(node) || consumers.some((one) => one.node !== node)) return false;
  const { expression: callee, arguments: given } = node;
  const [first] = given;
  if (!first || unwrap(ts, first) !== unwrap(ts, origin)) return false;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "from") return false;
  const { expression: type } = callee;
  if (ts.isIdentifier(type)) return type.text === "Readable" && isOfStreams(ts, facts, type);
  return (
    ts.isPropertyAccessExpression(type) &&
    type.name.text === "Readable" &&
    ts.isIdentifier(type.expression) &&
    isOfStreams(ts, facts, type.expression)
  );
}

/** The name comes from Node's module for streams. */
function isOfStreams(ts: TypeScript, facts: Facts, name: ts.Identifier): boolean {
  const declaration = facts.declarationOf(name);
  return name.getSourceFile().statements.some((statement) => {
    if (!namesFromStreams(ts, statement).includes(name.text)) return false;
    return !declaration || declaration.getSourceFile().isDeclarationFile || isWithin(declaration, statement);
  });
}

/** The names that a statement gets from Node's module for streams, by `import` or `require()`. */
function namesFromStreams(ts: TypeScript, statement: ts.Statement): readonly string[] {
  if (ts.isImportDeclaration(statement)) {
    const { importClause: clause, moduleSpecifier } = statement;
    if (!clause || !ts.isStringLiteral(moduleSpecifier) || !streamModules.has(moduleSpecifier.text))
      return [];
    const bindings = clause.namedBindings;
    const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : bindings ? [bindings] : [];
    return [clause.name, ...named.map(({ name }) => name)].flatMap((name) => name?.text ?? []);
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap((declaration) => {
    const [module] =
      isRequired(ts, declaration) && declaration.initializer && ts.isCallExpression(declaration.initializer)
        ? declaration.initializer.arguments
        : [];
    const isStream = module && ts.isStringLiteralLike(module) && streamModules.has(module.text);
    return isStream ? namesBound(ts, declaration.name) : [];
  });
}
