import { DrawWriter } from "./draw";
import { indent, join } from "./lines";
import type { Plan } from "./plan";

/** How the code of one function speaks: what exits look like, and what it may use. */
interface Voice {
  /** May `await`. */
  readonly awaits: boolean;
  /** `Promise.resolve(…)` around results. */
  readonly wraps: boolean;
  /** String variables in scope. */
  readonly locals: readonly string[];
  readonly depth: number;
  /** `continue` draws once more. */
  readonly inLoop: boolean;
  /** What is at hand has been taken, so drawing once more gives something else. */
  readonly hasAdvanced: boolean;
  /** An expression for the value at hand, once there is one. */
  readonly value: string | undefined;
}

export interface Method {
  readonly name: string;
  readonly isAsync: boolean;
  readonly parameters: string;
  readonly returnType: string;
  readonly lines: readonly string[];
}

/** Writes `next()`, `return()` and the helpers they call. */
export class BodyWriter {
  readonly helpers: Method[] = [];
  readonly #plan: Plan;
  readonly #names = new Set<string>();
  #count = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  next(): Method {
    const { form, annotated, core, random } = this.#plan;
    const isAsync = form === "async" || (form === "arrow" && random.chance(0.7));
    const lines = isAsync ? this.#asyncBody() : this.#promiseBody();
    const returnType = annotated || core === "source" ? ": Promise<IteratorResult<string>>" : "";
    return { name: "next", isAsync, parameters: "", returnType, lines };
  }

  return(): Method | undefined {
    const { returns, random, annotated } = this.#plan;
    if (returns === "none") return undefined;
    const lines = this.#returnLines();
    const isAsync = random.chance(0.8) || lines.some((line) => line.includes("await "));
    const result = "{ value: undefined, done: true }";
    const returnType = annotated ? ": Promise<IteratorResult<string>>" : "";
    const typed = annotated ? result : "{ value: undefined, done: true as const }";
    return {
      name: "return",
      isAsync,
      parameters: "",
      returnType,
      lines: [...lines, `return ${isAsync ? typed : `Promise.resolve(${typed})`};`],
    };
  }

  /** The text that reads a state variable or a kept parameter. */
  ref(name: string): string {
    const { access, keepsThis, parameters } = this.#plan;
    if (keepsThis && parameters.some((parameter) => parameter.name === name)) return `this.${name}`;
    return access === "local" ? name : access === "hash" ? `this.#${name}` : `this.${name}`;
  }

  #has(name: string): boolean {
    return this.#plan.states.some((state) => state.name === name);
  }

  #returnLines(): string[] {
    const { returns, random } = this.#plan;
    const noise = random.chance(0.3) ? ['say("return");'] : [];
    switch (returns) {
      case "flag":
        return [...noise, `${this.ref("done")} = true;`];
      case "duplicated":
      case "only-there":
        return [...noise, ...this.#cleanup()];
      case "forward":
        return random.pick([
          [...noise, `await ${this.ref("upstream")}.return?.();`],
          [`await ${this.ref("upstream")}.return?.();`, ...noise],
          [`if (${this.ref("upstream")}.return) await ${this.ref("upstream")}.return();`],
        ]);
      default:
        return noise;
    }
  }

  #cleanup(): string[] {
    const { random } = this.#plan;
    if (random.chance(0.5))
      return [`if (${this.ref("open")}) {`, `  ${this.ref("open")} = false;`, '  say("close");', "}"];
    return [`${this.ref("open")} = false;`, 'say("close");'];
  }

  // --- next as an async function

  #asyncBody(): string[] {
    const { random } = this.#plan;
    const voice: Voice = {
      awaits: true,
      wraps: false,
      locals: [],
      depth: 0,
      inLoop: false,
      hasAdvanced: false,
      value: undefined,
    };
    const core = this.#round(voice);
    switch (random.weighted({ plain: 6, loop: 3, try: 2, started: 2, doneFlag: 2, phase: 1, endless: 1 })) {
      case "loop":
        return ["while (true) {", ...indent(this.#round({ ...voice, inLoop: true })), "}"];
      case "endless":
        return ["for (;;) {", ...indent(this.#round({ ...voice, inLoop: true })), "}"];
      case "try":
        return this.#tryAround(core, voice);
      case "started":
        if (!this.#has("started")) return core;
        return [
          `if (!${this.ref("started")}) {`,
          `  ${this.ref("started")} = true;`,
          ...indent(this.#effects(voice, true)),
          "}",
          ...core,
        ];
      case "doneFlag":
        if (!this.#has("done")) return core;
        return [`if (${this.ref("done")}) return ${this.#finish(voice)};`, ...core];
      case "phase":
        return this.#has("phase") ? this.#phases(core, voice) : core;
      default:
        return core;
    }
  }

  #phases(core: string[], voice: Voice): string[] {
    const phase = this.ref("phase");
    const { random } = this.#plan;
    const first = random.chance(0.5)
      ? [`return ${this.#yield(voice, '"head"')};`]
      : [...this.#effects(voice, true), "// falls through"];
    return [
      `switch (${phase}) {`,
      "  case 0:",
      `    ${phase} = 1;`,
      ...indent(indent(first)),
      "  case 1: {",
      ...indent(indent(core)),
      "  }",
      "  default:",
      `    return ${this.#finish(voice)};`,
      "}",
    ];
  }

  #tryAround(core: string[], voice: Voice): string[] {
    const { random } = this.#plan;
    const lines = ["try {", ...indent(core), "}"];
    const kind = random.pick(["catch", "finally", "both"]);
    if (kind !== "finally") {
      lines.push("catch (error) {", ...indent(this.#handler(voice)), "}");
    }
    if (kind !== "catch")
      lines.push("finally {", ...indent(this.#effects({ ...voice, awaits: random.chance(0.3) }, true)), "}");
    return join(lines);
  }

  #handler(voice: Voice): string[] {
    const { random } = this.#plan;
    const told = "say(`failed: ${String(error)}`);";
    const last = random.weighted({ rethrow: 3, finish: 3, yield: 1, again: 1 });
    switch (last) {
      case "rethrow":
        return [...random.pick([[told], this.#cleanupIfAny(), []]), "throw error;"];
      case "finish":
        return [told, ...this.#markDone(), ...this.#cleanupIfAny(), `return ${this.#finish(voice)};`];
      case "yield":
        return [told, `return ${this.#yield(voice, '"failure"')};`];
      case "again":
        return [told, this.#advanceForSure(), `return ${this.#yield(voice, '"skipped"')};`];
    }
  }

  /** One round: draw, finish or go on with the value. */
  #round(voice: Voice): string[] {
    const { random } = this.#plan;
    const draw = this.#draws(voice).draw();
    const before = this.#effects(voice, false);
    const finish = [
      ...this.#effects(voice, false),
      ...this.#markDone(),
      ...this.#cleanupIfAny(),
      `return ${this.#finish(voice)};`,
    ];
    const hasAdvanced = draw.inlineValue === undefined || /result|given|drawn/.test(draw.inlineValue);
    const inner = { ...voice, hasAdvanced, value: draw.value, locals: [...voice.locals, ...draw.locals] };
    const go = [...draw.advance, ...this.#middle(inner), ...this.#last(inner, draw.inlineValue)];
    switch (
      draw.inlineValue
        ? random.weighted({ guard: 4, inverted: 2, else: 1, ternary: 1 })
        : random.weighted({ guard: 5, inverted: 2, else: 1 })
    ) {
      case "inverted":
        return [...before, ...draw.before, `if (${negate(draw.finishIf)}) {`, ...indent(go), "}", ...finish];
      case "else":
        return [
          ...before,
          ...draw.before,
          `if (${draw.finishIf}) {`,
          ...indent(finish),
          "} else {",
          ...indent(go),
          "}",
        ];
      case "ternary":
        return [...before, ...draw.before, this.#ternary(voice, draw.finishIf, draw.inlineValue ?? '"x"')];
      default:
        return [
          ...before,
          ...draw.before,
          ...(finish.length === 1 && random.chance(0.6)
            ? [`if (${draw.finishIf}) ${finish[0] ?? ""}`]
            : [`if (${draw.finishIf}) {`, ...indent(finish), "}"]),
          ...go,
        ];
    }
  }

  #ternary(voice: Voice, finishIf: string, value: string): string {
    const { random } = this.#plan;
    const done = "{ value: undefined, done: true }";
    const given = `{ value: ${value}, done: false }`;
    const [test, a, b] = random.chance(0.5) ? [finishIf, done, given] : [negate(finishIf), given, done];
    if (voice.wraps)
      return random.chance(0.5)
        ? `return ${test} ? Promise.resolve(${a}) : Promise.resolve(${b});`
        : `return Promise.resolve(${test} ? ${a} : ${b});`;
    return `return ${test} ? ${a} : ${b};`;
  }

  /** Statements between the draw and the last exit, some of which may leave. */
  #middle(voice: Voice): string[] {
    const { random } = this.#plan;
    const lines = this.#effects(voice, false);
    const count = random.weighted({ "0": 6, "1": 4, "2": 2 });
    for (let i = 0; i < Number(count); i++) lines.push(...this.#control(voice));
    return lines;
  }

  #control(voice: Voice): string[] {
    const { random } = this.#plan;
    const deeper = { ...voice, depth: voice.depth + 1 };
    if (voice.depth > 1) return this.#effects(deeper, true);
    switch (
      random.weighted({ throws: 2, skips: 3, exits: 3, ifElse: 2, loop: 2, tries: 3, switch: 1, finishes: 2 })
    ) {
      case "throws":
        return [`if (${this.#condition(voice)}) throw new Error("${this.#tag()}");`];
      case "skips":
        return [`if (${this.#condition(voice)}) ${this.#again(voice)}`];
      case "exits":
        return [
          `if (${this.#condition(voice)}) {`,
          ...indent([...this.#effects(deeper, false), `return ${this.#yield(deeper)};`]),
          "}",
        ];
      case "finishes":
        return [
          `if (${this.#condition(voice)}) {`,
          ...indent([
            ...this.#effects(deeper, false),
            ...this.#markDone(),
            ...this.#cleanupIfAny(),
            `return ${this.#finish(deeper)};`,
          ]),
          "}",
        ];
      case "ifElse":
        return [
          `if (${this.#condition(voice)}) {`,
          ...indent(this.#effects(deeper, true)),
          "} else {",
          ...indent(this.#effects(deeper, true)),
          "}",
        ];
      case "loop":
        return this.#innerLoop({ ...deeper, inLoop: false });
      case "tries":
        return this.#innerTry(deeper);
      case "switch":
        return [
          `switch (${this.#condition(voice)}) {`,
          "  case true:",
          ...indent(
            indent(
              random.chance(0.5)
                ? [`return ${this.#yield({ ...deeper, inLoop: false })};`]
                : [...this.#effects(deeper, true), "break;"],
            ),
          ),
          "  default:",
          ...indent(indent([...this.#effects(deeper, true), "break;"])),
          "}",
        ];
    }
  }

  #innerLoop(voice: Voice): string[] {
    const { random } = this.#plan;
    const i = this.#fresh(["i", "j"]);
    const inside = [`moved += ${i};`, ...this.#effects(voice, false)];
    if (random.chance(0.4))
      inside.push(
        `if (${i} === 1) ${random.pick(["break;", "continue;", `return ${this.#yield(voice)};`, 'throw new Error("inside");'])}`,
      );
    if (random.chance(0.3)) inside.push('say("tail");');
    return random.pick([
      [`for (let ${i} = 0; ${i} < 2; ${i}++) {`, ...indent(inside), "}"],
      [`for (const ${i} of [0, 1]) {`, ...indent(inside), "}"],
      [`let ${i} = 0;`, `while (${i} < 2) {`, `  ${i}++;`, ...indent(inside), "}"],
    ]);
  }

  #innerTry(voice: Voice): string[] {
    const { random } = this.#plan;
    const body = [...this.#effects(voice, true)];
    if (voice.awaits && random.chance(0.6)) body.push(`await step(${random.below(5)});`);
    if (random.chance(0.5))
      body.push(
        random.pick([
          `return ${this.#yield(voice)};`,
          `if (${this.#condition(voice)}) return ${this.#yield(voice)};`,
          `if (${this.#condition(voice)}) throw new Error("${this.#tag()}");`,
        ]),
      );
    const lines = ["try {", ...indent(body), "}"];
    const kind = random.pick(["catch", "finally", "both"]);
    if (kind !== "finally")
      lines.push(
        "catch (error) {",
        ...indent(random.chance(0.5) ? ["say(`inner: ${String(error)}`);"] : this.#handler(voice)),
        "}",
      );
    if (kind !== "catch")
      lines.push("finally {", ...indent(this.#effects({ ...voice, awaits: false }, true)), "}");
    return join(lines);
  }

  #last(voice: Voice, inline: string | undefined): string[] {
    const { random, annotated } = this.#plan;
    const value = inline ?? voice.value ?? '"x"';
    switch (random.weighted({ plain: 8, variable: 2, helper: 2, asyncHelper: 1, computed: 1, again: 1 })) {
      case "variable": {
        const name = this.#fresh(["result", "answer"]);
        const type = annotated || random.chance(0.5) ? ": IteratorResult<string>" : "";
        return [
          `const ${name}${type} = { value: ${value}, done: false };`,
          ...this.#effects(voice, false),
          `return ${voice.wraps ? `Promise.resolve(${name})` : name};`,
        ];
      }
      case "helper":
        return [`return ${voice.wraps ? `Promise.resolve(${this.#emitter(value)})` : this.#emitter(value)};`];
      case "asyncHelper":
        return [`return ${this.#asyncEmitter(value)};`];
      case "computed":
        return [
          `return ${this.#wrap(voice, `{ value: ${value}, done: ${this.#condition(voice)} } as IteratorResult<string>`)};`,
        ];
      case "again":
        return [
          `if (${this.#condition(voice)}) ${this.#again(voice)}`,
          `return ${this.#yield(voice, value)};`,
        ];
      default:
        return [`return ${this.#yield(voice, value)};`];
    }
  }

  #emitter(value: string): string {
    if (!this.helpers.some(({ name }) => name === "emit")) {
      this.helpers.push({
        name: "emit",
        isAsync: false,
        parameters: "value: string",
        returnType: ": IteratorResult<string>",
        lines: [...this.#effects(quiet, false), "return { value, done: false };"],
      });
    }
    return `${this.#call("emit")}(${value})`;
  }

  #asyncEmitter(value: string): string {
    if (!this.helpers.some(({ name }) => name === "deliver")) {
      this.helpers.push({
        name: "deliver",
        isAsync: true,
        parameters: "value: string",
        returnType: ": Promise<IteratorResult<string>>",
        lines: [...this.#effects({ ...quiet, awaits: true }, false), "return { value, done: false };"],
      });
    }
    return `${this.#call("deliver")}(${value})`;
  }

  #call(name: string): string {
    const { access } = this.#plan;
    return access === "local" ? name : access === "hash" ? `this.#${name}` : `this.${name}`;
  }

  /** Draws once more: the iterator's own `next()`, or another round of the loop. */
  #again(voice: Voice): string {
    if (!voice.hasAdvanced) return `throw new Error("${this.#tag()}");`;
    if (voice.inLoop) return "continue;";
    const { access, random, shape } = this.#plan;
    if (access === "local" && shape !== "function" && shape !== "class-literal")
      return `throw new Error("${this.#tag()}");`;
    if (this.#plan.form === "arrow" && access === "local") return `throw new Error("${this.#tag()}");`;
    return voice.awaits && random.chance(0.3) ? "return await this.next();" : "return this.next();";
  }

  #yield(voice: Voice, value = voice.value ?? '"y"'): string {
    const { random } = this.#plan;
    const literal = random.weighted({ usual: 6, doneFirst: 2, noDone: 1 });
    const text =
      literal === "usual"
        ? `{ value: ${value}, done: false }`
        : literal === "doneFirst"
          ? `{ done: false, value: ${value} }`
          : `{ value: ${value} }`;
    return this.#wrap(voice, text);
  }

  #finish(voice: Voice): string {
    const { random } = this.#plan;
    return this.#wrap(
      voice,
      random.pick([
        "{ value: undefined, done: true }",
        "{ done: true, value: undefined }",
        "{ value: undefined, done: true }",
        '{ value: "end", done: true }',
      ]),
    );
  }

  #wrap({ wraps }: Voice, literal: string): string {
    return wraps ? `Promise.resolve(${literal})` : literal;
  }

  #markDone(): string[] {
    return this.#has("done") && this.#plan.random.chance(0.6) ? [`${this.ref("done")} = true;`] : [];
  }

  #cleanupIfAny(): string[] {
    return this.#plan.returns === "duplicated" ? this.#cleanup() : [];
  }

  #advanceForSure(): string {
    const { core, states } = this.#plan;
    if (core === "counter" || core === "steps") return `${this.ref(states[0]?.name ?? "n")}++;`;
    if (core === "items") return `${this.ref("index")}++;`;
    return 'say("once more");';
  }

  /** Statements that leave a trace and nothing more. */
  #effects(voice: Voice, atLeastOne: boolean): string[] {
    const { random, noise, commented } = this.#plan;
    const lines: string[] = [];
    if (commented && random.chance(0.2))
      lines.push(random.pick([`// ${this.#tag()}`, `/* ${this.#tag()} */`]));
    while (random.chance(noise)) lines.push(this.#effect(voice));
    if (atLeastOne && lines.every((line) => line.startsWith("/"))) lines.push(this.#effect(voice));
    return lines;
  }

  #effect(voice: Voice): string {
    const { random, commented } = this.#plan;
    const comment = commented && random.chance(0.15) ? ` // ${this.#tag()}` : "";
    const [state] = this.#plan.states;
    const options = [
      `say("${this.#tag()}");`,
      `say("${this.#tag()}");`,
      voice.value ? `say(${voice.value});` : `say("${this.#tag()}");`,
      "moved++;",
    ];
    if (state && ["number", "boolean"].includes(state.type))
      options.push(`say(String(${this.ref(state.name)}));`);
    if (this.#has("seen")) options.push(`${this.ref("seen")}++;`, `say(\`seen \${${this.ref("seen")}}\`);`);
    if (voice.awaits) options.push(`await step(${random.below(6)});`, "await pause();");
    if (voice.depth < 2) options.push(this.#helperCall(voice));
    return random.pick(options) + comment;
  }

  #helperCall(voice: Voice): string {
    const { random } = this.#plan;
    const name = voice.awaits && random.chance(0.5) ? "prepare" : "note";
    if (!this.helpers.some((helper) => helper.name === name)) {
      const isAsync = name === "prepare";
      const helper = {
        name,
        isAsync,
        parameters: "",
        returnType: isAsync ? ": Promise<void>" : ": void",
        lines: [] as string[],
      };
      this.helpers.push(helper);
      helper.lines.push(...this.#effects({ ...quiet, awaits: isAsync, depth: 3 }, true));
    }
    return `${name === "prepare" ? "await " : ""}${this.#call(name)}();`;
  }

  #condition(voice: Voice): string {
    const { random, states } = this.#plan;
    const options = ["moved % 3 === 1", "moved > 2"];
    if (voice.value)
      options.push(
        `${voice.value} === "b"`,
        `${voice.value} === "v2"`,
        `${voice.value} === "p1-1"`,
        `${voice.value} !== "s1"`,
      );
    for (const { name, type } of states) {
      if (type === "number") options.push(`${this.ref(name)} === 2`, `${this.ref(name)} % 2 === 0`);
      if (type === "boolean") options.push(this.ref(name), `!${this.ref(name)}`);
    }
    return random.pick(options);
  }

  // --- next that gives promises

  #promiseBody(): string[] {
    const { random, core } = this.#plan;
    const voice: Voice = {
      awaits: false,
      wraps: true,
      locals: [],
      depth: 0,
      inLoop: false,
      hasAdvanced: false,
      value: undefined,
    };
    const isSync = core === "counter" || core === "items" || core === "sync-iterator";
    if (isSync && random.chance(0.6)) return this.#round(voice);
    const given = this.#draws(voice).promised();
    const callback = { ...voice, wraps: random.chance(0.15), inLoop: false };
    const lines = [...this.#effects(voice, false), ...this.#chainGuard(voice)];
    const body = this.#round(callback);
    const usesGiven = body.some((line) => /\bgiven\b/.test(line));
    const chained = [
      given,
      !usesGiven
        ? ".then((): IteratorResult<string> | Promise<IteratorResult<string>> => {"
        : random.chance(0.6)
          ? ".then((given): IteratorResult<string> | Promise<IteratorResult<string>> => {"
          : ".then((given) => {",
      ...indent(body),
      "})",
    ];
    if (random.chance(0.3))
      chained.push(
        ".catch((error: unknown): IteratorResult<string> | Promise<IteratorResult<string>> => {",
        ...indent(this.#handler({ ...callback, wraps: false })),
        "})",
      );
    if (random.chance(0.25))
      chained.push(".finally(() => {", ...indent(this.#effects({ ...callback, awaits: false }, true)), "})");
    return [
      ...lines,
      ...join([`return ${chained[0] ?? ""}`, ...chained.slice(1)]).map((line, index, all) =>
        index === all.length - 1 ? `${line};` : line,
      ),
    ];
  }

  #chainGuard(voice: Voice): string[] {
    const { core, random, parameters } = this.#plan;
    if (core === "cursor") return [`if (${this.ref("cursor")} === undefined) return ${this.#finish(voice)};`];
    const limit = parameters[0]?.type === "number" ? this.ref(parameters[0].name) : "4";
    if (core === "steps")
      return [
        `if (${this.ref(this.#plan.states[0]?.name ?? "n")} >= ${limit}) return ${this.#finish(voice)};`,
      ];
    if (this.#has("done") && random.chance(0.5))
      return [`if (${this.ref("done")}) return ${this.#finish(voice)};`];
    return [];
  }

  #draws(voice: Voice): DrawWriter {
    return new DrawWriter({
      plan: this.#plan,
      awaits: voice.awaits,
      ref: (name) => this.ref(name),
      fresh: (names) => this.#fresh(names),
      finish: () => this.#finish(voice),
    });
  }

  #fresh(names: readonly string[]): string {
    const { random, access, parameters, states } = this.#plan;
    const name = random.pick(names);
    const isTaken =
      this.#names.has(name) ||
      (access === "local" && [...parameters, ...states].some((other) => other.name === name));
    const free = isTaken ? `${name}${String(this.#count++)}` : name;
    this.#names.add(free);
    return free;
  }

  #tag(): string {
    return `t${this.#count++}`;
  }
}

const quiet: Voice = {
  awaits: false,
  wraps: false,
  locals: [],
  depth: 3,
  inLoop: false,
  hasAdvanced: false,
  value: undefined,
};

function negate(condition: string): string {
  const match = /^(.*) (>=|===) (.*)$/.exec(condition);
  if (match) return `${match[1] ?? ""} ${match[2] === ">=" ? "<" : "!=="} ${match[3] ?? ""}`;
  return condition.startsWith("!") && !condition.startsWith("!(") ? condition.slice(1) : `!${condition}`;
}
