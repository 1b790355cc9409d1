import { pick, type Context } from "./context";
import { indent, join } from "./lines";
import type { Choice, Leave, Statement } from "./model";

/** How the code of one function speaks: what exits look like, and what it may use. */
export interface Voice {
  /** May `await`. */
  readonly awaits: boolean;
  /** How it leaves: by `return`, with a promise, by a promise's `resolve`, by `yield`, or not at all. */
  readonly exits: "result" | "promise" | "resolve" | "yield" | "none";
  /** `continue` draws once more. */
  readonly inLoop: boolean;
  /** The label of the loop that draws once more. */
  readonly label: string | undefined;
  /** In a loop of its own, so that `break` and `continue` stay inside. */
  readonly inInner: boolean;
  /** The label of such a loop. */
  readonly innerLabel: string | undefined;
  readonly inSwitch: boolean;
  /** In a `catch` clause whose variable is `error`. */
  readonly inHandler: boolean;
  /** What is at hand has been taken, so drawing once more gives something else. */
  readonly hasAdvanced: boolean;
  /** An expression for the value at hand, once there is one. */
  readonly value: string | undefined;
  /** May call helpers. */
  readonly helps: boolean;
}

export const quiet: Voice = {
  awaits: false,
  exits: "none",
  inLoop: false,
  label: undefined,
  inInner: false,
  innerLabel: undefined,
  inSwitch: false,
  inHandler: false,
  hasAdvanced: false,
  value: undefined,
  helps: false,
};

/** Lines, and whether control never reaches what follows them. */
export interface Written {
  readonly lines: readonly string[];
  readonly ends: boolean;
}

/** Helpers that statements call are written by whoever writes the methods. */
export type HelperName = "note" | "prepare" | "emit" | "deliver" | "result" | "isDue";

/** Writes the statements of a model. */
export class StatementWriter {
  readonly used = new Set<HelperName>();
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  call(name: HelperName): string {
    this.used.add(name);
    return this.#context.helper(name);
  }

  /** All statements up to the first that ends. */
  statements(statements: readonly Statement[], voice: Voice): Written {
    const lines: string[] = [];
    for (const statement of statements) {
      const written = this.#statement(statement, voice);
      lines.push(...written.lines);
      if (written.ends) return { lines, ends: true };
    }
    return { lines, ends: false };
  }

  /** Statements that are only there for their traces. */
  effects(statements: readonly Statement[], voice: Voice): string[] {
    return statements.flatMap((statement) =>
      statement.kind === "effect" ? this.#effect(statement.what, statement.comment, voice) : [],
    );
  }

  condition(when: Choice, voice: Voice): string {
    const options = ["moved % 3 === 1", "moved > 2"];
    if (voice.value !== undefined)
      options.push(
        `${voice.value} === "b"`,
        `${voice.value} !== "b"`,
        `${voice.value} === item(2)`,
        `!${voice.value}`,
      );
    for (const { name, type } of this.#context.states) {
      const ref = this.#context.ref(name);
      if (type === "number") options.push(`${ref} % 2 === 0`, `${ref} > 2`);
      if (type === "boolean") options.push(ref, `!${ref}`);
    }
    if (voice.helps) options.push("@isDue()");
    return this.#calling(pick(when, options));
  }

  /** `return { value: …, done: false };` */
  give(literal: Choice, voice: Voice, value = voice.value ?? '"y"'): string[] {
    if (voice.exits === "yield") return [`yield ${value};`];
    const usual = `{ value: ${value}, done: false }`;
    return this.leave(
      pick(literal, [
        usual,
        usual,
        `{ done: false, value: ${value} }`,
        usual,
        `{ value: ${value} }`,
        value === "value" ? "{ value, done: false }" : usual,
        `{ value: ${value}, done: false as const }`,
      ]),
      voice,
    );
  }

  finish(literal: Choice, voice: Voice): string[] {
    if (voice.exits === "yield") return ["return;"];
    const usual = "{ value: undefined, done: true }";
    return this.leave(
      pick(literal, [
        usual,
        usual,
        "{ done: true, value: undefined }",
        '{ value: "end", done: true }',
        usual,
        "{ value: undefined, done: true as const }",
      ]),
      voice,
    );
  }

  /** Leaves with a result. */
  leave(result: string, { exits }: Voice): string[] {
    switch (exits) {
      case "promise":
        return [`return Promise.resolve(${result});`];
      case "resolve":
        return [`resolve(${result});`, "return;"];
      default:
        return [`return ${result};`];
    }
  }

  #statement(statement: Statement, voice: Voice): Written {
    switch (statement.kind) {
      case "effect":
        return { lines: this.#effect(statement.what, statement.comment, voice), ends: false };
      case "leave":
        return this.#leave(statement.how, statement.literal, voice);
      case "if": {
        const [then, otherwise] = [statement.then, statement.otherwise].map((body) =>
          this.statements(body, voice),
        );
        if (!then || !otherwise) return { lines: [], ends: false };
        const head = `if (${this.condition(statement.when, voice)})`;
        const [only] = then.lines;
        if (otherwise.lines.length === 0)
          return {
            lines:
              then.lines.length === 1 &&
              only !== undefined &&
              !/^(?:const|\/)/.test(only) &&
              statement.when % 2 === 0
                ? [`${head} ${only}`]
                : [`${head} {`, ...indent(then.lines), "}"],
            ends: false,
          };
        return {
          lines: [`${head} {`, ...indent(then.lines), "} else {", ...indent(otherwise.lines), "}"],
          ends: then.ends && otherwise.ends,
        };
      }
      case "loop":
        return { lines: this.#loop(statement, voice), ends: false };
      case "try":
        return this.#try(statement, voice);
      case "switch": {
        const inner = { ...voice, inSwitch: true };
        const [first, rest] = [statement.first, statement.rest].map((body) => this.statements(body, inner));
        if (!first || !rest) return { lines: [], ends: false };
        return {
          lines: [
            `switch (String(${this.condition(statement.when, voice)})) {`,
            '  case "true":',
            ...indent(indent([...first.lines, ...(first.ends ? [] : ["break;"])])),
            "  default:",
            ...indent(indent([...rest.lines, ...(rest.ends ? [] : ["break;"])])),
            "}",
          ],
          ends:
            first.ends &&
            rest.ends &&
            ![...first.lines, ...rest.lines].some((line) => line.includes("break;")),
        };
      }
    }
  }

  #try({ body, handler, finalizer }: Statement & { kind: "try" }, voice: Voice): Written {
    const tried = this.statements(body, voice);
    if (tried.lines.length === 0) return tried;
    const handled = handler && this.statements(handler, { ...voice, inHandler: true });
    const final = finalizer ? this.effects(finalizer, { ...voice, awaits: false }) : [];
    const lines = ["try {", ...indent(tried.lines), "}"];
    if (handled || final.length === 0) lines.push(...clause(handled?.lines ?? []));
    if (final.length > 0) lines.push("finally {", ...indent(final), "}");
    const falls = handled ? !handled.ends : final.length === 0;
    return { lines: join(lines), ends: tried.ends && !falls };
  }

  #loop({ form, labelled, body }: Statement & { kind: "loop" }, voice: Voice): string[] {
    const i = this.#context.fresh(form, ["i", "j"]);
    const label = labelled ? this.#context.fresh(form, ["rows", "turns"]) : undefined;
    const overItems = form % 5 === 4;
    const written = this.statements(body, {
      ...voice,
      inInner: true,
      innerLabel: label ?? voice.innerLabel,
      inSwitch: false,
      ...(overItems && { value: i }),
    });
    const inside = [overItems ? "moved++;" : `moved += ${i};`, ...written.lines];
    const lines = pick(form, [
      [`for (let ${i} = 0; ${i} < 2; ${i}++) {`, ...indent(inside), "}"],
      [`for (const ${i} of [0, 1]) {`, ...indent(inside), "}"],
      [`let ${i} = 0;`, `while (${i} < 2) {`, `  ${i}++;`, ...indent(inside), "}"],
      [`let ${i} = 0;`, "do {", ...indent(inside), `} while (++${i} < 2);`],
      [`for (const ${i} of words) {`, `  say(show(${i}));`, ...indent(inside), "}"],
    ]);
    // A label that nothing jumps to is an error.
    const isUsed = lines.some(
      (line) => line.includes(` ${label ?? ""};`) && /\b(?:break|continue) /.test(line),
    );
    if (!label || !isUsed) return lines;
    return lines.map((line) => (/^(?:for|while|do)\b/.test(line) ? `${label}: ${line}` : line));
  }

  #leave(how: Leave, literal: Choice, voice: Voice): Written {
    const ends = (lines: readonly string[]): Written => ({
      lines,
      ends: voice.exits !== "yield" || how !== "yield",
    });
    const effect = { lines: [`say("${this.#context.tag()}");`], ends: false };
    if (voice.exits === "none" && how !== "throw") return effect;
    switch (how) {
      case "yield":
        return ends(this.give(literal, voice));
      case "finish":
        return ends([...this.#lastWords(literal), ...this.finish(literal, voice)]);
      case "throw":
        return ends(this.#throw(literal, voice));
      case "rethrow":
        if (!voice.inHandler) return ends(this.#throw(literal, voice));
        return ends([...pick(literal, [[], ["say(`failed: ${String(error)}`);"]]), "throw error;"]);
      case "break":
        if (voice.innerLabel && literal % 2 === 1) return ends([`break ${voice.innerLabel};`]);
        return voice.inInner && !voice.inSwitch ? ends(["break;"]) : effect;
      case "continue":
        if (voice.innerLabel && literal % 2 === 1) return ends([`continue ${voice.innerLabel};`]);
        return voice.inInner ? ends(["continue;"]) : effect;
      case "again": {
        const again = this.#again(literal, voice);
        return again ? ends([again]) : effect;
      }
    }
  }

  #lastWords(literal: Choice): string[] {
    return this.#context.has("done") && literal % 3 === 0 ? [`${this.#context.ref("done")} = true;`] : [];
  }

  #throw(literal: Choice, voice: Voice): string[] {
    const error = `new Error("${this.#context.tag()}")`;
    if (voice.exits === "promise" && literal % 2 === 1) return [`return Promise.reject(${error});`];
    return [`throw ${error};`];
  }

  /** Draws once more: the iterator's own `next()`, or another round of the loop. */
  #again(literal: Choice, voice: Voice): string | undefined {
    if (!voice.hasAdvanced) return undefined;
    if (voice.label) return `continue ${voice.label};`;
    if (voice.inLoop && !voice.inInner) return "continue;";
    if (voice.exits === "resolve" || voice.exits === "yield") return undefined;
    const { access, model } = this.#context;
    if (model.shape === "function-variable" || model.shape === "class-shared") return undefined;
    if (access === "local" && (model.next.form === "arrow" || this.#context.needsArrows)) return undefined;
    return voice.awaits && literal % 3 === 1 ? "return await this.next();" : "return this.next();";
  }

  /** Writes the calls of helpers, which begin with `@`. */
  #calling(text: string): string {
    return text.replace(/@(\w+)/, (_, name: HelperName) => this.call(name));
  }

  #effect(what: Choice, remark: Choice, voice: Voice): string[] {
    const context = this.#context;
    const tag = context.tag();
    const said = remark % 5 === 1 ? `say(\`${tag}//\${moved}// or /* \${moved} */\`);` : `say("${tag}");`;
    const options = [said, "moved++;"];
    if (voice.value !== undefined) options.push(`say(show(${voice.value}));`);
    for (const { name, type } of context.states) {
      const ref = context.ref(name);
      if (type === "number" || type === "boolean") options.push(`say(String(${ref}));`);
      if (context.access === "this" && name !== "last")
        options.push(`{ const { ${name}: held } = this; say(typeof held); }`);
      if (name === "seen") options.push(`${ref}++;`, `say(\`seen \${${ref}}\`);`);
      if (name === "last")
        options.push(
          `say(\`last \${show(${ref})}\`);`,
          voice.value === undefined ? `${ref} = "${tag}";` : `${ref} = ${voice.value};`,
        );
      if (type === "number") options.push(`[1, 2].forEach((each) => { moved += each + ${ref}; });`);
    }
    if (voice.inHandler) options.push("say(`failed: ${String(error)}`);");
    if (voice.awaits) options.push(`say(await work(${what % 6}));`, "await pause();");
    if (voice.helps) {
      options.push(voice.awaits && what % 2 === 0 ? "await @prepare();" : "@note();");
    }
    const text = this.#calling(pick(what, options));
    if (!context.model.commented || remark % 4 !== 0) return [text];
    return pick(remark / 4, [
      [`${text} // ${tag}`],
      [`// ${tag}`, text],
      [`/* ${tag} */`, text],
      ["", `// ${tag}`, text],
    ]);
  }
}

/** A `catch` clause that names the error if it needs it. */
function clause(lines: readonly string[]): string[] {
  const head = lines.some((line) => /\berror\b/.test(line)) ? "catch (error) {" : "catch {";
  return [head, ...indent(lines), "}"];
}
