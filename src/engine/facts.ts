import type ts from "typescript";
import type { IteratorKind } from "./kind";
import type { Unseen } from "./out-of-sight";

/** One place where a symbol is named. */
export interface Reference {
  readonly sourceFile: ts.SourceFile;
  /** The identifier (or string, or private name) itself, never a wrapper around it. */
  readonly node: ts.Node;
  /** It is the symbol's own declaration, or an import or export specifier that passes the symbol on. */
  readonly isDeclaration: boolean;
}

/** What counts as false in a condition, as it is written. */
export type FalsyValue = "undefined" | "null" | '""' | "0" | "false" | "0n";

/** What is sure not to be among the elements of a list: `undefined` and `null`, or all that counts as false. */
export type NeverAmong = "missing" | "falsy";

/** What an iterator's result consists of. */
export type ResultPart = "done" | "value";

/** By a class that extends `Array`, or because it, or the prototype of all of them, is given another `[Symbol.iterator]`. */
export type OwnArrayIterators = "of a class" | "given";

/** A place that uses, or may use, a member of an object. */
export interface MemberUse {
  /** The name of the member there. */
  readonly node: ts.Node;
  readonly member: string;
  /** Its type says that it is that member; else nothing is known of the object. */
  readonly isSure: boolean;
}

/** How a member is named where it is read or set: `row.name`, `row["name"]`. */
export type MemberNamed = ts.MemberName | ts.StringLiteralLike;

/** Which file imports which. */
export interface ModuleFacts {
  /**
   * The module specifiers in the whole project that name this file: of imports, re-exports, `require()`, `import()`
   * and `import("…")` types. `undefined` when the host cannot search everything the project holds.
   */
  importsOf(file: ts.SourceFile): readonly ts.StringLiteralLike[] | undefined;
  /** The file that a module specifier names; `undefined` when unknown. */
  moduleOf(specifier: ts.Expression): ts.SourceFile | undefined;
}

/**
 * What a host knows beyond syntax. Every answer may be `undefined`: not known. Judge treats what is not known
 * as not discharged, so a host must never guess.
 */
export interface Facts {
  /** Can a value of this expression be a thenable? `false` only when its type rules that out. */
  isThenable(expression: ts.Expression): boolean | undefined;
  /** Is it a real array (or read-only array, or tuple)? */
  isArray(expression: ts.Expression): boolean | undefined;
  /** Has it `[Symbol.iterator]`? */
  isIterable(expression: ts.Expression): boolean | undefined;
  /** Has it `[Symbol.asyncIterator]`? */
  isAsyncIterable(expression: ts.Expression): boolean | undefined;
  /** Is it a value without identity or members that could change: string, number, bigint, boolean, null, undefined, enum? */
  isPrimitive(expression: ts.Expression): boolean | undefined;
  /**
   * Can values that this iterable's type yields be thenables, for the type arguments it has here? Asked for an
   * expression that gives an iterable or iterator, such as `new Pages<User>(…)`.
   */
  yieldsThenables(expression: ts.Expression): boolean | undefined;
  /**
   * For an expression that gives an iterator result, or a promise of one: can its `value` be a thenable?
   */
  resultIsThenable?(expression: ts.Expression): boolean | undefined;
  /**
   * For an expression that gives an iterator result, or a promise of one: does its type name a `value` to come with `done: true`,
   * other than `undefined`?
   */
  givesFinalValue?(expression: ts.Expression): boolean | undefined;
  /** For an expression that gives an iterator result, or a promise of one: is it by its declared type the end, whenever it is given? */
  isAlwaysEnd?(expression: ts.Expression): boolean | undefined;
  /** The same: does its declared type say that it is never the end? */
  isNeverEnd?(expression: ts.Expression): boolean | undefined;
  /** The same of what tests before it have left of its type, which an object that is filled anew may outlive. */
  isNeverEndHere?(expression: ts.Expression): boolean | undefined;
  /** Does this call never come back, by its type: `assert.fail()`, `unreachable()`? */
  neverComesBack?(call: ts.CallExpression): boolean | undefined;
  /** Does this `switch` have a clause for each value that the type of what it looks at lets through? */
  coversAllCases?(statement: ts.SwitchStatement): boolean | undefined;
  /** Has its sync iterator no `return()` that does anything: array, typed array, `Map`, `Set`, string? */
  closesQuietly?(expression: ts.Expression): boolean | undefined;
  /** Does its `[Symbol.asyncIterator]()` give itself: an async generator, an `AsyncIterableIterator`? */
  isSelfIterator?(expression: ts.Expression): boolean | undefined;
  /** Does its `[Symbol.iterator]()` give itself: a generator, an `IterableIterator`? */
  isSelfSyncIterator?(expression: ts.Expression): boolean | undefined;
  /** Is it a generator by its type, async or not, which has a `return()` for certain? */
  isGenerator?(expression: ts.Expression): boolean | undefined;
  /** Is it an object for certain: no primitive, and neither `undefined` nor `null`? */
  isObject?(expression: ts.Expression): boolean | undefined;
  /** Does its type name an object among what it may be? `any` names none. */
  mayBeObject?(expression: ts.Expression): boolean | undefined;
  /** Is its type `number`, and nothing else? */
  isNumber?(expression: ts.Expression): boolean | undefined;
  /** Is its type `bigint`, and nothing else? */
  isBigInt?(expression: ts.Expression): boolean | undefined;
  /** Is a generator all that this type asks for, by members that TypeScript's own types have? `undefined` where nobody knows. */
  isMetByGenerator?(type: ts.TypeNode, kind: IteratorKind): boolean | undefined;
  /** Is a value of this expression's type one of that type, without an assertion? */
  isAssignable?(expression: ts.Expression, type: ts.TypeNode): boolean | undefined;
  /**
   * What its type is called where it stands, awaited, as an author would write it: "User | null". `undefined` when it is not
   * known, has no name there, or is too loose to be worth writing.
   */
  typeText?(expression: ts.Expression): string | undefined;
  /** The type of the elements that this result, or one of its type, brings, as it is written there. `undefined` where it cannot be. */
  elementText?(result: ts.Expression): string | undefined;
  /**
   * The type of the variable or property that it names, as an author would write it there, where that is a union: TypeScript takes such
   * a variable for less once it has been assigned. `undefined` where it is no union, or not known.
   */
  unionText?(expression: ts.Expression): string | undefined;
  /** Does anything around say which type is wanted of it? A literal then is of just that one value, and elsewhere of any. */
  hasContextualType?(expression: ts.Expression): boolean | undefined;
  /** Is it of the type that this member belongs to, and is a type with such a member wanted of it where it stands? */
  asksForMember?(expression: ts.Expression, member: ts.NamedDeclaration): boolean | undefined;
  /**
   * Where does a type hang on there being this member, without its name being written: `keyof Rows`, `Rows[typeof key]`?
   *
   * @param files - those to look through, besides all that ask for keys
   */
  whereKeyIsAsked?(member: ts.NamedDeclaration, files: readonly ts.SourceFile[]): ts.Node | undefined;
  /**
   * Where in this file does an object that has this member go on as something on which a call of it would not be found: as `any`, as a
   * type parameter, as an interface that its class does not name? Where does code get it of which only a declaration is in sight? Or
   * where is it asked for a key that is worked out?
   */
  whereMemberIsLost?(member: ts.NamedDeclaration, file: ts.SourceFile): ts.Node | undefined;
  /**
   * Where in this file is this member used, or given another value, without its own name being written? Its object goes on as a type
   * whose member only goes by the same name, is asked for a key that is worked out, or is filled by `Object.assign()` and the like.
   */
  whereMemberIsTaken?(member: ts.NamedDeclaration, file: ts.SourceFile): ts.Node | undefined;
  /**
   * Where in the project is a member of one of these names used, of those that `parts` declare, or of a value of which no type is known?
   * What stands in `parts` does not count.
   */
  usesOfMembers?(names: ReadonlySet<string>, parts: readonly ts.Node[]): readonly MemberUse[];
  /**
   * Where in this file must that part of a result be of a type that a generator's is not, if the result comes from one of these
   * functions: `next()`, or what gives the iterator or the iterable?
   *
   * @param part - `done`, which is a boolean where a generator's may be `undefined` as well; or `value`, which is `undefined` at the end
   *   where that of a generator is `void`
   * @param isGone - knows the code that the conversion replaces
   */
  whereResultIsWanted?(
    part: ResultPart,
    makers: readonly ts.SignatureDeclaration[],
    file: ts.SourceFile,
    isGone: (node: ts.Node) => boolean,
  ): ts.Node | undefined;
  /** Is it a function with one signature and without type parameters, so that its arguments say nothing of a call's type? */
  hasPlainSignature?(callee: ts.Expression): boolean | undefined;
  /** Is it a call that gets a type argument from what is wanted where it stands, and from nothing else? */
  isTypedByPlace?(call: ts.Expression): boolean | undefined;
  /** Would TypeScript give it the same type with nothing around that says which type is wanted? */
  hasTypeOfItsOwn?(expression: ts.Expression): boolean | undefined;
  /** The falsy values that its type lets through; `undefined` when the type does not say. */
  falsyValues?(expression: ts.Expression): readonly FalsyValue[] | undefined;
  /** What the type of this array says is never among its elements; `undefined` where that is not known. */
  neverAmong?(array: ts.Expression): NeverAmong | undefined;
  /**
   * All references in the project to the symbol that this name declares, the declaration included, through
   * imports, re-exports and aliases. `undefined` when the host cannot search everything the project holds. A function without a name that is
   * exported where it stands stands for itself.
   */
  references(name: ts.Node): readonly Reference[] | undefined;
  /** Where the project itself keeps the references to it from being known, if it does. */
  lostBy?(name: ts.Node): Unseen | undefined;
  /** The declaration that this name refers to, aliases followed; `undefined` when unknown or there are several. */
  declarationOf(name: ts.Node): ts.Declaration | undefined;
  /** All declarations that this name may refer to: the member of a union type has several. None when unknown. */
  declarationsOf?(name: ts.Node): readonly ts.Declaration[];
  /** The getter, in the project's own code, that gives what is read by this name of a member, or of a part of a pattern. */
  getterOf?(name: MemberNamed): ts.GetAccessorDeclaration | undefined;
  /** Does the type of this expression have members, in the project's own code, that getters give? */
  hasGetters?(expression: ts.Expression): boolean | undefined;
  /** The setter, in the project's own code, that gets what is assigned to a member of this name. */
  setterOf?(name: MemberNamed): ts.SetAccessorDeclaration | undefined;
  /**
   * Can code outside the project reach this declaration? `false` when it is not exported, or when the nearest
   * package.json is `private` or names no `main`, `exports`, `types` or `module`.
   */
  isPublicApi(declaration: ts.Node): boolean | undefined;
  /** Why code out of sight may use what this file declares, where that is known. */
  unseenUsers?(sourceFile: ts.SourceFile): Unseen | undefined;
  /** Does code of the project make a member of this name itself, which may stand in for the platform's? */
  declaresMember?(name: string): boolean;
  /** The version of the TypeScript that the file's project has installed: "5.4.5". `undefined` where none is found. */
  compilerOf?(fileName: string): string | undefined;
  /** The compiler wants to see the types of what is exported written down (`isolatedDeclarations`). */
  readonly wantsWrittenTypes?: boolean;
  /** The compiler objects to a function that may end without the result which its type promises. */
  readonly wantsAllResults?: boolean;
  /** Why not all that its type calls an array is walked like one in this file: some array in sight opens an iterator of its own. */
  ownArrayIterators?(file: ts.SourceFile): OwnArrayIterators | undefined;
  /** Some map or set in sight of this file opens an iterator of its own, which may have a `return()`. */
  ownCollectionIterators?(file: ts.SourceFile): boolean;
  /** Absent when the host cannot tell. */
  readonly modules?: ModuleFacts;
}

/** The facts of a host that knows nothing beyond the text. */
export const noFacts: Facts = {
  isThenable: () => undefined,
  isArray: () => undefined,
  isIterable: () => undefined,
  isAsyncIterable: () => undefined,
  isPrimitive: () => undefined,
  yieldsThenables: () => undefined,
  references: () => undefined,
  declarationOf: () => undefined,
  isPublicApi: () => undefined,
};
