import { BodyWriter, type Method } from "./body";
import { indent } from "./lines";
import type { Plan } from "./plan";

/** The text of a hand-rolled iterator, and how instances of it are made. */
export interface Site {
  readonly lines: readonly string[];
  readonly make: string;
  /** What making gives is the iterator itself. */
  readonly isIterator: boolean;
  /** There is one instance for all. */
  readonly isShared: boolean;
  readonly hasReturn: boolean;
}

/** Writes a site as the plan wants it. */
export function writeSite(plan: Plan): Site {
  const writer = new BodyWriter(plan);
  const next = writer.next();
  const returns = writer.return();
  const methods = [next, ...(returns ? [returns] : [])];
  const helpers = writer.helpers.filter(({ name }) => isCalled(name, [...methods, ...writer.helpers]));
  const states = plan.states.filter(({ name }) => isMentioned(name, [...methods, ...helpers]));
  const { lines, make, isIterator } = shapeOf({ plan: { ...plan, states }, methods, helpers });
  return {
    lines,
    make,
    isIterator,
    isShared: plan.shape.startsWith("bare"),
    hasReturn: returns !== undefined,
  };
}

/** By a method other than itself; the helpers do not call each other. */
function isCalled(name: string, methods: readonly Method[]): boolean {
  return isMentioned(
    name,
    methods.filter((method) => method.name !== name),
  );
}

function isMentioned(name: string, methods: readonly Method[]): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  return methods.some(({ lines }) => lines.some((line) => word.test(line)));
}

interface Parts {
  readonly plan: Plan;
  readonly methods: readonly Method[];
  readonly helpers: readonly Method[];
}

type Shaped = Pick<Site, "lines" | "make" | "isIterator">;

function shapeOf(parts: Parts): Shaped {
  const { plan } = parts;
  const args = plan.parameters.map(({ argument }) => argument).join(", ");
  switch (plan.shape) {
    case "class":
      return { lines: selfClass(parts, "Thing", true), make: `new Thing(${args})`, isIterator: true };
    case "class-pair":
      return { lines: classPair(parts), make: `new Thing(${args})`, isIterator: false };
    case "class-literal":
      return { lines: classWithLiteral(parts), make: `new Thing(${args})`, isIterator: false };
    case "function":
    case "function-fields":
      return { lines: factory(parts, "function", true), make: `thing(${args})`, isIterator: true };
    case "function-iterable":
      return { lines: factory(parts, "function", false), make: `thing(${args})`, isIterator: false };
    case "arrow":
      return { lines: factory(parts, "arrow", true), make: `thing(${args})`, isIterator: true };
    case "arrow-iterable":
      return { lines: factory(parts, "arrow", false), make: `thing(${args})`, isIterator: false };
    case "bare":
      return { lines: bare(parts), make: "thing", isIterator: true };
    case "bare-iterable":
      return {
        lines: ["const thing = {", ...indent(openingMethod(parts)), "};"],
        make: "thing",
        isIterator: false,
      };
  }
}

// --- classes

function selfClass({ plan, methods, helpers }: Parts, name: string, iterable: boolean): string[] {
  const { random } = plan;
  const opening = random.chance(0.15) ? ['say("opened");'] : [];
  const iterator = ["[Symbol.asyncIterator]() {", ...indent([...opening, "return this;"]), "}"];
  const members = [
    ...(iterable ? [iterator] : []),
    ...methods.map((method) => member(plan, method)),
    ...helpers.map((helper) =>
      member(plan, helper, plan.access === "hash" ? "#" : random.pick(["", "private "])),
    ),
  ];
  const implemented =
    iterable && plan.annotated && plan.core !== "source" && random.chance(0.4)
      ? " implements AsyncIterable<string>"
      : "";
  return [
    ...comment(plan, "/** Gives one thing after the other. */"),
    `class ${name}${implemented} {`,
    ...indent([...fields(plan), ...constructorOf(plan), ...members.flatMap((lines) => ["", ...lines])]),
    "}",
  ];
}

function fields({ states, access, random, parameters, parameterProperties, commented }: Plan): string[] {
  const prefix = access === "hash" ? "#" : "";
  const lines = states.map(({ name, type, initial }) => {
    const typed =
      type.includes("undefined") || type.includes("[]") || type.includes("<") || random.chance(0.2)
        ? `: ${type}`
        : "";
    const inConstructor = parameters.some((parameter) => initial.startsWith(parameter.name));
    const visibility = prefix ? "" : random.pick(["private ", "private ", ""]);
    const note = commented && random.chance(0.15) ? ` // where ${name} is` : "";
    if (inConstructor) return `${visibility}${prefix}${name}: ${type};${note}`;
    return `${visibility}${prefix}${name}${typed} = ${initial};${note}`;
  });
  const kept = parameters.map(
    ({ name, type }) => `${prefix ? "" : "private "}readonly ${prefix}${name}: ${type};`,
  );
  return parameterProperties && !prefix ? lines : [...lines, ...kept];
}

function constructorOf({ parameters, states, access, parameterProperties, random, noise }: Plan): string[] {
  const prefix = access === "hash" ? "#" : "";
  const asProperties = parameterProperties && !prefix;
  const early = random.chance(noise / 2) ? ['say("made");'] : [];
  if (parameters.length === 0 && early.length === 0) return [];
  const list = parameters.map(
    ({ name, type }) => `${asProperties ? "private readonly " : ""}${name}: ${type}`,
  );
  const assigned = asProperties ? [] : parameters.map(({ name }) => `this.${prefix}${name} = ${name};`);
  const derived = states
    .filter(({ initial }) => parameters.some(({ name }) => initial.startsWith(name)))
    .map(({ name, initial }) => `this.${prefix}${name} = ${initial};`);
  const checks =
    parameters[0]?.type === "number" && random.chance(0.15)
      ? [`if (${parameters[0].name} < 0) throw new RangeError("negative");`]
      : [];
  const body = [...checks, ...assigned, ...derived, ...early];
  if (body.length === 0) return ["", `constructor(${list.join(", ")}) {}`];
  return ["", `constructor(${list.join(", ")}) {`, ...indent(body), "}"];
}

function classPair(parts: Parts): string[] {
  const { plan } = parts;
  const names = plan.parameters.map(({ name }) => name);
  return [
    ...selfClass(parts, "ThingIterator", plan.random.chance(0.3)),
    "",
    "class Thing {",
    ...(names.length > 0
      ? indent([
          `constructor(${plan.parameters.map(({ name, type }) => `private readonly ${name}: ${type}`).join(", ")}) {}`,
          "",
        ])
      : []),
    "  [Symbol.asyncIterator]() {",
    `    return new ThingIterator(${names.map((name) => `this.${name}`).join(", ")});`,
    "  }",
    "}",
  ];
}

function classWithLiteral(parts: Parts): string[] {
  const { plan } = parts;
  const { parameters, keepsThis, random } = plan;
  const list = parameters.map(({ name, type }) => `private readonly ${name}: ${type}`).join(", ");
  const names = parameters.map(({ name }) => name);
  const copies =
    keepsThis || names.length === 0
      ? []
      : random.pick([
          names.map((name) => `const ${name} = this.${name};`),
          [`const { ${names.join(", ")} } = this;`],
        ]);
  return [
    "class Thing {",
    ...(names.length > 0 ? indent([`constructor(${list}) {}`, ""]) : []),
    ...indent(openingMethod(parts, copies)),
    "}",
  ];
}

// --- functions and literals

/** `[Symbol.asyncIterator]() { state; return { next … }; }` */
function openingMethod(parts: Parts, copies: readonly string[] = []): string[] {
  return [
    "[Symbol.asyncIterator]() {",
    ...indent([...copies, ...early(parts.plan), ...closure(parts), ...returned(parts, false)]),
    "}",
  ];
}

function factory(parts: Parts, kind: "function" | "arrow", isIterator: boolean): string[] {
  const { plan } = parts;
  const list = plan.parameters.map(({ name, type }) => `${name}: ${type}`).join(", ");
  const head = kind === "arrow" ? `const thing = (${list}) => {` : `function thing(${list}) {`;
  const tail = kind === "arrow" ? "};" : "}";
  const isFields = plan.shape === "function-fields";
  const body = isIterator
    ? [...early(plan), ...(isFields ? [] : closure(parts)), ...returned(parts, true)]
    : plan.random.chance(0.2) || kind === "function"
      ? [...early(plan), "return {", ...indent(openingMethod(parts)), "};"]
      : undefined;
  if (!body) return [`const thing = (${list}) => ({`, ...indent(openingMethod(parts)), "});"];
  return [...comment(plan, "/** Makes things. */"), head, ...indent(body), tail];
}

function early({ random, noise }: Plan): string[] {
  return random.chance(noise / 3) ? ['say("early");'] : [];
}

function closure({ plan, helpers }: Parts): string[] {
  const states = plan.states.map(({ name, type, initial }) => {
    const typed =
      type.includes("undefined") || type.includes("[]") || plan.random.chance(0.2) ? `: ${type}` : "";
    const word = type.includes("<") ? "const" : "let";
    return `${word} ${name}${typed} = ${initial};`;
  });
  return [...states, ...helpers.flatMap((helper) => localFunction(plan, helper))];
}

function localFunction(
  { random, keepsThis }: Plan,
  { name, isAsync, parameters, returnType, lines }: Method,
): string[] {
  const word = isAsync ? "async " : "";
  if (keepsThis || random.chance(0.5))
    return [`const ${name} = ${word}(${parameters})${returnType} => {`, ...indent(lines), "};"];
  return [`${word}function ${name}(${parameters})${returnType} {`, ...indent(lines), "}"];
}

function returned(parts: Parts, isIterable: boolean): string[] {
  const { plan } = parts;
  const literal = literalMembers(parts, isIterable);
  switch (plan.random.weighted({ direct: 5, named: 1 })) {
    case "named":
      return ["const made = {", ...indent(literal), "};", "return made;"];
    default:
      return ["return {", ...indent(literal), "};"];
  }
}

function literalMembers({ plan, methods, helpers }: Parts, isIterable: boolean): string[] {
  const isFields = plan.shape === "function-fields" || plan.shape === "bare";
  const states = isFields
    ? plan.states.map(
        ({ name, type, initial }) =>
          `${name}: ${/undefined|\[\]/.test(type) ? `${initial} as ${type}` : initial},`,
      )
    : [];
  const kept = plan.shape === "function-fields" ? plan.parameters.map(({ name }) => `${name},`) : [];
  const own = isFields ? helpers : [];
  const iterable = isIterable ? [["[Symbol.asyncIterator]() {", "  return this;", "},"]] : [];
  const members = [...methods, ...own].map((method) => {
    const lines = member(plan, method);
    const last = lines.at(-1) ?? "";
    return [...lines.slice(0, -1), `${last.replace(/;$/, "")},`];
  });
  const all = plan.random.chance(0.5) ? [...members, ...iterable] : [...iterable, ...members];
  return [...states, ...kept, ...all.flat()];
}

function bare(parts: Parts): string[] {
  return ["const thing = {", ...indent(literalMembers(parts, true)), "};"];
}

function member(plan: Plan, { name, isAsync, parameters, returnType, lines }: Method, prefix = ""): string[] {
  const isLiteral = plan.shape !== "class" && plan.shape !== "class-pair";
  const word = isAsync ? "async " : "";
  const isArrow = plan.form === "arrow" && name === "next" && (plan.access !== "this" || !isLiteral);
  const needsArrow = plan.keepsThis;
  if (isArrow || needsArrow) {
    const sign = isLiteral ? ":" : " =";
    return [`${prefix}${name}${sign} ${word}(${parameters})${returnType} => {`, ...indent(lines), "};"];
  }
  const hashed = prefix === "#" ? `${word}#${name}` : `${prefix}${word}${name}`;
  return [`${hashed}(${parameters})${returnType} {`, ...indent(lines), "}"];
}

function comment({ commented, random }: Plan, text: string): string[] {
  return commented && random.chance(0.4) ? [text] : [];
}
