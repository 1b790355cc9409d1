import { pick, type Context } from "./context";
import { indent, join } from "./lines";
import type { Statement, Throw } from "./model";
import { drawFrom, promisedBy, type Draw } from "./sources";
import { quiet, StatementWriter, type HelperName, type Voice, type Written } from "./statements";

export interface Method {
  readonly name: string;
  readonly isAsync: boolean;
  readonly parameters: string;
  readonly returnType: string;
  readonly lines: readonly string[];
}

/** What the iterator's object holds. */
export interface Methods {
  /** `next`, and `return` and `throw` where there are any. */
  readonly protocol: readonly Method[];
  /** What they call. */
  readonly helpers: readonly Method[];
}

const resultType = "Promise<IteratorResult<Item, unknown>>";

/** Writes `next()`, `return()`, `throw()`, and the helpers that they call. */
export function writeMethods(context: Context): Methods {
  const writer = new MethodWriter(context);
  const protocol = [writer.next(), ...writer.closing()];
  const isCalled = ({ name }: Method): boolean =>
    protocol.some(({ lines }) => lines.some((line) => new RegExp(`\\b${name}\\(`).test(line)));
  return { protocol, helpers: writer.helpers().filter(isCalled) };
}

/** The body of a generator in a class that is nothing but a wrapper around it. */
export function writeGeneratorBody(context: Context): string[] {
  const { round } = context.model.next;
  const writer = new StatementWriter(context);
  const voice: Voice = { ...quiet, awaits: true, exits: "yield", value: "value" };
  const inside = writer.statements(round.middle, { ...voice, inInner: true });
  return [
    ...writer.effects(round.before, { ...voice, value: undefined }),
    `for (let round = 0; round < ${context.limit().replace("this.n", "2")}; round++) {`,
    "  const value = item(round);",
    ...indent([...inside.lines, ...(inside.ends ? [] : ["yield value;"])]),
    "}",
  ];
}

class MethodWriter {
  readonly #context: Context;
  readonly #statements: StatementWriter;

  constructor(context: Context) {
    this.#context = context;
    this.#statements = new StatementWriter(context);
  }

  next(): Method {
    const { form, takesArgument } = this.#context.model.next;
    const isAsync = form === "async" || form === "arrow";
    const written = isAsync
      ? this.#asyncBody()
      : form === "executor"
        ? this.#executorBody()
        : this.#promiseBody();
    const hint = takesArgument ? ["if (hint !== undefined) say(`hint ${show(hint)}`);"] : [];
    return {
      name: "next",
      isAsync,
      parameters: takesArgument ? "hint?: unknown" : "",
      returnType: this.#isAnnotated ? `: ${resultType}` : "",
      lines: [...hint, ...written],
    };
  }

  closing(): Method[] {
    const { returns, throws } = this.#context.model;
    const methods: Method[] = [];
    if (returns) methods.push(this.#return());
    if (throws) methods.push(this.#throw());
    return methods;
  }

  helpers(): Method[] {
    const { helper } = this.#context.model;
    const bodies: Record<HelperName, () => Omit<Method, "name">> = {
      note: () => ({
        isAsync: false,
        parameters: "",
        returnType: ": void",
        lines: this.#effects(helper, quiet),
      }),
      prepare: () => ({
        isAsync: true,
        parameters: "",
        returnType: ": Promise<void>",
        lines: this.#effects(helper, { ...quiet, awaits: true }),
      }),
      emit: () => ({
        isAsync: false,
        parameters: "value: Item",
        returnType: ": IteratorResult<Item, unknown>",
        lines: [...this.#statements.effects(helper, quiet), "return { value, done: false };"],
      }),
      deliver: () => ({
        isAsync: true,
        parameters: "value: Item",
        returnType: `: ${resultType}`,
        lines: [
          ...this.#statements.effects(helper, { ...quiet, awaits: true }),
          "return { value, done: false };",
        ],
      }),
      result: () => ({
        isAsync: false,
        parameters: "done: boolean, value?: unknown",
        returnType: ": IteratorResult<Item, unknown>",
        lines: [
          ...this.#statements.effects(helper.slice(0, 1), quiet),
          "return { done, value } as IteratorResult<Item, unknown>;",
        ],
      }),
      isDue: () => ({
        isAsync: false,
        parameters: "",
        returnType: ": boolean",
        lines: [...this.#statements.effects(helper.slice(0, 1), quiet), "return moved % 2 === 1;"],
      }),
    };
    return [...this.#statements.used].map((name) => ({ name, ...bodies[name]() }));
  }

  get #isAnnotated(): boolean {
    const { annotated, core, javaScript } = this.#context.model;
    return annotated || core.endsWith("source") || core === "chain" || javaScript;
  }

  /** Effects, at least one. */
  #effects(statements: readonly Statement[], voice: Voice): string[] {
    const lines = this.#statements.effects(statements, voice);
    return lines.length > 0 ? lines : [`say("${this.#context.tag()}");`];
  }

  // --- return and throw

  #return(): Method {
    const { returns } = this.#context.model;
    if (!returns) throw new Error("There is no return()");
    const voice: Voice = { ...quiet, awaits: returns.awaits };
    const noise = this.#statements.effects(returns.noise, voice).flatMap(asCleanup);
    const lines = [...noise, ...this.#returnLines()];
    const isAsync = returns.isAsync || lines.some((line) => line.includes("await "));
    const value = returns.takesValue ? "value" : "undefined";
    const result = returns.takesValue ? "{ value, done: true }" : `{ value: ${value}, done: true }`;
    const isTyped = this.#isAnnotated;
    const literal = isTyped ? result : result.replace("true", "true as const");
    return {
      name: "return",
      isAsync,
      parameters: returns.takesValue ? "value?: unknown" : "",
      returnType: isTyped ? `: ${resultType}` : "",
      lines: [...lines, `return ${isAsync ? literal : `Promise.resolve(${literal})`};`],
    };
  }

  #returnLines(): string[] {
    const { returns, core } = this.#context.model;
    switch (returns?.kind) {
      case "flag":
        return [`${this.#context.ref("done")} = true;`];
      case "duplicated":
      case "only-there":
        return this.#cleanup();
      case "switched": {
        const over = this.#context.ref("over");
        return [`if (!${over}) {`, ...this.#switchedCleanup().map((line) => `  ${line}`), "}"];
      }
      case "fails":
        return ['say("clean");', "if (moved > 1) throw new Error(`clean failed`);"];
      case "forward":
        if (core === "source") return [`await ${this.#context.ref("upstream")}.return?.();`];
        if (core === "late-source") return [`await ${this.#context.ref("upstream")}?.return?.();`];
        if (core === "sync-iterator") return [`${this.#context.ref("iterator")}.return?.();`];
        if (core === "reader") return [`${this.#context.ref("reader")}.release();`];
        return ['say("clean");'];
      default:
        return [];
    }
  }

  #cleanup(): string[] {
    const open = this.#context.ref("open");
    if (this.#context.model.style % 2 === 0)
      return [`if (${open}) {`, `  ${open} = false;`, '  say("clean up");', "}"];
    return [`${open} = false;`, 'say("clean up");'];
  }

  /** What is only done where the flag is not set, and may fail. */
  #switchedCleanup(): string[] {
    const { style } = this.#context.model;
    const fails = style % 3 === 0 ? ["if (moved > 1) throw new Error(`clean failed`);"] : [];
    return [`${this.#context.ref("over")} = true;`, 'say("clean up");', ...fails];
  }

  /** The clean-up of `return()`, where other ways out do the same. */
  #sharedCleanup(): string[] | undefined {
    switch (this.#context.model.returns?.kind) {
      case "duplicated":
        return this.#cleanup();
      case "switched":
        return this.#switchedCleanup();
      default:
        return undefined;
    }
  }

  #throw(): Method {
    const { throws } = this.#context.model;
    const cleanup = this.#sharedCleanup() ?? ['say("clean thrown");'];
    const bodies: Record<Throw, readonly string[]> = {
      natural: ["throw error;"],
      flag: [...(this.#context.has("done") ? [`${this.#context.ref("done")} = true;`] : []), "throw error;"],
      cleanup: [...cleanup, "throw error;"],
      swallows: ["say(`swallowed ${String(error)}`);", "return { value: undefined, done: true };"],
      recovers: ["say(`recovered from ${String(error)}`);", 'return { value: "recovered", done: false };'],
    };
    return {
      name: "throw",
      isAsync: true,
      parameters: "error?: unknown",
      returnType: `: ${resultType}`,
      lines: bodies[throws ?? "natural"],
    };
  }

  // --- next

  #asyncBody(): string[] {
    const { model } = this.#context;
    const { around, round } = model.next;
    const voice: Voice = { ...quiet, awaits: true, exits: "result", helps: true };
    const opening = this.#statements.effects(model.next.opening, voice);
    const loops = (more: Partial<Voice>): string[] =>
      this.#round({ ...voice, inLoop: true, ...more }).lines.slice();
    switch (around) {
      case "loop":
        return [...opening, pick(round.load, ["while (true) {", "for (;;) {"]), ...indent(loops({})), "}"];
      case "labelled":
        return [...opening, "draw: while (true) {", ...indent(loops({ label: "draw" })), "}"].map(
          unlessLabelled,
        );
      case "do":
        return [...opening, "do {", ...indent(loops({})), "} while (true);"];
      case "try":
        return [...opening, ...this.#covered(this.#round(voice), voice)];
      case "started":
        return [...this.#start(voice), ...this.#round(voice).lines];
      case "done":
        return [
          ...(this.#context.has("done")
            ? [
                `if (${this.#context.ref("done")}) {`,
                ...indent(this.#statements.finish(round.finish, voice)),
                "}",
              ]
            : []),
          ...opening,
          ...this.#round(voice).lines,
        ];
      case "phase":
        return this.#context.has("phase") ? this.#phases(voice) : [...opening, ...this.#round(voice).lines];
      default:
        return [...opening, ...this.#round(voice).lines];
    }
  }

  #start(voice: Voice): string[] {
    const { opening } = this.#context.model.next;
    if (!this.#context.has("started")) return [];
    const started = this.#context.ref("started");
    return [`if (!${started}) {`, `  ${started} = true;`, ...indent(this.#effects(opening, voice)), "}"];
  }

  #phases(voice: Voice): string[] {
    const { opening, round } = this.#context.model.next;
    const phase = this.#context.ref("phase");
    const first =
      opening.length > 0
        ? [...this.#statements.effects(opening, voice), "// falls through"]
        : this.#statements.give(round.literal, voice, '"head"');
    return [
      `switch (${phase}) {`,
      "  case 0:",
      `    ${phase} = 1;`,
      ...indent(indent(first)),
      "  case 1: {",
      ...indent(indent([...this.#round({ ...voice, inSwitch: true }).lines])),
      "  }",
      "  default:",
      ...indent(indent(this.#statements.finish(round.finish, voice))),
      "}",
    ];
  }

  #covered(core: Written, voice: Voice): string[] {
    const { covers, handler, finalizer } = this.#context.model.next;
    const kind = pick(covers, ["catch", "finally", "both"]);
    const lines = ["try {", ...indent(core.lines), "}"];
    if (kind !== "finally") {
      const handled = this.#handler(handler, voice);
      lines.push(
        handled.some((line) => /\berror\b/.test(line)) ? "catch (error) {" : "catch {",
        ...indent(handled),
        "}",
      );
    }
    if (kind !== "catch")
      lines.push(
        "finally {",
        ...indent(this.#effects(finalizer, { ...voice, awaits: covers % 2 === 0 })),
        "}",
      );
    return join(lines);
  }

  /** What a handler does; it leaves in any case. */
  #handler(handler: readonly Statement[], voice: Voice): string[] {
    const { covers, round } = this.#context.model.next;
    const written = this.#statements.statements(handler, { ...voice, inHandler: true, hasAdvanced: false });
    if (written.ends) return [...written.lines];
    return [
      ...written.lines,
      ...pick(covers, [
        ["throw error;"],
        [...(this.#sharedCleanup() ?? []), "throw error;"],
        this.#finishing(voice),
        this.#statements.give(round.literal, voice, '"failure"'),
      ]),
    ];
  }

  /** The way to the end. */
  #finishing(voice: Voice): string[] {
    const { finishing, marksDone, cleansUp, finish, last } = this.#context.model.next.round;
    const cleanup = cleansUp ? this.#sharedCleanup() : undefined;
    return [
      ...this.#statements.effects(finishing, voice),
      ...(this.#context.has("done") && marksDone ? [`${this.#context.ref("done")} = true;`] : []),
      ...(cleanup ?? []),
      ...(last === "result-helper" && finish % 2 === 0
        ? this.#statements.leave(`${this.#statements.call("result")}(true)`, voice)
        : this.#statements.finish(finish, voice)),
    ];
  }

  /** One round: draw, finish or go on with the value. It always leaves. */
  #round(voice: Voice): Written {
    const { round } = this.#context.model.next;
    const before = this.#statements.effects(round.before, voice);
    const plainFinish = this.#statements.finish(round.finish, voice);
    const draw = drawFrom({ context: this.#context, awaits: voice.awaits, finish: plainFinish });
    const inner = { ...voice, hasAdvanced: draw.takes, value: draw.value };
    const middle = this.#statements.statements(round.middle, inner);
    const go = [
      ...draw.advance,
      ...middle.lines,
      ...(middle.ends ? [] : this.#last(inner, draw.inlineValue ?? draw.value)),
    ];
    return { lines: [...before, ...draw.before, ...this.#guarded(draw, voice, go)], ends: true };
  }

  #guarded(draw: Draw, voice: Voice, go: readonly string[]): string[] {
    const { guard, finish } = this.#context.model.next.round;
    const finishing = this.#finishing(voice);
    switch (guard) {
      case "inverted":
        return [`if (${negate(draw.finishIf)}) {`, ...indent(go), "}", ...finishing];
      case "else":
        return [`if (${draw.finishIf}) {`, ...indent(finishing), "} else {", ...indent(go), "}"];
      case "ternary":
        if (draw.inlineValue !== undefined) return [this.#ternary(voice, draw.finishIf, draw.inlineValue)];
    }
    const [only = ""] = finishing;
    return [
      ...(finishing.length === 1 && finish % 3 > 0
        ? [`if (${draw.finishIf}) ${only}`]
        : [`if (${draw.finishIf}) {`, ...indent(finishing), "}"]),
      ...go,
    ];
  }

  #ternary(voice: Voice, finishIf: string, value: string): string {
    const { load } = this.#context.model.next.round;
    const done = "{ value: undefined, done: true }";
    const given = `{ value: ${value}, done: false }`;
    const [test, a, b] = load % 2 === 0 ? [finishIf, done, given] : [negate(finishIf), given, done];
    if (voice.exits === "promise" && load % 3 === 0)
      return `return ${test} ? Promise.resolve(${a}) : Promise.resolve(${b});`;
    return this.#statements.leave(`${test} ? ${a} : ${b}`, voice).join(" ");
  }

  #last(voice: Voice, value: string): string[] {
    const { last, literal, draw } = this.#context.model.next.round;
    const statements = this.#statements;
    switch (last) {
      case "variable": {
        const name = this.#context.fresh(draw, ["answer", "outcome"]);
        return [
          `const ${name}: IteratorResult<Item, unknown> = { value: ${value}, done: false };`,
          ...(literal % 2 === 0 ? [`say("${this.#context.tag()}");`] : []),
          ...statements.leave(name, voice),
        ];
      }
      case "assigned": {
        const name = this.#context.fresh(draw, ["answer", "outcome"]);
        return [
          `let ${name}: IteratorResult<Item, unknown>;`,
          `if (${statements.condition(literal, { ...voice, helps: false })}) ${name} = { value: ${value}, done: false };`,
          `else ${name} = { value: "other", done: ${literal % 2 === 0 ? "false" : "true"} };`,
          ...statements.leave(name, voice),
        ];
      }
      case "helper":
        return statements.leave(`${statements.call("emit")}(${value})`, voice);
      case "result-helper":
        return statements.leave(`${statements.call("result")}(false, ${value})`, voice);
      case "async-helper":
        return [`return ${statements.call("deliver")}(${value});`].flatMap((line) =>
          voice.exits === "resolve" ? statements.give(literal, voice, value) : [line],
        );
      case "computed":
        return statements.leave(
          `{ value: ${value}, done: ${statements.condition(literal, voice)} } as IteratorResult<Item, unknown>`,
          voice,
        );
      default:
        return statements.give(literal, voice, value);
    }
  }

  // --- next that gives promises

  #executorBody(): string[] {
    const voice: Voice = { ...quiet, exits: "resolve", helps: true };
    if (!this.#isSync) return this.#promiseBody();
    return [
      "return new Promise((resolve) => {",
      ...indent(withoutLastReturn(this.#round(voice).lines)),
      "});",
    ];
  }

  get #isSync(): boolean {
    const { core } = this.#context;
    return core === "counter" || core === "items" || core === "sync-iterator";
  }

  #promiseBody(): string[] {
    const { chain, round, handler, finalizer, covers, opening } = this.#context.model.next;
    const voice: Voice = { ...quiet, exits: "promise", helps: true };
    if (this.#isSync && chain % 3 < 2)
      return [...this.#statements.effects(opening, voice), ...this.#round(voice).lines];
    const callback: Voice = { ...voice, exits: chain % 6 === 5 ? "promise" : "result" };
    const body = this.#round(callback).lines;
    const usesGiven = body.some((line) => /\bgiven\b/.test(line));
    const type = "IteratorResult<Item, unknown> | Promise<IteratorResult<Item, unknown>>";
    const chained = [
      promisedBy(this.#context),
      `.then((${usesGiven ? "given" : ""}): ${type} => {`,
      ...indent(body),
      "})",
    ];
    if (covers % 4 === 0) {
      const handled = this.#handler(handler, { ...callback, awaits: false });
      const error = handled.some((line) => /\berror\b/.test(line)) ? "error: unknown" : "";
      chained.push(`.catch((${error}): ${type} => {`, ...indent(handled), "})");
    }
    if (covers % 5 === 1) chained.push(".finally(() => {", ...indent(this.#effects(finalizer, quiet)), "})");
    const joined = join([`return ${chained[0] ?? ""}`, ...chained.slice(1)]);
    return [
      ...this.#statements.effects(opening, voice),
      ...this.#chainGuard(voice, round.finish),
      ...joined.slice(0, -1),
      `${joined.at(-1) ?? ""};`,
    ];
  }

  #chainGuard(voice: Voice, finish: number): string[] {
    const { core, model } = this.#context;
    const out = this.#statements.finish(finish, voice);
    if (core === "cursor") return [`if (${this.#context.ref("cursor")} === undefined) ${out.join(" ")}`];
    if (core === "steps")
      return [
        `if (${this.#context.ref(this.#context.states[0]?.name ?? "n")} >= ${this.#context.limit()}) ${out.join(" ")}`,
      ];
    if (this.#context.has("done") && model.style % 2 === 0)
      return [`if (${this.#context.ref("done")}) ${out.join(" ")}`];
    return [];
  }
}

/** What `return()` does is told apart from what `next()` does, and changes nothing that others see. */
function asCleanup(line: string): string[] {
  if (line.includes("await ")) return ["await pause();", 'say("clean up later");'];
  const match = /^say\((.*)\);( \/\/.*)?$/.exec(line);
  if (match) return [`say(\`clean \${${match[1] ?? ""}}\`);${match[2] ?? ""}`];
  return line.startsWith("/") ? [line] : [];
}

/** A label that nothing jumps to is an error. */
function unlessLabelled(line: string, _: number, all: readonly string[]): string {
  return all.some((other) => other.includes("continue draw;")) ? line : line.replace(/^draw: /, "");
}

/** `resolve(…); return;` at the end of an executor. */
function withoutLastReturn(lines: readonly string[]): readonly string[] {
  return lines.at(-1) === "return;" ? lines.slice(0, -1) : lines;
}

function negate(condition: string): string {
  const match = /^(.*) (>=|===) (.*)$/.exec(condition);
  if (match) return `${match[1] ?? ""} ${match[2] === ">=" ? "<" : "!=="} ${match[3] ?? ""}`;
  if (/^![\w.#(]/.test(condition)) return condition.slice(1);
  return /^[\w.#]+$/.test(condition) ? `!${condition}` : `!(${condition})`;
}
