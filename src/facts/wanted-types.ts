import type ts from "typescript";
import type { TypeContext } from "./type-context";

/** @returns the types that the value is taken for where it stands; of a type parameter, what it is known to have */
export function wantedTypes(context: TypeContext, expression: ts.Expression): readonly ts.Type[] {
  const { ts, checker } = context;
  const { parent } = expression;
  // What is taken out of it goes by its own name.
  if (ts.isVariableDeclaration(parent) && !parent.type && ts.isObjectBindingPattern(parent.name)) return [];
  const isArgument = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  const declared = isArgument ? parameterType(context, parent, expression) : undefined;
  return [declared, checker.getContextualType(expression)]
    .filter((type) => type !== undefined)
    .map((type) => checker.getApparentType(type));
}

/**
 * What the parameter is declared as, which says more than the type that a call gives it: `T` instead of `Rows`. What the language itself
 * takes as a type parameter it keeps as it is, in a list or a promise.
 */
function parameterType(
  { ts, checker, program }: TypeContext,
  call: ts.CallExpression | ts.NewExpression,
  argument: ts.Expression,
): ts.Type | undefined {
  const index = call.arguments?.indexOf(argument) ?? -1;
  const declaration = index < 0 ? undefined : checker.getResolvedSignature(call)?.getDeclaration();
  if (!declaration || ts.isJSDocSignature(declaration)) return undefined;
  const parameter = declaration.parameters[index];
  if (!parameter?.type || parameter.dotDotDotToken) return undefined;
  const type = checker.getTypeFromTypeNode(parameter.type);
  const isKept =
    (type.flags & ts.TypeFlags.TypeParameter) !== 0 &&
    call.expression.getText() !== "Proxy" &&
    program.isSourceFileDefaultLibrary(declaration.getSourceFile());
  return isKept ? undefined : type;
}
