import ts54 from "ts54";
import typescript from "typescript";
import { describe, expect, test } from "vitest";
import type { Facts } from "../../src/engine/facts";
import type { TypeScript } from "../../src/engine/typescript";
import { singleFileFacts } from "../../src/facts";
import { createProject, type ProjectOptions } from "../support/project";

type Question = keyof Pick<
  Facts,
  | "resultIsThenable"
  | "givesFinalValue"
  | "isAlwaysEnd"
  | "isNeverEnd"
  | "closesQuietly"
  | "isSelfIterator"
  | "isNumber"
  | "isBigInt"
>;

/** Asks about the expression in `void (…);` at the end of a text. */
function ask(question: Question, text: string, options?: ProjectOptions): boolean | undefined {
  const project = createProject({ "a.ts": `export {};\n${text}` }, options);
  return answer(project.ts, project.facts, question, project.sourceFile("a.ts"));
}

function askAlone(question: Question, text: string): boolean | undefined {
  const { sourceFile, facts } = singleFileFacts(typescript, { fileName: "/x/a.ts", text });
  return answer(typescript, facts, question, sourceFile);
}

function answer(
  ts: TypeScript,
  facts: Facts,
  question: Question,
  sourceFile: typescript.SourceFile,
): boolean | undefined {
  let found: typescript.Expression | undefined;
  const visit = (node: typescript.Node): void => {
    if (ts.isVoidExpression(node) && ts.isParenthesizedExpression(node.expression))
      found = node.expression.expression;
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  if (!found) throw new Error("The text must hold void (…);");
  return facts[question]?.(found);
}

const typed = (type: string, before = ""): string => `${before}\ndeclare const v: ${type};\nvoid (v);`;

describe("resultIsThenable", () => {
  const result = (text: string): boolean | undefined => ask("resultIsThenable", text);
  const pull = (type: string): string =>
    `class Source { private async pull(): ${type} { throw new Error(); }\n  next() { void (this.pull()); } }`;

  test.each([
    ["IteratorResult<number>"],
    ["Promise<IteratorResult<string | undefined>>"],
    ["IteratorYieldResult<{ id: number }>"],
    ["PromiseLike<{ done: boolean; value: Date }>"],
    ["IteratorResult<number> | Promise<IteratorResult<string>>"],
    ["{ done: true; value: Promise<number> } | { done: false; value: number }"],
  ])("%s brings no thenable", (type) => {
    expect(result(typed(type))).toBe(false);
  });

  test.each([
    ["IteratorResult<Promise<number>>"],
    ["Promise<IteratorResult<number | Promise<number>>>"],
    ["{ done: boolean; value: PromiseLike<string> }"],
    ["{ done?: false; value: { then(f: () => void): void } }"],
    ["IteratorResult<number> | IteratorResult<Promise<number>>"],
  ])("%s may bring one", (type) => {
    expect(result(typed(type))).toBe(true);
  });

  test.each([
    ["IteratorResult<any>"],
    ["Promise<IteratorResult<unknown>>"],
    ["{ done: boolean; value: any }"],
    ["Promise<any>"],
    ["any"],
    ["unknown"],
    ["object"],
    ["number"],
    ["undefined | IteratorResult<number>"],
  ])("%s is not known", (type) => {
    expect(result(typed(type))).toBeUndefined();
  });

  test("the value that comes with done does not count", () => {
    expect(result(typed("IteratorResult<number, Promise<string>>"))).toBe(false);
    expect(result(typed("IteratorResult<number, any>"))).toBe(false);
    expect(result(typed("IteratorResult<Promise<number>, string>"))).toBe(true);
  });

  test("of calls, awaited calls and variables", () => {
    expect(result(pull("Promise<IteratorResult<number>>"))).toBe(false);
    expect(result(pull("Promise<IteratorResult<Promise<number>>>"))).toBe(true);
    const source = (type: string): string => `declare const x: AsyncIterator<${type}>;\n`;
    expect(result(`${source("number")}void (await x.next());`)).toBe(false);
    expect(result(`${source("Promise<number>")}void (await x.next());`)).toBe(true);
    expect(result(`${source("number")}const result = await x.next();\nvoid (result);`)).toBe(false);
    expect(result(`declare const x: Iterator<Promise<number>>;\nvoid (x.next());`)).toBe(true);
  });

  test("a type parameter may be anything, unless its constraint says otherwise", () => {
    const generic = (parameter: string): string =>
      `export async function f<${parameter}>(x: AsyncIterator<T>) { void (x.next()); }`;
    expect(result(generic("T"))).toBeUndefined();
    expect(result(generic("T extends { id: number }"))).toBeUndefined();
    expect(result(generic("T extends string"))).toBe(false);
  });

  test("a file alone knows only the types that it declares itself", () => {
    const own = "interface Step { done: boolean; value: number }\n";
    expect(askAlone("resultIsThenable", typed("Step", own))).toBe(false);
    expect(askAlone("resultIsThenable", typed("IteratorResult<number>"))).toBeUndefined();
    expect(askAlone("resultIsThenable", typed("Promise<IteratorResult<number>>"))).toBeUndefined();
  });
});

describe("isBigInt", () => {
  const isBigInt = (text: string, options?: ProjectOptions): boolean | undefined =>
    ask("isBigInt", text, options);

  test.each([["bigint"], ["1n"], ["0n | -1n"]])("%s is one", (type) => {
    expect(isBigInt(typed(type))).toBe(true);
  });

  test.each([["bigint | undefined"], ["bigint | number"], ["number"], ["bigint[]"]])(
    "%s is more or other than a bigint",
    (type) => {
      expect(isBigInt(typed(type))).toBe(false);
    },
  );

  test.each([["any"], ["unknown"], ["Missing"]])("%s is not known", (type) => {
    expect(isBigInt(typed(type))).toBeUndefined();
  });

  test("without strict null checks, nothing is", () => {
    expect(isBigInt(typed("bigint"), { compilerOptions: { strictNullChecks: false } })).toBeUndefined();
  });
});

describe("isNumber", () => {
  const isNumber = (text: string, options?: ProjectOptions): boolean | undefined =>
    ask("isNumber", text, options);

  test.each([["number"], ["1"], ["0 | 1 | -1"], ["number | 3"]])("%s is one", (type) => {
    expect(isNumber(typed(type))).toBe(true);
  });

  test.each([
    ["number | undefined"],
    ["number | null"],
    ["number | string"],
    ["bigint"],
    ["'1'"],
    ["Number"],
    ["void"],
    ["number[]"],
    ["number & { readonly brand: unique symbol }"],
  ])("%s is more or other than a number", (type) => {
    expect(isNumber(typed(type))).toBe(false);
  });

  test("enums are none", () => {
    expect(isNumber(typed("Kind", "enum Kind { a, b }"))).toBe(false);
    expect(isNumber(typed("Kind.a", "enum Kind { a, b }"))).toBe(false);
    expect(isNumber(typed("Kind", "enum Kind { a = Math.random() }"))).toBe(false);
  });

  test.each([["any"], ["unknown"], ["Missing"], ["number | any"]])("%s is not known", (type) => {
    expect(isNumber(typed(type))).toBeUndefined();
  });

  test("type parameters are not known", () => {
    expect(isNumber("export function f<T>(v: T) { void (v); }")).toBeUndefined();
    expect(isNumber("export function f<T extends number>(v: T) { void (v); }")).toBeUndefined();
  });

  test("optional members may be missing", () => {
    expect(isNumber("class A { limit = 1; m() { void (this.limit); } }")).toBe(true);
    expect(isNumber("class A { limit?: number; m() { void (this.limit); } }")).toBe(false);
  });

  test("without strictNullChecks any type may hide undefined", () => {
    const loose = { compilerOptions: { strict: false } };
    expect(isNumber(typed("number"), loose)).toBeUndefined();
    expect(isNumber(typed("string"), loose)).toBe(false);
    const mixed = { compilerOptions: { strict: false, strictNullChecks: true } };
    expect(isNumber(typed("number"), mixed)).toBe(true);
  });

  test("strict is the default from TypeScript 6 on only", () => {
    const byDefault = (ts: TypeScript): boolean | undefined => {
      const options = { ts, compilerOptions: { strict: undefined } };
      const project = createProject({ "a.ts": `export {};\n${typed("number")}` }, options);
      return answer(ts, project.facts, "isNumber", project.sourceFile("a.ts"));
    };
    expect(byDefault(typescript)).toBe(true);
    expect(byDefault(ts54 as unknown as TypeScript)).toBeUndefined();
  });
});

describe("closesQuietly", () => {
  const quietly = (text: string): boolean | undefined => ask("closesQuietly", text);

  test.each([
    ["string[]"],
    ["readonly string[]"],
    ["[number, string]"],
    ["readonly [number, ...string[]]"],
    ["any[]"],
    ["Map<string, number>"],
    ["Set<Promise<number>>"],
    ["Uint8Array"],
    ["BigInt64Array"],
    ["string"],
    ["'a' | 'b'"],
    ["string | string[] | Set<string>"],
  ])("%s does", (type) => {
    expect(quietly(typed(type))).toBe(true);
  });

  test.each([
    ["Generator<number>"],
    ["Iterable<number>"],
    ["IterableIterator<number>"],
    ["string[] | Iterable<string>"],
    ["string[] | undefined"],
    ["number"],
    ["string | number"],
    ["AsyncIterable<number>"],
    ["ArrayLike<number>"],
    ["ReadonlyMap<string, number>"],
    ["Map<string, number> & { close(): void }"],
    ["any"],
    ["unknown"],
    ["object"],
    ["{ [Symbol.iterator](): Iterator<number> }"],
  ])("%s is not known to", (type) => {
    expect(quietly(typed(type))).toBeUndefined();
  });

  test("heirs of the built-in classes may do otherwise", () => {
    expect(quietly(typed("Bag", "class Bag extends Set<string> { size2 = 1 }"))).toBeUndefined();
    expect(quietly(typed("List", "class List extends Array<string> { first?: string }"))).toBeUndefined();
    expect(quietly(typed("Bytes", "interface Bytes extends Uint8Array { id: number }"))).toBeUndefined();
  });

  test("where one of the heirs has openers of its own, any of the kind may be one", () => {
    const heir = (base: string, member: string): string =>
      `class Own extends ${base} { ${member}: Generator<any, undefined> { return (function* () {})(); } }`;
    for (const member of ["[Symbol.iterator]()", "values()", "entries()"]) {
      expect(quietly(typed("Set<string>", heir("Set<any>", `override ${member}`)))).toBeUndefined();
      expect(quietly(typed("SetIterator<string>", heir("Set<any>", `override ${member}`)))).toBeUndefined();
      expect(quietly(typed("Set<string>", heir("Map<any, any>", `override ${member}`)))).toBe(true);
    }
    expect(quietly(typed("Set<string>", "class Own extends Set<string> { last() { return 1; } }"))).toBe(
      true,
    );
    const given = "export function mark(rows: Map<string, number>) { rows[Symbol.iterator] = rows.entries; }";
    expect(quietly(typed("Map<string, number>", given))).toBeUndefined();
  });

  test("a class of the project's own by the name of a built-in one", () => {
    const own = (name: string): string =>
      `class ${name}<T> { items?: T; *[Symbol.iterator]() { try { yield 1; } finally { this.items = undefined; } } }`;
    expect(quietly(typed("Map<string>", own("Map")))).toBeUndefined();
    expect(quietly(typed("Set<string>", own("Set")))).toBeUndefined();
    expect(quietly(typed("Array<string>", own("Array")))).toBeUndefined();
  });

  test("a global interface that is merged into stays the built-in one", () => {
    const merged = "declare global { interface Map<K, V> { extra(): void } }";
    expect(quietly(typed("Map<string, number>", merged))).toBe(true);
  });

  test("a value of a type parameter may be an heir", () => {
    expect(quietly("export function f<T extends string>(v: T) { void (v); }")).toBeUndefined();
    expect(quietly("export function f<T>(v: T[]) { void (v); }")).toBe(true);
    expect(quietly("export function f<T extends Iterable<number>>(v: T) { void (v); }")).toBeUndefined();
  });

  const shelf = (members: string, asked: string): string =>
    `class Shelf { #books = new Map<string, number>(); constructor(readonly own: Iterable<string>) {}\n${members}\nlook() { ${asked} } }`;

  test("what a call gives that is sure to be of this function", () => {
    const entries = "entries(): IterableIterator<[string, number]> { return this.#books.entries(); }";
    expect(quietly(shelf(`private ${entries}`, "void (this.entries());"))).toBe(true);
    expect(quietly(shelf(`#${entries}`, "void (this.#entries());"))).toBe(true);
    expect(quietly(shelf(`private ${entries}`, "const all = this.entries(); void (all);"))).toBe(true);
    const again = `private ${entries} #again(): Iterable<unknown> { return this.entries(); }`;
    expect(quietly(shelf(again, "void (this.#again());"))).toBe(true);
    const list = "function list(): Iterable<number> { return [1]; }";
    expect(quietly(`${list} void (list());`)).toBe(true);
  });

  test("what a call gives that may be of another function, or is not seen", () => {
    const entries = "entries(): IterableIterator<[string, number]> { return this.#books.entries(); }";
    expect(quietly(shelf(entries, "void (this.entries());"))).toBeUndefined();
    expect(quietly(shelf(`private ${entries}`, "let all = this.entries(); void (all);"))).toBeUndefined();
    const own = "#entries(): Iterable<string> { return this.own; }";
    expect(quietly(shelf(own, "void (this.#entries());"))).toBeUndefined();
    const either =
      "#entries(): Iterable<unknown> { if (this.own) return this.own; return this.#books.keys(); }";
    expect(quietly(shelf(either, "void (this.#entries());"))).toBeUndefined();
    const generator = "*#entries(): Generator<number, number[]> { return [1]; }";
    expect(quietly(shelf(generator, "void (this.#entries());"))).toBeUndefined();
    const circle =
      "#a(): Iterable<string> { return this.#b(); } #b(): Iterable<string> { return this.#a(); }";
    expect(quietly(shelf(circle, "void (this.#a());"))).toBeUndefined();
  });

  test("a file alone does not know the built-in classes", () => {
    expect(askAlone("closesQuietly", typed("Map<string, number>"))).toBeUndefined();
    expect(askAlone("closesQuietly", typed("Map", "interface Map { a: 1 }"))).toBeUndefined();
    expect(askAlone("closesQuietly", typed("string"))).toBe(true);
  });
});

describe("isSelfIterator", () => {
  const isSelf = (text: string): boolean | undefined => ask("isSelfIterator", text);

  test.each([
    ["AsyncGenerator<number>"],
    ["AsyncIterableIterator<number>"],
    ["AsyncGenerator<number> | AsyncIterableIterator<number>"],
  ])("%s is one", (type) => {
    expect(isSelf(typed(type))).toBe(true);
  });

  test("calls of generators", () => {
    expect(isSelf("async function* pages() { yield 1; }\nvoid (pages());")).toBe(true);
    expect(isSelf("function* pages() { yield 1; }\nvoid (pages());")).toBeUndefined();
  });

  test.each([
    ["AsyncIterable<number>"],
    ["AsyncIterator<number>"],
    ["Generator<number>"],
    ["AsyncGenerator<number> | undefined"],
    ["AsyncGenerator<number> | AsyncIterable<number>"],
    ["Promise<AsyncGenerator<number>>"],
    ["ReadableStream<number>"],
    ["any"],
    ["unknown"],
  ])("%s is not known to be", (type) => {
    expect(isSelf(typed(type))).toBeUndefined();
  });

  test("a class or an interface of the project's own", () => {
    expect(
      isSelf(typed("Mine", "interface Mine extends AsyncIterableIterator<number> { id: number }")),
    ).toBeUndefined();
    expect(
      isSelf(
        typed(
          "AsyncGenerator",
          "class AsyncGenerator { async *[Symbol.asyncIterator]() { yield 1; } async next() {} }",
        ),
      ),
    ).toBeUndefined();
  });

  test("a file alone does not know", () => {
    expect(askAlone("isSelfIterator", typed("AsyncGenerator<number>"))).toBeUndefined();
    expect(askAlone("isSelfIterator", "async function* f() {}\nvoid (f());")).toBeUndefined();
  });
});

describe("givesFinalValue", () => {
  const final = (text: string): boolean | undefined => ask("givesFinalValue", text);

  test.each([
    ["IteratorResult<number>"],
    ["Promise<IteratorResult<string, undefined>>"],
    ["IteratorResult<string, void>"],
    ["IteratorYieldResult<number>"],
    ["{ done: false; value: number }"],
    ["{ value: number }"],
  ])("%s names none", (type) => {
    expect(final(typed(type))).toBe(false);
  });

  test.each([
    ["IteratorResult<number, string>"],
    ["Promise<IteratorResult<number, unknown>>"],
    ["IteratorResult<number> | IteratorResult<number, string | undefined>"],
    ["{ done: boolean; value: number }"],
  ])("%s names one", (type) => {
    expect(final(typed(type))).toBe(true);
  });

  test.each([["any"], ["unknown"], ["Promise<any>"]])("%s says nothing", (type) => {
    expect(final(typed(type))).toBeUndefined();
  });
});

describe("a result with a then", () => {
  const late = `
export class Late {
  done: any = true;
  value: any = 1;
  then(f: () => void): void { f(); }
}`;

  /** @param before - the first line of the file that is asked about */
  const asked = (question: Question, type: string, before: string): boolean | undefined => {
    const project = createProject({ "a.ts": `${before}\n${typed(type)}`, "late.ts": late });
    return answer(project.ts, project.facts, question, project.sourceFile("a.ts"));
  };

  test.each<[Question, string]>([
    ["givesFinalValue", "{ done: true; value: number }"],
    ["isAlwaysEnd", "{ done: true; value: number }"],
    ["isNeverEnd", "{ done: false; value: number }"],
  ])("%s counts it where an import leads to it, and nowhere else", (question, type) => {
    expect(asked(question, type, `import "./late";`)).toBeUndefined();
    expect(asked(question, type, "export {};")).toBe(true);
  });
});
