/**
 * A number that stands for one of several options, of which only the writer of the program knows how many there are. It is taken
 * modulo their number; zero, what everything shrinks to, is the plainest.
 */
export type Choice = number;

/** What the iterator is written as. */
export type Shape =
  | "class"
  | "class-expression"
  | "class-static"
  | "restarting"
  | "class-literal"
  | "class-shared"
  | "class-pair"
  | "function"
  | "function-iterable"
  | "function-fields"
  | "function-self"
  | "function-variable"
  | "arrow"
  | "arrow-iterable"
  | "bare"
  | "bare-iterable"
  | "wrapper"
  | "prototype";

/** Where the values come from. */
export type Core =
  | "counter"
  | "steps"
  | "items"
  | "sync-iterator"
  | "pages"
  | "cursor"
  | "nullable"
  | "source"
  | "late-source"
  | "reader"
  | "chain";

/** What the values are: strings; what is falsy, too; promises among others. */
export type Elements = "text" | "falsy" | "promises";

/** Where the iterator stands. */
export type Place = "module" | "function" | "namespace";

/** How `next` is written. */
export type NextForm = "async" | "promise" | "executor" | "arrow";

/** What is written around one round of `next()`. */
export type Around = "nothing" | "loop" | "try" | "started" | "done" | "phase" | "do" | "labelled";

export type Leave = "yield" | "finish" | "throw" | "rethrow" | "again" | "break" | "continue";

export type Statement =
  | { readonly kind: "effect"; readonly what: Choice; readonly comment: Choice }
  | {
      readonly kind: "if";
      readonly when: Choice;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: "loop";
      readonly form: Choice;
      readonly labelled: boolean;
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: "try";
      readonly body: readonly Statement[];
      readonly handler: readonly Statement[] | undefined;
      readonly finalizer: readonly Statement[] | undefined;
    }
  | {
      readonly kind: "switch";
      readonly when: Choice;
      readonly first: readonly Statement[];
      readonly rest: readonly Statement[];
    }
  | { readonly kind: "leave"; readonly how: Leave; readonly literal: Choice };

/** A draw, the way to the end, and the way to the value. */
export interface Round {
  readonly before: readonly Statement[];
  readonly load: Choice;
  readonly draw: Choice;
  readonly guard: "first" | "inverted" | "else" | "ternary";
  readonly finishing: readonly Statement[];
  readonly marksDone: boolean;
  readonly cleansUp: boolean;
  readonly finish: Choice;
  readonly middle: readonly Statement[];
  readonly last:
    "literal" | "variable" | "helper" | "async-helper" | "result-helper" | "computed" | "assigned";
  readonly literal: Choice;
}

export interface Next {
  readonly form: NextForm;
  readonly around: Around;
  readonly round: Round;
  readonly opening: readonly Statement[];
  readonly handler: readonly Statement[];
  readonly finalizer: readonly Statement[];
  /** Catch, finally, or both; also for the chain of promises. */
  readonly covers: Choice;
  readonly takesArgument: boolean;
  /** How a chain of promises goes on. */
  readonly chain: Choice;
}

export interface Return {
  readonly kind: "plain" | "flag" | "duplicated" | "switched" | "only-there" | "forward" | "fails";
  readonly noise: readonly Statement[];
  readonly isAsync: boolean;
  readonly awaits: boolean;
  readonly takesValue: boolean;
}

export type Throw = "natural" | "flag" | "cleanup" | "swallows" | "recovers";

export type ConsumerKind =
  | "full"
  | "breaks"
  | "throws"
  | "made-first"
  | "collects"
  | "delegates"
  | "final-value"
  | "two-loops"
  | "two-instances"
  | "side-by-side"
  | "by-hand"
  | "past-the-end"
  | "past-an-error"
  | "overlaps"
  | "first-two"
  | "helper"
  | "handed-out"
  | "dropped"
  | "closes"
  | "closes-pending"
  | "throws-in"
  | "closes-twice"
  | "overlaps-later"
  | "resumes"
  | "throws-through"
  | "by-name"
  | "with-argument"
  | "peeks"
  | "asks"
  | "mutates";

export interface Consumer {
  readonly kind: ConsumerKind;
  readonly after: number;
  readonly also: boolean;
}

/** A program, before it is written down. */
export interface Model {
  readonly shape: Shape;
  readonly core: Core;
  readonly elements: Elements;
  readonly place: Place;
  readonly javaScript: boolean;
  /** Methods speak of the instance by `self`. */
  readonly alias: boolean;
  /** `#private` fields where there are fields. */
  readonly hash: boolean;
  readonly parameters: Choice;
  /** How parameters become state, and how they are taken. */
  readonly parameterStyle: "fields" | "properties" | "default" | "options";
  readonly limit: number;
  readonly argument: Choice;
  readonly states: readonly ("done" | "started" | "phase" | "seen" | "last")[];
  readonly initial: Choice;
  readonly next: Next;
  readonly returns: Return | undefined;
  readonly throws: Throw | undefined;
  readonly helper: readonly Statement[];
  /** Making an instance leaves a trace. */
  readonly early: boolean;
  /** Opening an iterator leaves a trace. */
  readonly opened: boolean;
  readonly checks: boolean;
  readonly annotated: boolean;
  readonly commented: boolean;
  /** Small matters of style. */
  readonly style: Choice;
  /** The draw that fails; -1 for none. */
  readonly failing: number;
  readonly failsOnce: boolean;
  readonly consumers: readonly Consumer[];
}

/** Ways of writing a site that are easy to miss; most sites are written in none of them. */
export type Writing = "aliased-key" | "arrow-key" | "inherited-key" | "asserted" | "assigned";
