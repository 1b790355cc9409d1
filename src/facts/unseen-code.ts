import type ts from "typescript";
import { memberKey } from "../engine/syntax/keys";
import { hasModifier, isAssignmentOperator, some, unwrap, walk } from "../engine/syntax/nodes";
import { perProgram } from "./per-program";
import { symbolNamed } from "./symbols";
import type { TypeContext } from "./type-context";
import { typesMadeFor } from "./type-relations";

/** What some code takes from the project, and where. */
export interface Handing {
  /** The call or assignment. */
  readonly node: ts.Node;
  readonly value: ts.Expression;
  /** What it is taken for. */
  readonly wanted: ts.Type;
}

const handings = perProgram<readonly Handing[]>();

/**
 * What a file gives to code of which only a declaration is in sight: `declare function`, a declaration file, an interface that nothing in
 * the project is seen to implement, a member of what is only declared.
 *
 * @returns nothing where that code has a body in sight, and for what the language itself declares
 */
export function handingsIn(context: TypeContext, file: ts.SourceFile): readonly Handing[] {
  return handings(context.program, file, () => {
    const found: Handing[] = [];
    walk(context.ts, file, (node) => {
      found.push(...handedToUnseen(context, node));
    });
    return found;
  });
}

function handedToUnseen(context: TypeContext, node: ts.Node): readonly Handing[] {
  const { ts } = context;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return ofCall(context, node);
  if (ts.isBinaryExpression(node) && isAssignmentOperator(ts, node.operatorToken.kind))
    return ofAssignment(context, node);
  return [];
}

function ofCall(context: TypeContext, call: ts.CallExpression | ts.NewExpression): readonly Handing[] {
  const { ts, checker } = context;
  const given: readonly ts.Expression[] = call.arguments ?? [];
  if (given.length === 0 || !isUnseen(context, call)) return [];
  return given.flatMap((argument): readonly Handing[] => {
    if (ts.isSpreadElement(argument)) return ofSpread(context, call, argument);
    const wanted = checker.getContextualType(argument);
    return wanted ? [{ node: call, value: argument, wanted }] : [];
  });
}

/** `add(...clients)`, where the last parameter takes them all. */
function ofSpread(
  { checker }: TypeContext,
  call: ts.CallExpression | ts.NewExpression,
  { expression }: ts.SpreadElement,
): readonly Handing[] {
  const parameters = checker.getResolvedSignature(call)?.getDeclaration().parameters ?? [];
  return parameters.flatMap(({ type, dotDotDotToken }) =>
    type && dotDotDotToken
      ? [{ node: call, value: expression, wanted: checker.getTypeFromTypeNode(type) }]
      : [],
  );
}

/** `registry.client = value`, where the registry is only declared. */
function ofAssignment(context: TypeContext, node: ts.BinaryExpression): readonly Handing[] {
  const { checker } = context;
  const { left, right: value } = node;
  return isDeclaredOnly(context, left) ? [{ node, value, wanted: checker.getTypeAtLocation(left) }] : [];
}

function isUnseen(context: TypeContext, call: ts.CallExpression | ts.NewExpression): boolean {
  const { ts, checker, program } = context;
  const declaration = checker.getResolvedSignature(call)?.getDeclaration() as ts.Declaration | undefined;
  const file = declaration?.getSourceFile();
  if (!declaration || !file || program.isSourceFileDefaultLibrary(file)) return false;
  if (file.isDeclarationFile) return true;
  if (hasBody(declaration) || isOverload(context, declaration)) return false;
  if (isAmbient(ts, declaration) || isDeclaredOnly(context, call.expression)) return true;
  const isMember = ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration);
  const member = isMember ? declaration : memberOfType(context, declaration);
  return member !== undefined && !isImplemented(context, member);
}

function hasBody(declaration: ts.Node): boolean {
  return (declaration as Partial<ts.FunctionLikeDeclaration>).body !== undefined;
}

/** Another declaration of it has the body. */
function isOverload({ ts, checker }: TypeContext, declaration: ts.Declaration): boolean {
  const { name } = declaration as Partial<ts.NamedDeclaration>;
  const symbol = name && checker.getSymbolAtLocation(name);
  if (ts.isConstructorDeclaration(declaration))
    return declaration.parent.members.some(
      (member) => ts.isConstructorDeclaration(member) && hasBody(member),
    );
  return symbol?.declarations?.some(hasBody) ?? false;
}

/** `add: (client: Client) => void` in a type. */
function memberOfType({ ts }: TypeContext, { parent }: ts.Declaration): ts.NamedDeclaration | undefined {
  return ts.isPropertySignature(parent) ? parent : undefined;
}

function isAmbient(ts: TypeContext["ts"], declaration: ts.Node): boolean {
  if (declaration.getSourceFile().isDeclarationFile) return true;
  const isDeclared = (node: ts.Node): boolean => hasModifier(ts, node, ts.SyntaxKind.DeclareKeyword);
  return ts.findAncestor(declaration, isDeclared) !== undefined;
}

/** Constants that lead to constants; nobody writes more of them. */
const mostSteps = 5;

/** What `registry` in `registry.clients.add()` stands for is only declared, or comes from what is. */
function isDeclaredOnly(context: TypeContext, expression: ts.Expression, steps = 0): boolean {
  const { ts, checker, program } = context;
  const root = rootOf(ts, expression);
  const symbol = ts.isIdentifier(root) ? symbolNamed(ts, checker, root) : undefined;
  const declaration = symbol?.declarations?.[0];
  if (!declaration || steps > mostSteps) return false;
  if (program.isSourceFileDefaultLibrary(declaration.getSourceFile())) return false;
  if (isAmbient(ts, declaration)) return true;
  const source = sourceOf(ts, declaration);
  return source !== undefined && isDeclaredOnly(context, source, steps + 1);
}

/** `const { clients } = registry`, `for (const client of registry.clients)`: where a variable has its value from. */
function sourceOf(ts: TypeContext["ts"], declaration: ts.Node): ts.Expression | undefined {
  const variable = ts.findAncestor(
    declaration,
    (node) => !ts.isBindingElement(node) && !ts.isBindingName(node),
  );
  if (!variable || !ts.isVariableDeclaration(variable)) return undefined;
  const loop = variable.parent.parent;
  return ts.isForOfStatement(loop) ? loop.expression : variable.initializer;
}

/** `registry` of `(await registry.open()).clients.add` */
function rootOf(ts: TypeContext["ts"], expression: ts.Expression): ts.Expression {
  const node = unwrap(ts, expression);
  const isLink =
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isAwaitExpression(node);
  return isLink ? rootOf(ts, node.expression) : node;
}

const implemented = perProgram<boolean>();

/** Some class or object literal in sight is made for the type that the member belongs to. */
function isImplemented(context: TypeContext, member: ts.NamedDeclaration): boolean {
  const { ts, checker, program } = context;
  return implemented(program, member, () => {
    const symbol = member.name && checker.getSymbolAtLocation(member.name);
    if (!symbol) return false;
    return program.getSourceFiles().some((file) => {
      if (file.isDeclarationFile || !file.text.includes(symbol.name)) return false;
      return some(ts, file, (node) => isMadeFor(context, node, symbol.name, member));
    });
  });
}

function isMadeFor(context: TypeContext, node: ts.Node, key: string, member: ts.Declaration): boolean {
  const { ts, checker } = context;
  if (!ts.isClassLike(node) && !ts.isObjectLiteralExpression(node)) return false;
  const members: readonly (ts.ClassElement | ts.ObjectLiteralElement)[] = ts.isClassLike(node)
    ? node.members
    : node.properties;
  if (!members.some(({ name }) => name && memberKey(ts, name) === key)) return false;
  return typesMadeFor(context, node).some(
    (type) => checker.getPropertyOfType(type, key)?.declarations?.includes(member) ?? false,
  );
}
