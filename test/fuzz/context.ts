import type { Choice, Core, Model, Shape, Writing } from "./model";

export interface Parameter {
  readonly name: string;
  readonly type: string;
  /** What is passed. */
  readonly argument: string;
  /** What it is when nothing is passed. */
  readonly fallback: string | undefined;
}

export interface StateVariable {
  readonly name: string;
  readonly type: string;
  readonly initial: string;
  /** Its first value comes from a parameter. */
  readonly isDerived: boolean;
}

/** By what is left of the style. */
const writings: Readonly<Partial<Record<number, Writing>>> = {
  2: "arrow-key",
  4: "asserted",
  7: "aliased-key",
  10: "inherited-key",
  11: "assigned",
};

/** How the code of the iterator speaks of its state. */
export type Access = "this" | "hash" | "local";

const local: ReadonlySet<Shape> = new Set<Shape>([
  "class-literal",
  "function",
  "function-iterable",
  "function-self",
  "function-variable",
  "arrow",
  "arrow-iterable",
  "bare-iterable",
  "wrapper",
]);
const fieldless: ReadonlySet<Shape> = new Set<Shape>([
  "function-fields",
  "bare",
  "class-shared",
  "prototype",
]);

/** A literal in a class reaches the class's parameters by copies, by `self`, or by `this` from arrow functions. */
export type Reach = "copies" | "self" | "this";

/** What the parts of a program share while it is written. */
export class Context {
  readonly model: Model;
  readonly access: Access;
  readonly reach: Reach;
  readonly parameters: readonly Parameter[];
  readonly states: readonly StateVariable[];
  readonly #names = new Set<string>();
  #count = 0;

  constructor(model: Model) {
    this.model = withUsableCore(model);
    const { shape, hash } = model;
    this.access = local.has(shape) ? "local" : hash && !fieldless.has(shape) ? "hash" : "this";
    this.reach = reachOf(model);
    this.parameters = parametersOf(this.model);
    this.states = statesOf(this.model, this.parameters);
  }

  get core(): Core {
    return this.model.core;
  }

  /** All methods are arrow functions, as `this` is the class's. */
  get needsArrows(): boolean {
    return (
      this.model.shape === "class-shared" || (this.model.shape === "class-literal" && this.reach === "this")
    );
  }

  /** The text that reads a state variable or a parameter that is kept. */
  ref(name: string): string {
    const isParameter = this.parameters.some((parameter) => parameter.name === name);
    if (isParameter && this.model.shape === "wrapper") return `this.${name}`;
    if (isParameter && this.model.shape === "class-literal" && this.reach !== "copies")
      return `${this.reach}.${name}`;
    return this.access === "local" ? name : this.access === "hash" ? `this.#${name}` : `this.${name}`;
  }

  /** The text that calls a helper. */
  helper(name: string): string {
    return this.access === "local" || this.model.shape === "class-shared"
      ? name
      : this.access === "hash"
        ? `this.#${name}`
        : `this.${name}`;
  }

  /** How the site is written, beside its shape. */
  isWritten(writing: Writing): boolean {
    return writings[this.model.style % 12] === writing;
  }

  has(name: string): boolean {
    return this.states.some((state) => state.name === name);
  }

  /** A limit: that of a parameter where there is one. */
  limit(): string {
    const [first] = this.parameters;
    return first?.type === "number" ? this.ref(first.name) : String(this.model.limit);
  }

  /** A local name that is not taken. */
  fresh(choice: Choice, names: readonly string[]): string {
    const name = pick(choice, names);
    const isTaken =
      this.#names.has(name) ||
      (this.access === "local" && [...this.parameters, ...this.states].some((other) => other.name === name));
    const free = isTaken ? `${name}${this.#count++}` : name;
    this.#names.add(free);
    return free;
  }

  tag(): string {
    return `t${this.#count++}`;
  }
}

/** @returns the option that a choice stands for */
export function pick<T>(choice: Choice, options: readonly T[]): T {
  if (options.length === 0) throw new RangeError("There is nothing to pick from");
  return options[choice % options.length] as T;
}

/** A literal that stands alone takes no parameters, and some cores need one; a chain of sources needs `await`. */
function withUsableCore(model: Model): Model {
  const { form } = model.next;
  if (model.core === "chain" && form !== "async" && form !== "arrow") return { ...model, core: "source" };
  const isBare = model.shape === "bare" || model.shape === "bare-iterable";
  if (model.core === "late-source" && (isBare || (form !== "async" && form !== "arrow")))
    return { ...model, core: "source" };
  return isBare && (model.core === "reader" || model.core === "chain")
    ? { ...model, core: "counter" }
    : model;
}

function reachOf({ style, next }: Model): Reach {
  return next.form === "arrow" ? "this" : pick(style, ["copies", "copies", "self"]);
}

function parametersOf({ shape, core, parameters, limit, argument, parameterStyle }: Model): Parameter[] {
  if (shape === "bare" || shape === "bare-iterable") return [];
  const number = (names: readonly string[]): Parameter => ({
    name: pick(parameters, names),
    type: "number",
    argument: parameterStyle === "default" && argument % 3 === 0 ? "" : String(limit),
    fallback: parameterStyle === "default" ? "3" : undefined,
  });
  const always = (name: string, type: string, options: readonly string[]): Parameter => ({
    name,
    type,
    argument: pick(argument, options),
    fallback: undefined,
  });
  const list = "[item(0), item(1), item(2), item(3)]";
  switch (core) {
    case "counter":
    case "steps":
      return parameters % 3 === 2 ? [] : [number(["limit", "total", "n"])];
    case "items":
      return [
        always(pick(parameters, ["items", "values"]), pick(argument, ["Item[]", "readonly Item[]"]), [
          list,
          list,
          "[]",
        ]),
      ];
    case "sync-iterator":
      return [always(pick(parameters, ["items", "values"]), "Iterable<Item>", [list, "tape()", list])];
    case "source":
    case "late-source":
      return [
        always("source", "AsyncIterable<Item>", ["letters()", "handMade()", "openEnded()", "letters()"]),
      ];
    case "chain":
      return [
        always("sources", "AsyncIterable<Item>[]", [
          "[letters(), handMade()]",
          "[openEnded(), letters()]",
          "[]",
        ]),
      ];
    case "reader":
      return [always("reader", "Reader", ["openReader()"])];
    case "pages":
    case "cursor":
    case "nullable":
      return parameters % 3 === 1 ? [number(["pages", "limit"])] : [];
  }
}

function statesOf(
  { core, shape, states, initial, returns, limit }: Model,
  parameters: readonly Parameter[],
): StateVariable[] {
  const found: StateVariable[] = [];
  const add = (name: string, type: string, value: string): void => {
    if (!found.some((state) => state.name === name))
      found.push({
        name,
        type,
        initial: value,
        isDerived: parameters.some((parameter) => value.startsWith(parameter.name)),
      });
  };
  const [first] = parameters;
  const given = first?.name;
  if (core === "counter" || core === "steps")
    add(given === "n" ? "count" : "n", "number", pick(initial, ["0", "0", "1"]));
  if (core === "items") add("index", "number", "0");
  if (core === "sync-iterator")
    add("iterator", "Iterator<Item>", `${given ?? "[item(0), item(1)]"}[Symbol.iterator]()`);
  if (core === "pages" || core === "cursor") {
    add("buffer", "Item[]", "[]");
    if (core === "pages") add("page", "number", "0");
    else add("cursor", "number | undefined", "0");
  }
  if (core === "nullable") add("turn", "number", "0");
  if (core === "source")
    add("upstream", "AsyncIterator<Item>", `${given ?? "letters()"}[Symbol.asyncIterator]()`);
  if (core === "late-source") add("upstream", "AsyncIterator<Item> | undefined", "undefined");
  if (core === "chain") {
    add("index", "number", "0");
    add("upstream", "AsyncIterator<Item> | undefined", "undefined");
  }
  if (states.includes("done") || returns?.kind === "flag") add("done", "boolean", "false");
  if (states.includes("started")) add("started", "boolean", "false");
  if (states.includes("phase")) add("phase", "number", "0");
  if (states.includes("seen")) add("seen", "number", "0");
  if (states.includes("last")) add("last", "unknown", pick(limit, ["undefined", "null", '"nothing yet"']));
  if (returns?.kind === "switched") add("over", "boolean", "false");
  if (returns?.kind === "duplicated" || returns?.kind === "only-there") add("open", "boolean", "true");
  return shape === "wrapper" ? [] : found;
}
