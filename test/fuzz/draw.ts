import { indent } from "./lines";
import type { Plan } from "./plan";

/** How one value is come by. */
export interface Draw {
  readonly before: readonly string[];
  readonly finishIf: string;
  readonly advance: readonly string[];
  /** May be written where the value is given, once. */
  readonly inlineValue?: string;
  /** May be read many times. */
  readonly value: string;
  readonly locals: readonly string[];
}

/** What drawing needs of the function that it is written into. */
export interface DrawTools {
  readonly plan: Plan;
  readonly awaits: boolean;
  ref(name: string): string;
  fresh(names: readonly string[]): string;
  /** The expression that a finishing `return` gives. */
  finish(): string;
}

/** Writes the draw from whatever the plan's core is. */
export class DrawWriter {
  readonly #tools: DrawTools;

  constructor(tools: DrawTools) {
    this.#tools = tools;
  }

  /** How a value is come by. */
  draw(): Draw {
    const { core, random, parameters } = this.#tools.plan;
    const first = parameters[0]?.name;
    const limit = first ? this.#tools.ref(first) : String(2 + random.below(4));
    switch (core) {
      case "counter":
      case "steps": {
        const n = this.#tools.ref(this.#tools.plan.states[0]?.name ?? "n");
        const name = this.#tools.fresh(["value", "current", "count", "k"]);
        const finishIf = random.pick([`${n} >= ${limit}`, `!(${n} < ${limit})`, `${n} === ${limit}`]);
        if (core === "steps" && this.#tools.awaits) {
          const text = this.#tools.fresh(["value", "text", "item"]);
          return {
            before: [],
            finishIf: `${n} >= ${limit}`,
            advance: random.pick([
              [`const ${text} = await step(${n}++);`],
              [`const ${text} = await step(${n});`, `${n}++;`],
              [`${n}++;`, `const ${text} = await step(${n});`],
            ]),
            value: text,
            locals: [text],
          };
        }
        return random.pick<Draw>([
          {
            before: [],
            finishIf: `${n} >= ${limit}`,
            advance: [`const ${name} = ${n}++;`],
            value: `\`v\${${name}}\``,
            locals: [],
          },
          {
            before: [],
            finishIf: `${n} >= ${limit}`,
            advance: [`${n} += 1;`],
            value: `\`v\${${n}}\``,
            locals: [],
          },
          {
            before: [],
            finishIf,
            advance: [],
            inlineValue: `String(${n}++)`,
            value: `\`v\${${n}}\``,
            locals: [],
          },
          {
            before: [`const ${name} = ${n}++;`],
            finishIf: `${name} >= ${limit}`,
            advance: [],
            inlineValue: `String(${name})`,
            value: `String(${name})`,
            locals: [],
          },
        ]);
      }
      case "items": {
        const items = this.#tools.ref(first ?? "items");
        const index = this.#tools.ref("index");
        const name = this.#tools.fresh(["item", "value", "index"]);
        if (!first) return constantItems(index);
        return random.pick<Draw>([
          {
            before: [],
            finishIf: `${index} >= ${items}.length`,
            advance: [`const ${name} = ${items}[${index}++];`],
            value: name,
            locals: [name],
          },
          {
            before: [],
            finishIf: `${index} >= ${items}.length`,
            advance: [`const ${name} = ${items}[${index}];`, `${index}++;`],
            value: name,
            locals: [name],
          },
          {
            before: [],
            finishIf: `${index} >= ${items}.length`,
            advance: [],
            inlineValue: `${items}[${index}++]`,
            value: `String(${index})`,
            locals: [],
          },
        ]);
      }
      case "sync-iterator": {
        const iterator = this.#tools.ref("iterator");
        const name = this.#tools.fresh(["result", "entry", "value"]);
        return random.pick<Draw>([
          {
            before: [`const ${name} = ${iterator}.next();`],
            finishIf: `${name}.done`,
            advance: [],
            inlineValue: `${name}.value`,
            value: `${name}.value`,
            locals: [],
          },
          {
            before: [`const { value: ${name}x, done: over } = ${iterator}.next();`],
            finishIf: "over",
            advance: [],
            value: `${name}x`,
            locals: [`${name}x`],
          },
        ]);
      }
      case "pages":
        return this.#drawPages(first ? this.#tools.ref(first) : "2");
      case "cursor":
        return this.#drawCursor();
      case "source": {
        const upstream = this.#tools.ref("upstream");
        const name = this.#tools.fresh(["result", "step", "value"]);
        const got = this.#tools.awaits ? `await ${upstream}.next()` : "given";
        return {
          before: this.#tools.awaits ? [`const ${name} = ${got};`] : [],
          finishIf: `${this.#tools.awaits ? name : "given"}.done`,
          advance: [],
          inlineValue: `${this.#tools.awaits ? name : "given"}.value`,
          value: `${this.#tools.awaits ? name : "given"}.value`,
          locals: [],
        };
      }
      case "reader": {
        const name = this.#tools.fresh(["chunk", "value", "part"]);
        if (!this.#tools.awaits)
          return {
            before: [],
            finishIf: "given.done",
            advance: [],
            inlineValue: "given.value",
            value: "given.value",
            locals: [],
          };
        return random.pick<Draw>([
          {
            before: [`const { done, value } = await ${this.#tools.ref("reader")}.read();`],
            finishIf: "done",
            advance: [],
            inlineValue: "value",
            value: "value",
            locals: ["value"],
          },
          {
            before: [`const ${name} = await ${this.#tools.ref("reader")}.read();`],
            finishIf: `${name}.done`,
            advance: [],
            inlineValue: `${name}.value`,
            value: `${name}.value`,
            locals: [],
          },
        ]);
      }
    }
  }

  #drawPages(pages: string): Draw {
    const { random } = this.#tools.plan;
    const buffer = this.#tools.ref("buffer");
    const page = this.#tools.ref("page");
    const load = this.#tools.awaits ? `await loadPage(${page}++)` : "given";
    const name = this.#tools.fresh(["item", "value", "row"]);
    const before = !this.#tools.awaits
      ? [`${buffer}.push(...given);`]
      : random.pick([
          [`if (${buffer}.length === 0) {`, `  ${buffer} = ${load};`, "}"],
          [`if (${buffer}.length === 0 && ${page} < ${pages}) ${buffer} = ${load};`],
          [`while (${buffer}.length === 0 && ${page} < ${pages}) {`, `  ${buffer} = ${load};`, "}"],
          [
            `if (!${buffer}.length) {`,
            `  if (${page} >= ${pages}) return ${this.#tools.finish()};`,
            `  ${buffer} = ${load};`,
            "}",
          ],
          [`if (${buffer}.length === 0) {`, `  const rows = ${load};`, `  ${buffer}.push(...rows);`, "}"],
        ]);
    return random.pick<Draw>([
      {
        before,
        finishIf: `${buffer}.length === 0`,
        advance: [],
        inlineValue: `${buffer}.shift()!`,
        value: `String(${buffer}.length)`,
        locals: [],
      },
      {
        before,
        finishIf: `!${buffer}.length`,
        advance: [`const ${name} = ${buffer}.shift()!;`],
        value: name,
        locals: [name],
      },
      {
        before: [...before, `const ${name} = ${buffer}.shift();`],
        finishIf: `${name} === undefined`,
        advance: [],
        inlineValue: name,
        value: name,
        locals: [name],
      },
    ]);
  }

  #drawCursor(): Draw {
    const { random } = this.#tools.plan;
    const buffer = this.#tools.ref("buffer");
    const cursor = this.#tools.ref("cursor");
    const name = this.#tools.fresh(["item", "value", "row"]);
    const take = random.pick([
      [`${buffer} = got.items;`, `${cursor} = got.next;`],
      [`${buffer}.push(...got.items);`, `${cursor} = got.next;`],
      [`${cursor} = got.next;`, `${buffer} = got.items;`],
    ]);
    const before = !this.#tools.awaits
      ? [`const got = given;`, ...take]
      : random.pick([
          [
            `if (${buffer}.length === 0 && ${cursor} !== undefined) {`,
            `  const got = await fetchFrom(${cursor});`,
            ...indent(take),
            "}",
          ],
          [
            `while (${buffer}.length === 0 && ${cursor} !== undefined) {`,
            `  const got = await fetchFrom(${cursor});`,
            ...indent(take),
            "}",
          ],
          [
            `if (${buffer}.length === 0) {`,
            `  if (${cursor} === undefined) return ${this.#tools.finish()};`,
            `  const got = await fetchFrom(${cursor});`,
            ...indent(take),
            "}",
          ],
        ]);
    return random.pick<Draw>([
      {
        before,
        finishIf: `${buffer}.length === 0`,
        advance: [],
        inlineValue: `${buffer}.shift()!`,
        value: `String(${buffer}.length)`,
        locals: [],
      },
      {
        before: [...before, `const ${name} = ${buffer}.shift();`],
        finishIf: `${name} === undefined`,
        advance: [],
        inlineValue: name,
        value: name,
        locals: [name],
      },
    ]);
  }

  /** A promise of what `given` stands for in a chain's callback. */
  promised(): string {
    const { core } = this.#tools.plan;
    switch (core) {
      case "source":
        return `${this.#tools.ref("upstream")}.next()`;
      case "reader":
        return `${this.#tools.ref("reader")}.read()`;
      case "pages":
        return `loadPage(${this.#tools.ref("page")}++)`;
      case "cursor":
        return `fetchFrom(${this.#tools.ref("cursor")})`;
      case "steps":
        return `step(${this.#tools.ref(this.#tools.plan.states[0]?.name ?? "n")})`;
      default:
        return "pause()";
    }
  }
}

function constantItems(index: string): Draw {
  return {
    before: [],
    finishIf: `${index} >= words.length`,
    advance: [],
    inlineValue: `words[${index}++]`,
    value: `String(${index})`,
    locals: [],
  };
}
