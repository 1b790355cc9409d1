import type { Random } from "./random";

/** What the iterator is written as. */
export type Shape =
  | "class"
  | "class-literal"
  | "class-pair"
  | "function"
  | "function-iterable"
  | "function-fields"
  | "arrow"
  | "arrow-iterable"
  | "bare"
  | "bare-iterable";

/** Where the values come from. */
export type Core = "counter" | "items" | "sync-iterator" | "pages" | "cursor" | "source" | "reader" | "steps";

/** How state is written: fields, `#private` fields, or captured variables. */
export type Access = "this" | "hash" | "local";

/** `async next()`, `next()` that gives promises, or an arrow function in a property. */
export type NextForm = "async" | "promise" | "arrow";

/** What `return()` does. */
export type ReturnKind = "none" | "plain" | "flag" | "duplicated" | "only-there" | "forward";

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly argument: string;
}

export interface StateVariable {
  readonly name: string;
  readonly type: string;
  readonly initial: string;
}

/** The decisions that the parts of a program share. */
export interface Plan {
  readonly random: Random;
  readonly shape: Shape;
  readonly core: Core;
  readonly access: Access;
  readonly form: NextForm;
  readonly returns: ReturnKind;
  readonly parameters: readonly Parameter[];
  readonly states: readonly StateVariable[];
  readonly annotated: boolean;
  readonly commented: boolean;
  /** A class's literal reads the parameters as fields of the class, from arrow functions. */
  readonly keepsThis: boolean;
  /** Parameters become fields by `private readonly`. */
  readonly parameterProperties: boolean;
  /** The call of `step` that rejects; -1 for none. */
  readonly failingStep: number;
  /** The chance of effects. */
  readonly noise: number;
}

const shapes: Record<Shape, number> = {
  class: 6,
  "class-literal": 4,
  "class-pair": 3,
  function: 4,
  "function-iterable": 3,
  "function-fields": 1,
  arrow: 2,
  "arrow-iterable": 2,
  bare: 1,
  "bare-iterable": 2,
};

const cores: Record<Core, number> = {
  counter: 5,
  items: 4,
  "sync-iterator": 2,
  pages: 4,
  cursor: 3,
  source: 4,
  reader: 2,
  steps: 3,
};

const returnKinds: Record<ReturnKind, number> = {
  none: 8,
  plain: 2,
  flag: 3,
  duplicated: 3,
  "only-there": 2,
  forward: 2,
};

export function makePlan(random: Random): Plan {
  const shape = random.weighted(shapes);
  const isBare = shape === "bare" || shape === "bare-iterable";
  const core = random.weighted(isBare ? { ...cores, reader: 0 } : cores);
  const returns =
    core === "source" ? random.weighted({ none: 3, forward: 4, flag: 1 }) : random.weighted(returnKinds);
  const parameters = isBare ? [] : parametersOf(random, core);
  const form = random.weighted<NextForm>({ async: 8, promise: 3, arrow: 1 });
  const plan = {
    random,
    shape,
    core,
    access: accessOf(random, shape),
    form,
    keepsThis: shape === "class-literal" && form === "arrow",
    returns: returns === "forward" && core !== "source" ? "plain" : returns,
    parameters,
    annotated: random.chance(0.85),
    commented: random.chance(0.5),
    parameterProperties: random.chance(0.5),
    failingStep: random.chance(0.35) ? random.below(4) : -1,
    noise: random.pick([0, 0.15, 0.35]),
  } as const;
  return { ...plan, states: statesOf(plan) };
}

function accessOf(random: Random, shape: Shape): Access {
  if (shape === "class" || shape === "class-pair") return random.pick(["this", "this", "hash"]);
  if (shape === "function-fields" || shape === "bare") return "this";
  return "local";
}

function parametersOf(random: Random, core: Core): Parameter[] {
  const limit = {
    name: random.pick(["limit", "total", "n"]),
    type: "number",
    argument: String(2 + random.below(4)),
  };
  switch (core) {
    case "counter":
    case "steps":
      return random.chance(0.6) ? [limit] : [];
    case "items":
    case "sync-iterator":
      return [
        {
          name: random.pick(["items", "values"]),
          type: random.pick(["readonly string[]", "string[]"]),
          argument: '["a", "b", "c", "d"]',
        },
      ];
    case "source":
      return [
        {
          name: "source",
          type: "AsyncIterable<string>",
          argument: random.pick(["letters()", "letters()", "handMade()"]),
        },
      ];
    case "reader":
      return [{ name: "reader", type: "Reader", argument: "openReader()" }];
    case "pages":
    case "cursor":
      return random.chance(0.4)
        ? [{ name: "pages", type: "number", argument: String(1 + random.below(3)) }]
        : [];
  }
}

function statesOf({ random, core, parameters, returns }: Omit<Plan, "states">): StateVariable[] {
  const states: StateVariable[] = [];
  const add = (name: string, type: string, initial: string): void => {
    states.push({ name, type, initial });
  };
  const first = parameters[0]?.name ?? (core === "source" ? "letters()" : "words");
  if (core === "counter" || core === "steps")
    add(parameters.some(({ name }) => name === "n") ? "count" : "n", "number", random.pick(["0", "0", "1"]));
  if (core === "items") add("index", "number", "0");
  if (core === "sync-iterator") add("iterator", "Iterator<string>", `${first}[Symbol.iterator]()`);
  if (core === "pages" || core === "cursor") {
    add("buffer", "string[]", "[]");
    if (core === "pages") add("page", "number", "0");
    else add("cursor", "number | undefined", "0");
  }
  if (core === "source") add("upstream", "AsyncIterator<string>", `${first}[Symbol.asyncIterator]()`);
  if (random.chance(0.25) || returns === "flag") add("done", "boolean", "false");
  if (random.chance(0.2)) add("started", "boolean", "false");
  if (random.chance(0.15)) add("phase", "number", "0");
  if (random.chance(0.2)) add("seen", "number", "0");
  if (returns === "duplicated" || returns === "only-there") add("open", "boolean", "true");
  return states;
}
