import type ts from "typescript";
import type { ExpressionFacts } from "../expression-facts";
import type { OwnArrayIterators } from "../facts";
import type { IteratorKind } from "../kind";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/** The generated function while it is being polished: text and its syntax tree, always in step. */
export interface GeneratedBody {
  /**
   * `async function* generated() {…}` around the body, with line feeds and a two-space indentation as lowering left it. It is written
   * so for every generator: `PolishContext.kind` says whether it will be async.
   */
  readonly text: string;
  readonly sourceFile: ts.SourceFile;
  readonly fn: ts.FunctionDeclaration & { readonly body: ts.Block };
  /** Names of the variables that are set late: whoever asks for one of them asks whether it has been set. */
  readonly late?: ReadonlySet<string>;
}

/** What a pass may rely on besides the text. */
export interface PolishContext {
  readonly ts: TypeScript;
  /** Whether the generator is an async one; it is when not given. */
  readonly kind?: IteratorKind;
  /**
   * Facts by the expression's text in the generated body ("items", "this.items", "page.rows"). Only expressions that
   * meant the same everywhere in the original have an entry.
   */
  factsOf(expressionText: string): ExpressionFacts | undefined;
  /** Names of the variables declared in the body or its parameters that nothing outside the body can reach. */
  readonly ownVariables: ReadonlySet<string>;
  /** Nobody looks at the value that comes with `done: true` (all consumers are loops). */
  readonly finalValueUnused: boolean;
  /** The author's types ask for a value that comes with `done: true`, of which `undefined` is one at the most. */
  readonly promisesFinalValue?: boolean;
  /** The original closes its source on the same paths as `for await` and `yield*` do, or the user accepts that it is closed. */
  readonly mayCloseSource: boolean;
  /** The user accepts that the source is opened when the first values are given already. */
  readonly mayOpenSourceLater?: boolean;
  /**
   * What the generator gets from calls (a page, its list of items) is not looked at or changed by anybody else any more.
   * Without it `buffer.shift()` stays: an array that came from outside must be empty afterwards, as it was before.
   */
  readonly ownsResults?: boolean;
  /** Names of properties that do something when they are read, or may fail. */
  readonly acting?: ReadonlySet<string>;
  /** The original has a `throw()` of its own: a `yield*` would hand the error on to the inner iterator instead. */
  readonly hasThrow?: boolean;
  /**
   * The generator's type is written down, and the compiler takes its `next()` for one that may be given anything, which most
   * sources do not accept: TypeScript's error 2766, before 5.6.
   */
  readonly objectsToDelegates?: boolean;
  /**
   * Some array of the project opens an iterator of its own: a type that is written down does not say that it is not this one, and neither
   * does a literal where it may be given the iterator later.
   */
  readonly ownArrayIterators?: OwnArrayIterators;
  /** Some map or set of the project does: only the facts say which ones do not. */
  readonly ownCollectionIterators?: boolean;
  /** What the body calls the generator itself. */
  readonly selfName?: string | undefined;
  /** The code stands in a JavaScript file, where the first value of a variable is no type that others must be of. */
  readonly isJavaScript?: boolean;
  /** What the file is parsed as; TypeScript when not given. */
  readonly scriptKind?: ts.ScriptKind;
}

/**
 * One small rewrite, "before → after" under a stated condition, safe on its own. Passes run in order until none applies.
 */
export interface PolishPass {
  /** The file's name. */
  readonly name: string;
  /** It may take what is said of a position with it: "where we are". */
  readonly forgetsPosition?: boolean;
  /**
   * @returns edits to `body.text`, or `undefined` when the pass does not apply. It must not fire where a fact is missing,
   * and must make progress: applied again to its own result it returns `undefined` sooner or later.
   */
  apply(body: GeneratedBody, context: PolishContext): readonly TextEdit[] | undefined;
}
