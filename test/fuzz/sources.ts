import { pick, type Context } from "./context";
import { indent } from "./lines";

/** How one value is come by. */
export interface Draw {
  readonly before: readonly string[];
  readonly finishIf: string;
  readonly advance: readonly string[];
  /** May be written where the value is given, once. */
  readonly inlineValue?: string;
  /** May be read many times. */
  readonly value: string;
  /** What is at hand has been taken, even before `inlineValue` is read. */
  readonly takes: boolean;
}

/** How the function that draws is written. */
export interface Surroundings {
  readonly context: Context;
  /** May `await`; otherwise `given` is what a promise gave. */
  readonly awaits: boolean;
  /** Leaves because there is nothing more. */
  readonly finish: readonly string[];
}

/** Writes the draw from whatever the program's core is. */
export function drawFrom(surroundings: Surroundings): Draw {
  const { core } = surroundings.context;
  switch (core) {
    case "counter":
      return fromCounter(surroundings);
    case "steps":
      return surroundings.awaits ? fromSteps(surroundings) : fromCounter(surroundings);
    case "items":
      return fromItems(surroundings);
    case "sync-iterator":
      return fromIterator(surroundings);
    case "pages":
      return fromPages(surroundings);
    case "cursor":
      return fromCursor(surroundings);
    case "nullable":
      return fromNullable(surroundings);
    case "source":
      return fromSource(surroundings);
    case "late-source":
      return fromLateSource(surroundings);
    case "chain":
      return fromChain(surroundings);
    case "reader":
      return fromReader(surroundings);
  }
}

/** A promise of what `given` stands for in a chain's callback. */
export function promisedBy(context: Context): string {
  const { core } = context;
  switch (core) {
    case "source":
      return `${context.ref("upstream")}.next()`;
    case "reader":
      return `${context.ref("reader")}.read()`;
    case "pages":
      return `loadPage(${context.ref("page")}++)`;
    case "cursor":
      return `fetchFrom(${context.ref("cursor")})`;
    case "nullable":
      return `take(${context.ref("turn")}++)`;
    case "steps":
      return `step(${context.ref(context.states[0]?.name ?? "n")})`;
    default:
      return "pause()";
  }
}

function fromCounter({ context }: Surroundings): Draw {
  const { draw } = context.model.next.round;
  const n = context.ref(context.states[0]?.name ?? "n");
  const limit = context.limit();
  const name = context.fresh(draw, ["value", "current", "count", "k"]);
  const finishIf = pick(draw, [`${n} >= ${limit}`, `!(${n} < ${limit})`, `${n} > ${limit}`]);
  return pick<Draw>(draw, [
    { before: [], finishIf, advance: [], inlineValue: `item(${n}++)`, value: `String(${n})`, takes: false },
    { before: [], finishIf, advance: [`const ${name} = item(${n}++);`], value: name, takes: true },
    { before: [], finishIf, advance: [`${n} += 1;`], value: `item(${n})`, takes: true },
    {
      before: [`const ${name} = ${n}++;`],
      finishIf: `${name} >= ${limit}`,
      advance: [],
      inlineValue: `item(${name})`,
      value: `item(${name})`,
      takes: true,
    },
    { before: [`${n}++;`], finishIf: `${n} > ${limit}`, advance: [], value: `item(${n})`, takes: true },
    {
      before: [],
      finishIf: `${n} === ${limit}`,
      advance: [`const ${name} = item(${n});`, `${n} = ${n} + 1;`],
      value: name,
      takes: true,
    },
  ]);
}

function fromSteps({ context }: Surroundings): Draw {
  const { draw } = context.model.next.round;
  const n = context.ref(context.states[0]?.name ?? "n");
  const text = context.fresh(draw, ["value", "text", "item1"]);
  return {
    before: [],
    finishIf: `${n} >= ${context.limit()}`,
    advance: pick(draw, [
      [`const ${text} = await step(${n}++);`],
      [`const ${text} = await step(${n});`, `${n}++;`],
      [`${n}++;`, `const ${text} = await step(${n});`],
    ]),
    value: text,
    takes: true,
  };
}

function fromItems({ context }: Surroundings): Draw {
  const { draw } = context.model.next.round;
  const [parameter] = context.parameters;
  const items = parameter ? context.ref(parameter.name) : "words";
  const index = context.ref("index");
  const name = context.fresh(draw, ["item1", "value", "index"]);
  const finishIf = pick(draw, [`${index} >= ${items}.length`, `!(${index} < ${items}.length)`]);
  return pick<Draw>(draw, [
    { before: [], finishIf, advance: [`const ${name} = ${items}[${index}++];`], value: name, takes: true },
    {
      before: [],
      finishIf,
      advance: [],
      inlineValue: `${items}[${index}++]`,
      value: `String(${index})`,
      takes: false,
    },
    {
      before: [],
      finishIf,
      advance: [`const ${name} = ${items}[${index}];`, `${index}++;`],
      value: name,
      takes: true,
    },
    {
      before: [`const ${name} = ${items}[${index}];`],
      finishIf,
      advance: [`${index} += 1;`],
      value: name,
      takes: true,
    },
    {
      before: [],
      finishIf: `${index} === ${items}.length`,
      advance: [`const ${name} = ${items}[${index}];`, `${index} += ${pick(draw, ["1", "2"])};`],
      value: name,
      takes: true,
    },
  ]);
}

function fromIterator({ context }: Surroundings): Draw {
  const { draw } = context.model.next.round;
  const iterator = context.ref("iterator");
  const name = context.fresh(draw, ["result", "entry", "value"]);
  return pick<Draw>(draw, [
    {
      before: [`const ${name} = ${iterator}.next();`],
      finishIf: `${name}.done`,
      advance: [],
      inlineValue: `${name}.value`,
      value: `${name}.value`,
      takes: true,
    },
    {
      before: [`const { value: ${name}x, done: over } = ${iterator}.next();`],
      finishIf: "over",
      advance: [],
      value: `${name}x`,
      takes: true,
    },
  ]);
}

function fromSource({ context, awaits }: Surroundings): Draw {
  const { draw } = context.model.next.round;
  const name = context.fresh(draw, ["result", "step1", "value"]);
  if (!awaits) return ofResult("given", []);
  if (draw % 4 === 3)
    return {
      before: [`const { value: ${name}x, done: over } = await ${context.ref("upstream")}.next();`],
      finishIf: "over",
      advance: [],
      value: `${name}x`,
      takes: true,
    };
  return ofResult(name, [`const ${name} = await ${context.ref("upstream")}.next();`]);
}

/** The source is opened when the first value is asked for. */
function fromLateSource({ context }: Surroundings): Draw {
  const { draw, load } = context.model.next.round;
  const [upstream, source] = [context.ref("upstream"), context.ref("source")];
  const name = context.fresh(draw, ["result", "step1", "value"]);
  const opened = `${source}[Symbol.asyncIterator]();`;
  const open = pick(load, [
    [`${upstream} ??= ${opened}`],
    [`if (!${upstream}) ${upstream} = ${opened}`],
    [`if (${upstream} === undefined) {`, `  ${upstream} = ${opened}`, "}"],
  ]);
  return ofResult(name, [...open, `const ${name} = await ${upstream}.next();`]);
}

function ofResult(name: string, before: readonly string[]): Draw {
  return {
    before,
    finishIf: `${name}.done`,
    advance: [],
    inlineValue: `${name}.value`,
    value: `${name}.value`,
    takes: true,
  };
}

/** One source after the other. */
function fromChain({ context, finish, awaits }: Surroundings): Draw {
  const [index, upstream, sources] = [context.ref("index"), context.ref("upstream"), context.ref("sources")];
  if (!awaits) return { before: [], finishIf: "true as boolean", advance: [], value: '"x"', takes: true };
  return {
    before: [
      `let drawn = ${upstream} && (await ${upstream}.next());`,
      "while (!drawn || drawn.done) {",
      `  const source = ${sources}[${index}++];`,
      ...(finish.length === 1
        ? [`  if (!source) ${finish[0] ?? ""}`]
        : ["  if (!source) {", ...indent(indent(finish)), "  }"]),
      `  ${upstream} = source[Symbol.asyncIterator]();`,
      `  drawn = await ${upstream}.next();`,
      "}",
    ],
    finishIf: 'drawn.value === "c"',
    advance: [],
    inlineValue: "drawn.value",
    value: "drawn.value",
    takes: true,
  };
}

function fromReader({ context, awaits }: Surroundings): Draw {
  const { draw } = context.model.next.round;
  if (!awaits) return ofResult("given", []);
  const name = context.fresh(draw, ["chunk", "value", "part"]);
  const read = `await ${context.ref("reader")}.read()`;
  if (draw % 2 === 0) return ofResult(name, [`const ${name} = ${read};`]);
  return {
    before: [`const { done: ended, value: ${name}x } = ${read};`],
    finishIf: "ended",
    advance: [],
    inlineValue: `${name}x`,
    value: `${name}x`,
    takes: true,
  };
}

function fromNullable({ context, awaits, finish }: Surroundings): Draw {
  const { draw } = context.model.next.round;
  const name = context.fresh(draw, ["found", "value", "row"]);
  const turn = context.ref("turn");
  if (!awaits) return { before: [], finishIf: "given === null", advance: [], value: "given", takes: true };
  const limited =
    context.parameters.length > 0 ? [`if (${turn} >= ${context.limit()}) {`, ...indent(finish), "}"] : [];
  return {
    before: [...limited, `const ${name} = await take(${turn}++);`],
    finishIf: pick(draw, [`${name} === null`, `${name} == null`, `!${name}`]),
    advance: [],
    inlineValue: name,
    value: name,
    takes: true,
  };
}

function fromPages({ context, awaits, finish }: Surroundings): Draw {
  const { load } = context.model.next.round;
  const [buffer, page] = [context.ref("buffer"), context.ref("page")];
  const pages = context.limit();
  const loaded = awaits ? `await loadPage(${page}++)` : "given";
  const before = !awaits
    ? [`${buffer}.push(...given);`]
    : pick(load, [
        [`if (${buffer}.length === 0) {`, `  ${buffer} = ${loaded};`, "}"],
        [`if (${buffer}.length === 0 && ${page} < ${pages}) ${buffer} = ${loaded};`],
        [`while (${buffer}.length === 0 && ${page} < ${pages}) {`, `  ${buffer} = ${loaded};`, "}"],
        [
          `if (!${buffer}.length) {`,
          ...indent([`if (${page} >= ${pages}) {`, ...indent(finish), "}", `${buffer} = ${loaded};`]),
          "}",
        ],
        [`if (${buffer}.length === 0) {`, `  const rows = ${loaded};`, `  ${buffer}.push(...rows);`, "}"],
      ]);
  return shifted(context, buffer, before);
}

function fromCursor({ context, awaits, finish }: Surroundings): Draw {
  const { load } = context.model.next.round;
  const [buffer, cursor] = [context.ref("buffer"), context.ref("cursor")];
  const take = pick(load, [
    [`${buffer} = got.items;`, `${cursor} = got.next;`],
    [`${buffer}.push(...got.items);`, `${cursor} = got.next;`],
    [`${cursor} = got.next;`, `${buffer} = got.items;`],
  ]);
  const fetch = [`const got = await fetchFrom(${cursor});`, ...take];
  const before = !awaits
    ? ["const got = given;", ...take]
    : pick(load, [
        [`if (${buffer}.length === 0 && ${cursor} !== undefined) {`, ...indent(fetch), "}"],
        [`while (${buffer}.length === 0 && ${cursor} !== undefined) {`, ...indent(fetch), "}"],
        [
          `if (${buffer}.length === 0) {`,
          ...indent([`if (${cursor} === undefined) {`, ...indent(finish), "}", ...fetch]),
          "}",
        ],
      ]);
  return shifted(context, buffer, before);
}

function shifted(context: Context, buffer: string, before: readonly string[]): Draw {
  const { draw } = context.model.next.round;
  const name = context.fresh(draw, ["item1", "value", "row"]);
  return pick<Draw>(draw, [
    {
      before,
      finishIf: `${buffer}.length === 0`,
      advance: [],
      inlineValue: `${buffer}.shift()!`,
      value: `String(${buffer}.length)`,
      takes: false,
    },
    {
      before,
      finishIf: `!${buffer}.length`,
      advance: [`const ${name} = ${buffer}.shift()!;`],
      value: name,
      takes: true,
    },
    {
      before: [...before, `const ${name} = ${buffer}.shift();`],
      finishIf: `${name} === undefined`,
      advance: [],
      inlineValue: name,
      value: name,
      takes: true,
    },
  ]);
}
