import type { Shape } from "./model";
import { pick, type Context, type StateVariable } from "./context";
import { indent } from "./lines";
import { writeGeneratorBody, writeMethods, type Method, type Methods } from "./methods";

/** The text of a hand-rolled iterator, and how instances of it are made. */
export interface Site {
  readonly lines: readonly string[];
  /** @returns an expression that makes one, from another argument than usual if that is given */
  make(argument?: string): string;
  /** What making gives is the iterator itself. */
  readonly isIterator: boolean;
  /** There is one instance for all. */
  readonly isShared: boolean;
  /** The name of the class, where instances can be asked for it. */
  readonly className: string | undefined;
  /** A public field that can be read from outside. */
  readonly publicField: string | undefined;
}

/** Classes whose instances are iterators of their own. */
const selfClasses: ReadonlySet<Shape> = new Set<Shape>([
  "class",
  "class-expression",
  "class-static",
  "restarting",
]);

/** Writes a site as the model wants it. */
export function writeSite(context: Context): Site {
  return new SiteWriter(context).site();
}

class SiteWriter {
  readonly #context: Context;
  readonly #methods: Methods;
  readonly #states: readonly StateVariable[];

  constructor(context: Context) {
    this.#context = context;
    this.#methods = context.model.shape === "wrapper" ? { protocol: [], helpers: [] } : writeMethods(context);
    const all = [...this.#methods.protocol, ...this.#methods.helpers];
    this.#states = context.states.filter(({ name }) => isMentioned(name, all));
  }

  site(): Site {
    const { model, parameters } = this.#context;
    const [shaped, maker, isIterator] = this.#shape();
    const lines = this.#context.isWritten("aliased-key") ? withAliasedKey(shaped) : shaped;
    const usual = parameters.map(({ argument }) => argument);
    const make = (argument?: string): string => {
      const args = (argument === undefined ? usual : [argument]).filter((text) => text !== "").join(", ");
      const named = this.#takesOptions
        ? `{ ${args === "" ? "" : `${parameters[0]?.name ?? ""}: ${args}`} }`
        : args;
      return maker.includes("(") ? maker.replace("()", `(${named})`) : maker;
    };
    const isShared = model.shape === "bare" || model.shape === "bare-iterable";
    const [placed, path] = this.#place(lines, maker);
    const isClass = selfClasses.has(model.shape);
    const isPublic =
      isClass && this.#context.access === "this" && !model.javaScript && model.place !== "function";
    return {
      lines: placed,
      make: (argument) => path(make(argument)),
      isIterator,
      isShared,
      className: isClass && model.place === "module" ? "Thing" : undefined,
      publicField: isPublic ? this.#states.find(({ name }) => this.#isPublic(name))?.name : undefined,
    };
  }

  /** Puts the site where the model wants it. */
  #place(lines: readonly string[], maker: string): [readonly string[], (make: string) => string] {
    const { place, javaScript } = this.#context.model;
    const isShared = !maker.includes("(");
    if (place === "namespace" && !javaScript) {
      const exported = lines.map((line) =>
        /^(?:class Thing |const (?:Thing|thing) |function thing)/.test(line) ? `export ${line}` : line,
      );
      return [
        ["namespace Space {", ...indent(exported), "}"],
        (make) => make.replace(/^(new )?(\w)/, "$1Space.$2"),
      ];
    }
    if (place === "function" && !isShared) {
      const list = this.#parameterList().join(", ");
      const own = this.#context.parameters.map(({ name }) => name).join(", ");
      const given = this.#takesOptions ? `{ ${own} }` : own;
      return [
        [
          `function build(${list}) {`,
          ...indent([...lines, `return ${maker.replace("()", `(${given})`)};`]),
          "}",
        ],
        (make) => make.replace(/^.*?\(/, "build("),
      ];
    }
    return [lines, (make) => make];
  }

  #shape(): [lines: readonly string[], maker: string, isIterator: boolean] {
    switch (this.#context.model.shape) {
      case "class":
        return [this.#selfClass("class Thing", true), "new Thing()", true];
      case "class-expression":
        return [withSemicolon(this.#selfClass("const Thing = class", true)), "new Thing()", true];
      case "restarting":
        return [this.#selfClass("class Thing", true), "new Thing()", true];
      case "class-static":
        return [this.#selfClass("class Thing", true, this.#staticFactory()), "Thing.of()", true];
      case "class-pair":
        return [this.#classPair(), "new Thing()", false];
      case "class-literal":
        return [this.#classWithLiteral(), "new Thing()", false];
      case "class-shared":
        return [this.#classWithSharedState(), "new Thing()", false];
      case "wrapper":
        return [this.#wrapper(), "new Thing()", false];
      case "prototype":
        return [this.#prototype(), "new Thing()", true];
      case "function":
      case "function-fields":
      case "function-self":
      case "function-variable":
        return [this.#factory("function", true), "thing()", true];
      case "function-iterable":
        return [this.#factory("function", false), "thing()", false];
      case "arrow":
        return [this.#factory("arrow", true), "thing()", true];
      case "arrow-iterable":
        return [this.#factory("arrow", false), "thing()", false];
      case "bare":
        return [["const thing = {", ...indent(this.#literalMembers(true)), "};"], "thing", true];
      case "bare-iterable":
        return [["const thing = {", ...indent(this.#openingMethod([])), "};"], "thing", false];
    }
  }

  // --- parameters

  get #takesOptions(): boolean {
    const { parameterStyle } = this.#context.model;
    return parameterStyle === "options" && this.#context.parameters.length > 0;
  }

  #parameterList(prefix = ""): string[] {
    const { parameters } = this.#context;
    if (this.#takesOptions) {
      const names = parameters.map(({ name }) => name).join(", ");
      const types = parameters.map(({ name, type }) => `${name}: ${type}`).join("; ");
      return [`{ ${names} }: { ${types} }`];
    }
    return parameters.map(({ name, type, fallback }) =>
      fallback === undefined
        ? `${prefix}${name}: ${type}`
        : `${prefix}${name}${prefix ? `: ${type}` : ""} = ${fallback}`,
    );
  }

  /** Parameters become fields by `private readonly`. */
  get #asProperties(): boolean {
    const { model, access } = this.#context;
    return model.parameterStyle === "properties" && access !== "hash";
  }

  // --- classes

  #selfClass(head: string, isIterable: boolean, more: readonly string[] = []): string[] {
    const { model } = this.#context;
    const opened = model.opened ? ['say("eager opening");'] : [];
    const preparation = [...opened, ...this.#restart()];
    const open =
      this.#context.isWritten("arrow-key") && preparation.length === 0
        ? ["[Symbol.asyncIterator] = () => this;"]
        : ["[Symbol.asyncIterator]() {", ...indent([...preparation, "return this;"]), "}"];
    const members = [
      ...(isIterable && !this.#inheritsKey ? [open] : []),
      ...(more.length > 0 ? [[...more]] : []),
      ...this.#methods.protocol.map((method) => this.#member(method)),
      ...this.#methods.helpers.map((helper) => this.#member(helper, pick(model.style, ["private ", ""]))),
    ];
    const isTyped = isIterable && model.annotated && model.style % 3 === 1;
    return [
      ...(this.#inheritsKey ? baseClass : []),
      ...this.#comment("/** Gives one thing after the other. */"),
      `${head}${this.#inheritsKey ? " extends Base" : isTyped ? " implements AsyncIterable<Item>" : ""} {`,
      ...indent([...this.#fields(), ...this.#construction(), ...members.flatMap((lines) => ["", ...lines])]),
      "}",
    ];
  }

  get #inheritsKey(): boolean {
    const { shape, opened, next } = this.#context.model;
    return this.#context.isWritten("inherited-key") && shape === "class" && !opened && !next.takesArgument;
  }

  /** Each loop begins anew, with most of the state. */
  #restart(): string[] {
    const { shape, style } = this.#context.model;
    if (shape !== "restarting") return [];
    return this.#states.flatMap(({ name, initial }, index) =>
      (style + index) % 5 === 4 ? [] : [`${this.#context.ref(name)} = ${this.#initialInside(initial)};`],
    );
  }

  /** The initial value where parameters are fields. */
  #initialInside(initial: string): string {
    return initial.replace(/^\w+(?=\[Symbol)/, (parameter) => this.#context.ref(parameter));
  }

  #staticFactory(): string[] {
    const names = this.#context.parameters.map(({ name }) => name).join(", ");
    return [
      `static of(${this.#parameterList().join(", ")}) {`,
      `  return new Thing(${this.#takesOptions ? `{ ${names} }` : names});`,
      "}",
    ];
  }

  #isPublic(name: string): boolean {
    return this.#context.access === "this" && (name.length + this.#context.model.style) % 3 === 0;
  }

  #fields(): string[] {
    const { access, parameters, model } = this.#context;
    const prefix = access === "hash" ? "#" : "";
    const lines = this.#states.map(({ name, type, initial, isDerived }, index) => {
      const needsType = /undefined|\[\]|<|unknown/.test(type) || (model.style + index) % 5 === 0;
      const visibility = prefix || this.#isPublic(name) ? "" : "private ";
      const note = model.commented && (model.style + index) % 6 === 0 ? ` // where ${name} begins` : "";
      if (isDerived) return `${visibility}${prefix}${name}: ${type};${note}`;
      return `${visibility}${prefix}${name}${needsType ? `: ${type}` : ""} = ${initial};${note}`;
    });
    if (this.#asProperties && !this.#takesOptions) return lines;
    return [
      ...lines,
      ...parameters.map(({ name, type }) => `${prefix ? "" : "private "}readonly ${prefix}${name}: ${type};`),
    ];
  }

  #construction(): string[] {
    const { parameters, access, model } = this.#context;
    const prefix = access === "hash" ? "#" : "";
    const asProperties = this.#asProperties && !this.#takesOptions;
    const early = this.#early();
    if (parameters.length === 0 && early.length === 0) return [];
    const list = this.#parameterList(asProperties ? "private readonly " : "").join(", ");
    const assigned = asProperties ? [] : parameters.map(({ name }) => `this.${prefix}${name} = ${name};`);
    const derived = this.#states
      .filter(({ isDerived }) => isDerived)
      .map(({ name, initial }) => `this.${prefix}${name} = ${initial};`);
    const rest =
      model.style % 2 === 0 ? [...early, ...assigned, ...derived] : [...assigned, ...derived, ...early];
    const body = this.#inheritsKey ? ["super();", ...rest] : rest;
    return body.length === 0
      ? ["", `constructor(${list}) {}`]
      : ["", `constructor(${list}) {`, ...indent(body), "}"];
  }

  /** What runs when an instance is made. */
  #early(): string[] {
    const { model, parameters } = this.#context;
    const [first] = parameters;
    const checks =
      model.checks && first?.type === "number"
        ? [`if (${first.name} < 2) throw new RangeError("too few");`]
        : [];
    const effects = model.early ? ['say("eager");'] : [];
    return [...checks, ...effects];
  }

  #classPair(): string[] {
    const { model, parameters } = this.#context;
    const names = parameters.map(({ name }) => `this.${name}`).join(", ");
    const given = this.#takesOptions
      ? `{ ${parameters.map(({ name }) => `${name}: this.${name}`).join(", ")} }`
      : names;
    return [
      ...this.#selfClass("class ThingIterator", model.style % 3 === 0),
      "",
      ...this.#outerClass(["[Symbol.asyncIterator]() {", `  return new ThingIterator(${given});`, "}"]),
    ];
  }

  #classWithLiteral(): string[] {
    const { model, parameters, reach } = this.#context;
    const names = parameters.map(({ name }) => name);
    const copies =
      names.length === 0 || reach === "this"
        ? []
        : reach === "self"
          ? ["const self = this;"]
          : pick(model.style, [
              names.map((name) => `const ${name} = this.${name};`),
              [`const { ${names.join(", ")} } = this;`],
            ]);
    return this.#outerClass(this.#openingMethod(copies));
  }

  /** The iterators of one iterable share its fields. */
  #classWithSharedState(): string[] {
    const open = [
      "[Symbol.asyncIterator]() {",
      ...indent([...this.#localHelpers(), ...this.#returned(false)]),
      "}",
    ];
    return ["class Thing {", ...indent([...this.#fields(), ...this.#construction(), "", ...open]), "}"];
  }

  #wrapper(): string[] {
    return this.#outerClass([
      "async *[Symbol.asyncIterator]() {",
      ...indent(writeGeneratorBody(this.#context)),
      "}",
    ]);
  }

  /** A class that keeps its parameters, and opens an iterator with them. */
  #outerClass(open: readonly string[]): string[] {
    const { parameters } = this.#context;
    const fields = this.#takesOptions
      ? parameters.map(({ name, type }) => `private readonly ${name}: ${type};`)
      : [];
    const list = this.#parameterList(this.#takesOptions ? "" : "private readonly ").join(", ");
    const assigned = this.#takesOptions ? parameters.map(({ name }) => `  this.${name} = ${name};`) : [];
    const body = assigned.length > 0 ? ["{", ...assigned, "}"] : ["{}"];
    const construct =
      parameters.length > 0 ? [`constructor(${list}) ${body[0] ?? ""}`, ...body.slice(1), ""] : [];
    return ["class Thing {", ...indent([...fields, ...construct, ...open]), "}"];
  }

  #prototype(): string[] {
    const names = this.#context.parameters.map(({ name }) => name);
    const states = this.#states.map(({ name, initial }) => `this.${name} = ${initial};`);
    const methods = [...this.#methods.protocol, ...this.#methods.helpers].flatMap(
      ({ name, isAsync, parameters, lines }) => [
        `Thing.prototype.${name} = ${isAsync ? "async " : ""}function (${parameters}) {`,
        ...indent(lines),
        "};",
      ],
    );
    return [
      `function Thing(${this.#parameterList().join(", ")}) {`,
      ...indent([...names.map((name) => `this.${name} = ${name};`), ...states]),
      "}",
      ...methods,
      "Thing.prototype[Symbol.asyncIterator] = function () {",
      "  return this;",
      "};",
    ];
  }

  // --- functions and literals

  /** `[Symbol.asyncIterator]() { state; return { next … }; }` */
  #openingMethod(copies: readonly string[]): string[] {
    const { model } = this.#context;
    const opened = model.opened ? ['say("eager opening");'] : [];
    const isTyped = model.annotated && model.style % 4 === 1;
    return [
      `[Symbol.asyncIterator]()${isTyped ? ": AsyncIterator<Item, unknown>" : ""} {`,
      ...indent([
        ...copies,
        ...opened,
        ...this.#localStates(),
        ...this.#localHelpers(),
        ...this.#returned(false),
      ]),
      "}",
    ];
  }

  #factory(kind: "function" | "arrow", isIterator: boolean): string[] {
    const { model } = this.#context;
    const list = this.#parameterList().join(", ");
    const isTyped = model.annotated && model.style % 4 === 2 && !model.returns && !model.throws;
    const type = isTyped
      ? isIterator
        ? ": AsyncIterableIterator<Item, unknown>"
        : ": AsyncIterable<Item, unknown>"
      : "";
    const head =
      kind === "arrow" ? `const thing = (${list})${type} => {` : `function thing(${list})${type} {`;
    const tail = kind === "arrow" ? "};" : "}";
    const isFields = model.shape === "function-fields";
    const early = this.#early();
    const body = isIterator
      ? [
          ...early,
          ...(isFields ? [] : [...this.#localStates(), ...this.#localHelpers()]),
          ...this.#returned(true),
        ]
      : [...early, "return {", ...indent(this.#openingMethod([])), "};"];
    if (!isIterator && kind === "arrow" && early.length === 0 && model.style % 2 === 0)
      return [`const thing = (${list})${type} => ({`, ...indent(this.#openingMethod([])), "});"];
    return [...this.#comment("/** Makes things. */"), head, ...indent(body), tail];
  }

  #localStates(): string[] {
    const { style } = this.#context.model;
    return this.#states.map(({ name, type, initial: value }, index) => {
      const initial = this.#initialInside(value);
      const needsType = /undefined|\[\]|unknown/.test(type) || (style + index) % 5 === 0;
      const word = type.endsWith("Iterator<Item>") ? "const" : "let";
      return `${word} ${name}${needsType ? `: ${type}` : ""} = ${initial};`;
    });
  }

  #localHelpers(): string[] {
    const { style } = this.#context.model;
    return this.#methods.helpers.flatMap(({ name, isAsync, parameters, returnType, lines }, index) => {
      const word = isAsync ? "async " : "";
      if (this.#context.needsArrows || (style + index) % 2 === 0)
        return [`const ${name} = ${word}(${parameters})${returnType} => {`, ...indent(lines), "};"];
      return [`${word}function ${name}(${parameters})${returnType} {`, ...indent(lines), "}"];
    });
  }

  #returned(isIterable: boolean): string[] {
    const { model } = this.#context;
    if (model.shape === "function-self") {
      // A function may speak of itself only if its type is written down.
      const open =
        model.style % 2 === 0
          ? ["[Symbol.asyncIterator](): AsyncIterableIterator<Item, unknown> {", "  return iterator1;", "},"]
          : [];
      const arrow = "[Symbol.asyncIterator]: (): AsyncIterableIterator<Item, unknown> => iterator1,";
      const literal = indent([...this.#literalMembers(false), ...(open.length > 0 ? open : [arrow])]);
      return ["const iterator1 = {", ...literal, "};", "return iterator1;"];
    }
    const literal = this.#literalMembers(isIterable);
    if (model.shape === "function-variable") {
      const [next, ...others] = this.#methods.protocol;
      if (!next) throw new Error("There is no next()");
      const asNext = `const next = ${next.isAsync ? "async " : ""}(${next.parameters})${next.returnType} => {`;
      const rest = others.flatMap((method) => withComma(this.#member(method)));
      return [
        asNext,
        ...indent(next.lines),
        "};",
        "return {",
        ...indent(["next,", ...rest, "[Symbol.asyncIterator]() {", "  return this;", "},"]),
        "};",
      ];
    }
    if (this.#context.isWritten("assigned") && isIterable && this.#context.access === "local")
      return this.#assignedMembers();
    if (this.#context.isWritten("asserted"))
      return [
        "return {",
        ...indent(literal),
        `} as ${isIterable ? "AsyncIterableIterator" : "AsyncIterator"}<Item, unknown>;`,
      ];
    return model.style % 6 === 5
      ? ["const made = {", ...indent(literal), "};", "return made;"]
      : ["return {", ...indent(literal), "};"];
  }

  /** `const made = {} as …; made.next = …; return made;` */
  #assignedMembers(): string[] {
    const methods = this.#methods.protocol.flatMap(({ name, isAsync, parameters, returnType, lines }) => [
      `made.${name} = ${isAsync ? "async " : ""}(${parameters})${returnType} => {`,
      ...indent(lines),
      "};",
    ]);
    return [
      "const made = {} as AsyncIterableIterator<Item, unknown>;",
      ...methods,
      "made[Symbol.asyncIterator] = () => made;",
      "return made;",
    ];
  }

  #literalMembers(isIterable: boolean): string[] {
    const { model, parameters } = this.#context;
    const isFields = model.shape === "function-fields" || model.shape === "bare";
    const states = isFields
      ? this.#states.map(({ name, type, initial }) => `${name}: ${initial} as ${type},`)
      : [];
    const kept = model.shape === "function-fields" ? parameters.map(({ name }) => `${name},`) : [];
    const methods = [...this.#methods.protocol, ...(isFields ? this.#methods.helpers : [])];
    const members = methods.flatMap((method) => withComma(this.#member(method)));
    const iterable = isIterable ? ["[Symbol.asyncIterator]() {", "  return this;", "},"] : [];
    return [
      ...states,
      ...kept,
      ...(model.style % 2 === 0 ? [...members, ...iterable] : [...iterable, ...members]),
    ];
  }

  #member({ name, isAsync, parameters, returnType, lines: body }: Method, prefix = ""): string[] {
    const { model, access, needsArrows } = this.#context;
    const isLiteral = !selfClasses.has(model.shape) && model.shape !== "class-pair";
    const lines = model.alias && !isLiteral && name === "next" ? byAlias(body) : body;
    const word = isAsync ? "async " : "";
    const isArrow = model.next.form === "arrow" && name === "next" && (access === "local" || !isLiteral);
    const hash = access === "hash" && !["next", "return", "throw"].includes(name) ? "#" : "";
    if (isArrow || needsArrows)
      return [
        `${hash || prefix}${name}${isLiteral ? ":" : " ="} ${word}(${parameters})${returnType} => {`,
        ...indent(lines),
        "};",
      ];
    return [
      `${hash ? "" : prefix}${word}${hash}${name}(${parameters})${returnType} {`,
      ...indent(lines),
      "}",
    ];
  }

  #comment(text: string): string[] {
    const { commented, style } = this.#context.model;
    return commented && style % 3 === 0 ? [text] : [];
  }
}

const baseClass = [
  "abstract class Base {",
  "  abstract next(): Promise<IteratorResult<Item, unknown>>;",
  "",
  "  [Symbol.asyncIterator]() {",
  "    return this;",
  "  }",
  "}",
  "",
];

/** `const asyncIterator = Symbol.asyncIterator;`, and members by that name. */
function withAliasedKey(lines: readonly string[]): readonly string[] {
  const named = lines.map((line) =>
    line.replace(/^(\s*(?:async \*)?)\[Symbol\.asyncIterator\]/, "$1[asyncIterator]"),
  );
  return ["const asyncIterator: typeof Symbol.asyncIterator = Symbol.asyncIterator;", "", ...named];
}

/** `const self = this;` */
function byAlias(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.includes("this."))) return lines;
  return ["const self = this;", ...lines.map((line) => line.replace(/\bthis\./g, "self."))];
}

function withComma(lines: readonly string[]): string[] {
  return [...lines.slice(0, -1), `${(lines.at(-1) ?? "").replace(/;$/, "")},`];
}

function withSemicolon(lines: readonly string[]): string[] {
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ""};`];
}

function isMentioned(name: string, methods: readonly Method[]): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  return methods.some(({ lines }) => lines.some((line) => word.test(line)));
}
