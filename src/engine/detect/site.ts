import type ts from "typescript";
import type { IteratorKind } from "../kind";
import type { FunctionWithBody } from "../syntax/nodes";
import type { Members, Method } from "./members";

/**
 * One hand-rolled iterator as it stands in the source. Whatever its shape, its code runs in up to three frames before
 * the first `next()`:
 *
 * 1. construct: the class's constructor, or the function that returns the iterator;
 * 2. open: the `[Symbol.asyncIterator]()` method, where it does more than `return this`;
 * 3. the iterator object's own fields, or the constructor of the class it is an instance of.
 */
export interface Site {
  readonly kind: IteratorKind;
  readonly shape: Shape;
  /** The class, literal or function that the conversion is about. */
  readonly node: ts.Node;
  /** What gets underlined. */
  readonly anchor: ts.Node;
  /** The class whose constructor is the first frame. */
  readonly construct: Members | undefined;
  /** The function whose body is the first frame. */
  readonly factory: Factory | undefined;
  /** The object with `[Symbol.asyncIterator]`; absent for a bare iterator. */
  readonly iterable: Members | undefined;
  readonly open: Method | undefined;
  /** The object with `next`; the iterable itself when `[Symbol.asyncIterator]` returns `this`; absent for a wrapper around a generator. */
  readonly iterator: Members | undefined;
  /** `[Symbol.asyncIterator]` does nothing but return `this` (or is missing): one position for all loops. */
  readonly returnsItself: boolean;
  /**
   * The call by which `[Symbol.iterator]()` of an iterator makes another one, as the function does that made it: each loop over it
   * starts anew.
   */
  readonly reopens?: ts.CallExpression | ts.NewExpression;
  /**
   * The expression that makes the iterator where it is not the iterable: a literal, or `new RowIterator(this)`, which may be another
   * instance of the iterable's class.
   */
  readonly made: ts.Expression | undefined;
  /** Somebody calls `return()` by hand, without an argument. Known once the site is described. */
  readonly isClosedByHand?: boolean;
}

/** A function that returns the iterable or iterator. */
export interface Factory {
  readonly fn: FunctionWithBody;
  /** Its last statement (or the arrow's expression), which returns the literal. */
  readonly returned: ts.ReturnStatement | ts.Expression;
}

export type Shape =
  /** A class with `next` that is its own iterator. */
  | "class"
  /** A class or literal with `next` whose `[Symbol.asyncIterator]` sets its state up before it returns `this`. */
  | "restarting"
  /** The same without a name that anybody knows, of which an instance is made where it stands: `new (class { … })()`. */
  | "made"
  /** A class with `next` whose `[Symbol.asyncIterator]` returns another instance of it. */
  | "reopening"
  /** A class whose `[Symbol.asyncIterator]` returns an object literal with `next`. */
  | "class-with-literal"
  /** A class whose `[Symbol.asyncIterator]` returns an instance of a second class. */
  | "class-with-class"
  /** A class whose `[Symbol.asyncIterator]` is already a generator and that has nothing else. */
  | "wrapper"
  /** An object literal that is iterable, or is an iterator. */
  | "literal";
