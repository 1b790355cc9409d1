import type { NeverAmong } from "./facts";

/** What is known of an expression in the generated body; each answer `undefined` when not known. */
export interface ExpressionFacts {
  readonly isArray?: boolean;
  readonly isIterable?: boolean;
  readonly isAsyncIterable?: boolean;
  readonly isPrimitive?: boolean;
  /** Known of calls and `await`s, too. */
  readonly isThenable?: boolean;
  /**
   * A call that gives no promise, whatever the function is: one whose type is `void` may still give one, where the function comes from
   * outside. Known of calls only.
   */
  readonly isNoPromise?: boolean;
  /** A call that neither fails nor runs anybody's code, such as of a method of strings. Known of calls only. */
  readonly isQuietCall?: boolean;
  /** A call of what is declared to give `never`: it fails, or goes on for ever. Known of calls only. */
  readonly neverComesBack?: boolean;
  /** The compiler, too, takes what stands behind such a call for code that is never reached. */
  readonly endsFlow?: boolean;
  /** A call of what is declared to give a `Promise<never>`: it fails, or is never settled. Known of calls only. */
  readonly neverGivesResult?: boolean;
  /** An object for certain: no primitive, and neither `undefined` nor `null`. Known of calls and `await`s, too. */
  readonly isObject?: boolean;
  /** Its type is `number`, without `undefined` or `null`. `NaN` is one too. Known of calls and `await`s, too. */
  readonly isNumber?: boolean;
  /** Its type is `bigint`, of which none is like `NaN`. Known of calls and `await`s, too. */
  readonly isBigInt?: boolean;
  /** The project shows that the number may be `NaN`, such as by reading it from text. Known of calls, too. */
  readonly mayBeNaN?: boolean;
  /** Nothing assigns it while the generator runs. Needed for properties such as `this.items` only. */
  readonly isStable?: boolean;
  /** It is the name of a `const`, of whatever scope. */
  readonly isConstant?: boolean;
  /** Nothing adds, removes or replaces its elements while the generator runs. Needed for arrays only. */
  readonly isUnchanging?: boolean;
  /** An array that nobody but the generator holds; of calls and `await`s: what was just made out of text, with all its parts. */
  readonly isFresh?: boolean;
  /** Its sync iterator has no `return()` that does anything: array, typed array, `Map`, `Set`, string. Known of calls, too. */
  readonly closesQuietly?: boolean;
  /** A new async generator of the project's own, which can be closed without an effect. Known of calls only. */
  readonly isQuietGenerator?: boolean;
  /** The same of a sync one. */
  readonly isQuietSyncGenerator?: boolean;
  /** Its `[Symbol.asyncIterator]()` gives itself: an async generator, an `AsyncIterableIterator`. */
  readonly isSelfIterator?: boolean;
  /** Its `[Symbol.iterator]()` gives itself: a generator, an `IterableIterator`. */
  readonly isSelfSyncIterator?: boolean;
  /** A generator by its type, async or not, which has a `return()` for certain. */
  readonly isGenerator?: boolean;
  /** Its type as an author would write it, where that is a union: assigning such a variable makes TypeScript take it for less. */
  readonly unionText?: string;
  /** A result, or the promise of one, that is never the end, as its declared type says. Known of calls, too. */
  readonly isNeverEnd?: boolean;
  /** The compiler takes it for a result that is not the end, after a test; that may be out of date. */
  readonly isNeverEndHere?: boolean;
  /** Its type as an author would write it, where it has a name. */
  readonly typeText?: string;
  /** A function for certain, and whether it takes an argument. Known of names only. */
  readonly takesArgument?: boolean;
  /** It gets a type argument from what is wanted where it stands, and from nothing else. Known of calls only. */
  readonly isTypedByPlace?: boolean;
  /** A function with one signature and without type parameters: arguments say nothing of a call's type. */
  readonly hasPlainSignature?: boolean;
  /** What the language or its host declares, and nothing else does. Known of names only. */
  readonly isOfPlatform?: boolean;
  /** A member of an enum: its value as a literal, `0` or `"open"`. */
  readonly enumValue?: string;
  /** An array: what is never among its elements, as its type says. */
  readonly neverAmong?: NeverAmong;
  /** A variable or field that starts as `true` or `false`, and that nobody ever sets to anything but this. */
  readonly onlySetTo?: boolean;
  /** A variable or field that starts as this whole number, and that nobody ever does anything to but to add whole numbers. */
  readonly countsUpFrom?: number;
}
