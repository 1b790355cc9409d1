import type ts from "typescript";
import type { Facts, ModuleFacts } from "../engine/facts";
import { ownOpeners } from "./array-heirs";
import { carefulChecker } from "./contested-names";
import { coversAllCases } from "./covers-all-cases";
import { isPrimitiveBySyntax, neverThenable } from "../engine/syntax/never-thenable";
import { isJavaScript, unwrap } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { usesOfMembers } from "./member-uses";
import type { FactsHost, ReferenceService } from "./facts-host";
import { falsyValues, neverAmong } from "./falsy";
import { givenBy } from "./given-by";
import { haveOwnOpeners } from "./collection-heirs";
import { closesQuietly, isGenerator, isMetByGenerator, isSelfIterator } from "./lib-types";
import { whereKeyIsAsked } from "./keys-asked";
import { whereMemberIsLost } from "./lost-members";
import { moduleGraph, moduleNamed } from "./module-graph";
import { isPublicApi, unseenInProject, unseenUsers } from "./public-api";
import { referenceFinder } from "./references";
import { installedCompiler } from "./compiler";
import { whereResultIsWanted } from "./result-wanted";
import { declaresMember } from "./stand-ins";
import { declarationNamed, getterRead, setterWritten, symbolNamed } from "./symbols";
import type { TypeContext } from "./type-context";
import { whereMemberIsTaken } from "./taken-members";
import { isAssignable } from "./type-relations";
import { wantedTypes } from "./wanted-types";
import { elementText, hasTypeOfItsOwn, isTypedByPlace, typeText, unionText } from "./type-text";
import {
  canBeThenable,
  checksReturns,
  givesFinalValue,
  hasWellKnownMember,
  isAlwaysEnd,
  isArrayType,
  isBigIntType,
  isNeverEnd,
  isNumberType,
  isObjectType,
  hasGetters,
  namesObject,
  isPrimitiveType,
  resultValueTypes,
  yieldedTypes,
} from "./types";

/**
 * Facts from a language service: everything a compiler knows of a project.
 *
 * The answers hold for the program that the language service has at the moment of this call; ask for new facts after an edit.
 * Nodes handed to them must belong to that program.
 *
 * @param ts - the TypeScript that the language service is made by
 * @throws Error when the language service has no program (a syntactic server)
 */
export function languageServiceFacts(
  ts: TypeScript,
  languageService: ReferenceService,
  host: FactsHost,
): Facts {
  const program = languageService.getProgram();
  if (!program) {
    throw new Error("The language service has no program: ask a semantic server, or use singleFileFacts");
  }
  const checker = carefulChecker(ts, program);
  const context: TypeContext = { ts, checker, program };
  const typeOf = (expression: ts.Expression): ts.Type => checker.getTypeAtLocation(expression);
  const around = (node: ts.Node): TypeContext => ({ ...context, asking: node.getSourceFile() });
  const settled = <Answer>(
    expression: ts.Expression,
    ask: (context: TypeContext, type: ts.Type) => Answer | undefined,
  ): Answer | undefined => {
    const type = typeOf(expression);
    return isStale(context, expression, type) ? undefined : ask(around(expression), type);
  };
  return {
    isThenable: (expression) => (neverThenable(ts, expression) ? false : settled(expression, canBeThenable)),
    isArray: (expression) => settled(expression, isArrayType),
    isIterable: (expression) => hasWellKnownMember(around(expression), typeOf(expression), "iterator"),
    isAsyncIterable: (expression) =>
      hasWellKnownMember(around(expression), typeOf(expression), "asyncIterator"),
    isPrimitive: (expression) =>
      isPrimitiveBySyntax(ts, expression) ? true : settled(expression, isPrimitiveType),
    yieldsThenables: (expression) =>
      anyThenable(
        around(expression),
        expression,
        yieldedTypes(around(expression), typeOf(expression), expression),
      ),
    resultIsThenable: (expression) =>
      anyThenable(
        around(expression),
        expression,
        resultValueTypes(around(expression), typeOf(expression), expression),
      ),
    isAlwaysEnd: (expression) =>
      isAlwaysEnd(around(expression), declaredTypeOf(context, expression), expression),
    isNeverEnd: (expression) =>
      isNeverEnd(around(expression), declaredTypeOf(context, expression), expression),
    isNeverEndHere: (expression) => isNeverEnd(around(expression), typeOf(expression), expression),
    neverComesBack: (call) => (typeOf(call).flags & ts.TypeFlags.Never) !== 0,
    coversAllCases: (statement) => coversAllCases(context, statement),
    givesFinalValue: (expression) => givesFinalValue(around(expression), typeOf(expression), expression),
    closesQuietly: (expression) => {
      const given = givenBy(context, expression);
      const here = around(expression);
      return closesQuietly(here, typeOf(expression)) ?? (given && closesQuietly(here, typeOf(given)));
    },
    isSelfIterator: (expression) => isSelfIterator(context, typeOf(expression), "async"),
    isSelfSyncIterator: (expression) => isSelfIterator(context, typeOf(expression), "sync"),
    isGenerator: (expression) => isGenerator(context, typeOf(expression)),
    isMetByGenerator: (type, kind) => isMetByGenerator(context, type, kind),
    isObject: (expression) => settled(expression, isObjectType),
    hasGetters: (expression) => settled(expression, hasGetters),
    mayBeObject: (expression) => settled(expression, namesObject),
    isAssignable: (expression, type) =>
      isAssignable(context, typeOf(expression), checker.getTypeFromTypeNode(type)),
    typeText: (expression) => typeText(context, expression),
    elementText: (result) => elementText(context, result),
    unionText: (expression) => unionText(context, expression),
    hasContextualType: (expression) => checker.getContextualType(expression) !== undefined,
    asksForMember: (expression, member) => asksForMember(context, expression, member),
    whereKeyIsAsked: (member, files) => whereKeyIsAsked(context, member, files),
    whereMemberIsLost: (member, file) => whereMemberIsLost(context, member, file),
    whereMemberIsTaken: (member, file) => whereMemberIsTaken(context, member, file),
    usesOfMembers: (names, parts) => usesOfMembers(context, names, parts),
    whereResultIsWanted: (part, makers, file, isGone) =>
      whereResultIsWanted(context, part, makers, file, isGone),
    hasPlainSignature: (callee) => isPlainFunction(typeOf(callee)),
    isTypedByPlace: (call) => isTypedByPlace(context, call),
    hasTypeOfItsOwn: (expression) => hasTypeOfItsOwn(context, expression),
    isNumber: (expression) => isNumberType(context, typeOf(expression)),
    isBigInt: (expression) => isBigIntType(context, typeOf(expression)),
    falsyValues: (expression) => falsyValues(context, typeOf(expression)),
    neverAmong: (array) => settled(array, neverAmong),
    ...referenceFinder(ts, languageService, program, host),
    declarationOf: (name) => declarationNamed(ts, checker, name),
    declarationsOf: (name) => symbolNamed(ts, checker, name)?.declarations ?? [],
    getterOf: (name) => getterRead(ts, checker, name),
    setterOf: (name) => setterWritten(ts, checker, name),
    isPublicApi: (declaration) => isPublicApi(ts, program, host, declaration),
    unseenUsers: (file) => unseenUsers(host, file.fileName) ?? unseenInProject(ts, program, host, file),
    declaresMember: (name) => declaresMember(ts, program, name),
    compilerOf: (fileName) => installedCompiler(host, fileName),
    // TypeScript 5.0 to 5.4 do not know the option.
    wantsWrittenTypes: program.getCompilerOptions().isolatedDeclarations === true,
    wantsAllResults: checksReturns(ts, program.getCompilerOptions()),
    ownArrayIterators: (asking) => ownOpeners({ ...context, asking }),
    ownCollectionIterators: (asking) => haveOwnOpeners({ ...context, asking }),
    modules: moduleFacts(ts, program, host),
  };
}

/** A variable where control cannot come, as the compiler thinks: it does not see what a callback assigns meanwhile. */
function isStale({ ts, checker }: TypeContext, expression: ts.Expression, type: ts.Type): boolean {
  const { Never } = ts.TypeFlags;
  if (isJavaScript(expression) && isNothing(ts, type)) return true;
  if ((type.flags & Never) === 0) return false;
  const symbol = checker.getSymbolAtLocation(unwrap(ts, expression));
  return symbol !== undefined && (checker.getTypeOfSymbol(symbol).flags & Never) === 0;
}

/** In JavaScript, `buffer: []` and `page: null` say what is there at first, and nothing of what comes to be there. */
function isNothing(ts: TypeScript, type: ts.Type): boolean {
  const { Undefined, Null, Void, Never } = ts.TypeFlags;
  const members = type.isUnion() ? type.types : [type];
  return members.every(({ flags }) => (flags & (Undefined | Null | Void | Never)) !== 0);
}

/** What a test before has shown of a variable does not count. */
function declaredTypeOf({ ts, checker }: TypeContext, expression: ts.Expression): ts.Type {
  const inner = unwrap(ts, expression);
  const symbol =
    ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner)
      ? checker.getSymbolAtLocation(inner)
      : undefined;
  return symbol ? checker.getTypeOfSymbol(symbol) : checker.getTypeAtLocation(expression);
}

/** Functions with properties, such as `String`, are none: the compiler looks at the arguments of their calls all the same. */
function isPlainFunction(type: ts.Type): boolean {
  const [signature, ...others] = type.getCallSignatures();
  if (!signature || others.length > 0 || signature.typeParameters) return false;
  return type.getProperties().length === 0 && type.getConstructSignatures().length === 0;
}

/** A type that has the member from the same class goes on having what the class has. */
function asksForMember(
  context: TypeContext,
  expression: ts.Expression,
  member: ts.NamedDeclaration,
): boolean {
  const { ts, checker } = context;
  const key = member.name?.getText() ?? "";
  const own = checker.getPropertyOfType(
    checker.getNonNullableType(checker.getTypeAtLocation(expression)),
    key,
  );
  if (!own?.declarations?.includes(member)) return false;
  return wantedTypes(context, expression).some((type) => {
    const wanted = checker.getPropertyOfType(checker.getNonNullableType(type), key);
    if (!wanted || (wanted.flags & ts.SymbolFlags.Optional) !== 0) return false;
    return !wanted.declarations?.includes(member);
  });
}

function moduleFacts(ts: TypeScript, program: ts.Program, host: FactsHost): ModuleFacts {
  return {
    importsOf: (file) => (host.unseen ? undefined : moduleGraph(ts, program).usesOf(file)),
    moduleOf: (specifier) => moduleNamed(ts, program.getTypeChecker(), specifier),
  };
}

function anyThenable(
  context: TypeContext,
  expression: ts.Expression,
  types: readonly ts.Type[] | undefined,
): boolean | undefined {
  if (!types) return undefined;
  const isUnsaid = (type: ts.Type): boolean => isJavaScript(expression) && isNothing(context.ts, type);
  const answers = types.map((type) => (isUnsaid(type) ? undefined : canBeThenable(context, type)));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
