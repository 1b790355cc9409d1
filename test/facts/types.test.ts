import typescript from "typescript";
import { describe, expect, test } from "vitest";
import type { Facts } from "../../src/engine/facts";
import { singleFileFacts } from "../../src/facts";
import { createProject, nodeWithText } from "../support/project";

/** Asks about the expression in `void (…)` at the end of a text. */
function ask<T>(text: string, question: (facts: Facts, expression: typescript.Expression) => T): T {
  const project = createProject({ "a.ts": `export {};\n${text}` });
  return question(project.facts, lastVoid(project.sourceFile("a.ts")));
}

function lastVoid(sourceFile: typescript.SourceFile): typescript.Expression {
  const statement = sourceFile.statements.at(-1);
  if (
    !statement ||
    !typescript.isExpressionStatement(statement) ||
    !typescript.isVoidExpression(statement.expression)
  ) {
    throw new Error("The text must end in void (…);");
  }
  return statement.expression.expression;
}

const typed = (type: string, before = ""): string => `${before}\ndeclare const v: ${type};\nvoid (v);`;

describe("isThenable", () => {
  const isThenable = (text: string): boolean | undefined =>
    ask(text, (facts, node) => facts.isThenable(node));

  test.each([
    ["string | number | undefined | null"],
    ["'a' | 1n | true | symbol"],
    ["boolean"],
    ["never"],
    ["number[]"],
    ["readonly [string, Promise<number>]"],
    ["{ id: number }"],
    ["{ id: number } | undefined"],
    ["() => Promise<void>"],
    ["Date"],
    ["Map<string, Promise<number>>"],
    ["Uint8Array"],
    ["Record<string, number>"],
    ["Pick<Date, 'getTime'>"],
    ["{ then: string }"],
    ["string & { readonly brand: unique symbol }"],
    ["{ a: 1 } & { b: 2 }"],
    ["Error"],
  ])("%s is no thenable", (type) => {
    expect(isThenable(typed(type))).toBe(false);
  });

  test.each([
    ["Promise<number>"],
    ["PromiseLike<number> | string"],
    ["{ then(f: () => void): void }"],
    ["{ then?: () => void }"],
    ["{ id: number } & Promise<number>"],
  ])("%s may be one", (type) => {
    expect(isThenable(typed(type))).toBe(true);
  });

  test.each([
    ["any"],
    ["unknown"],
    ["object"],
    ["{}"],
    ["Object"],
    ["void"],
    ["Missing"],
    ["{ then: any; id: number }"],
    ["Record<string, unknown>"],
    ["{ id: number } | any"],
    ["{ toString(): string }"],
    ["string | unknown[] | object"],
  ])("%s is not known", (type) => {
    expect(isThenable(typed(type))).toBeUndefined();
  });

  test("empty interfaces and classes say nothing, those with members do", () => {
    expect(isThenable(typed("Foo", "interface Foo {}"))).toBeUndefined();
    expect(isThenable(typed("Foo", "class Foo {}"))).toBeUndefined();
    expect(isThenable(typed("Foo", "interface Base { id: number }\ninterface Foo extends Base {}"))).toBe(
      false,
    );
    expect(isThenable(typed("Foo", "class Foo { id = 1 }"))).toBe(false);
    expect(isThenable(typed("Foo", "class Foo extends Promise<number> { id = 1 }"))).toBe(true);
  });

  test("a base out of sight may bring a then", () => {
    const base = "import { Base } from 'missing';\n";
    expect(isThenable(typed("Foo", `${base}class Foo extends Base { id = 1 }`))).toBeUndefined();
    expect(isThenable(typed("Foo", `${base}interface Foo extends Base { id: number }`))).toBeUndefined();
    expect(
      isThenable(typed("Foo", `${base}class Mid extends Base { a = 1 }\nclass Foo extends Mid { id = 1 }`)),
    ).toBeUndefined();
  });

  test("type parameters are known only by a primitive constraint", () => {
    const inGeneric = (parameter: string, type: string): boolean | undefined => {
      const project = createProject({ "a.ts": `export function f<${parameter}>(v: ${type}) { return v; }` });
      return project.facts.isThenable(
        nodeWithText(typescript, project.sourceFile("a.ts"), "v", 1) as typescript.Expression,
      );
    };
    expect(inGeneric("T", "T")).toBeUndefined();
    expect(inGeneric("T extends { id: number }", "T")).toBeUndefined();
    expect(inGeneric("T extends { id: number }", "T & { a: 1 }")).toBeUndefined();
    expect(inGeneric("T extends { id: number }", "Partial<T>")).toBeUndefined();
    expect(inGeneric("T extends { id: number }", "T['id']")).toBe(false);
    expect(inGeneric("T extends string | number", "T")).toBe(false);
    expect(inGeneric("T", "keyof T")).toBe(false);
    expect(inGeneric("T", "T[]")).toBe(false);
    expect(inGeneric("T", "T extends string ? 1 : Promise<T>")).toBeUndefined();
  });

  test.each([
    ["await g()"],
    ["`${g()}`"],
    ["g() + 1"],
    ["!g()"],
    ["typeof g()"],
    ["g() && 1"],
    ["g() ? [g()] : { id: g() }"],
    ["new Map()"],
    ["(() => g()) as any"],
    ["/x/"],
    ["(g(), 1)"],
  ])("syntax is enough for %s", (expression) => {
    expect(isThenable(`declare function g(): any;\nvoid (${expression});`)).toBe(false);
  });

  test.each([
    ["g()"],
    ["g() || 1"],
    ["g() ? 1 : g()"],
    ["{ ...g() }"],
    ["{ [g()]: g() }"],
    ["{ then: g() }"],
    ["{ __proto__: g() }"],
    ["new Thing()"],
  ])("and not enough for %s", (expression) => {
    expect(
      isThenable(`declare function g(): any;\ndeclare const Thing: any;\nvoid (${expression});`),
    ).not.toBe(false);
  });

  test("a class of the file's own by the name of a built-in one", () => {
    expect(isThenable("class Map extends Promise<number> {}\nvoid (new Map(() => {}));")).toBe(true);
  });
});

describe("isArray, isIterable, isAsyncIterable, isPrimitive", () => {
  const answers = (type: string): unknown =>
    ask(typed(type), (facts, node) => [
      facts.isArray(node),
      facts.isIterable(node),
      facts.isAsyncIterable(node),
      facts.isPrimitive(node),
    ]);

  test.each([
    ["string[]", [true, true, false, false]],
    ["readonly [1, 2]", [true, true, false, false]],
    ["any[]", [true, true, false, false]],
    ["string[] | number[]", [true, true, false, false]],
    ["string[] | undefined", [undefined, undefined, false, undefined]],
    ["Set<number>", [false, true, false, false]],
    ["ArrayLike<number>", [undefined, undefined, undefined, undefined]],
    ["Iterable<number>", [undefined, true, undefined, undefined]],
    ["AsyncIterable<number>", [false, false, true, false]],
    ["AsyncGenerator<number>", [false, false, true, false]],
    ["number | null", [false, undefined, false, true]],
    ["any", [undefined, undefined, undefined, undefined]],
    ["{}", [undefined, undefined, undefined, undefined]],
    ["{ id: number }", [false, false, false, false]],
    ["{ id: number; [Symbol.asyncIterator]?(): AsyncIterator<number> }", [false, false, undefined, false]],
  ])("%s", (type, expected) => {
    expect(answers(type)).toEqual(expected);
  });
});

test("a variable that the compiler thinks to be unreachable may have got a value meanwhile", () => {
  const text = `let closing: Promise<void> | undefined;
if (closing) throw new Error("closing");
await pause(() => { closing = Promise.resolve(); });
if (!closing) throw new Error("open");
declare function pause(then: () => void): Promise<void>;
void (closing);`;
  const answers = ask(text, (facts, node) => [
    facts.isThenable(node),
    facts.isArray(node),
    facts.isPrimitive(node),
    facts.isObject?.(node),
  ]);
  expect(answers).toEqual([undefined, undefined, undefined, undefined]);
});

describe("isObject", () => {
  test.each([
    ["{ close(): void }", true],
    ["string[]", true],
    ["{ close(): void } | Set<number>", true],
    ["{ close(): void } | undefined", undefined],
    ["number | null", false],
    ["{}", undefined],
    ["{ length: number }", undefined],
    ["any", undefined],
  ])("%s", (type, expected) => {
    expect(ask(typed(type), (facts, node) => facts.isObject?.(node))).toBe(expected);
  });

  test("where null has no type", () => {
    const text = `export {};\n${typed("{ close(): void }")}`;
    const project = createProject({ "a.ts": text }, { compilerOptions: { strict: false } });
    expect(project.facts.isObject?.(lastVoid(project.sourceFile("a.ts")))).toBeUndefined();
  });
});

describe("neverAmong", () => {
  test.each([
    ["{ id: string }[]", "falsy"],
    ["readonly (Date | Set<number>)[]", "falsy"],
    ["string[]", "missing"],
    ["{}[]", "missing"],
    ["(string | { id: string })[]", "missing"],
    ["({ id: string } | undefined)[]", undefined],
    ["({ id: string } | null)[]", undefined],
    ["never[]", undefined],
    ["any[]", undefined],
    ["unknown[]", undefined],
    ["{ id: string }", undefined],
  ])("%s", (type, expected) => {
    expect(ask(typed(type), (facts, node) => facts.neverAmong?.(node))).toBe(expected);
  });

  test.each([
    ["T", undefined],
    ["T extends unknown", undefined],
    ["T extends { id: string }", "falsy"],
    ["T extends string", "missing"],
    ["T extends { id: string } | undefined", undefined],
  ])("<%s>", (parameter, expected) => {
    const project = createProject({ "a.ts": `export function f<${parameter}>(list: T[]) { return list; }` });
    const [fn] = project.sourceFile("a.ts").statements;
    const [statement] = fn && typescript.isFunctionDeclaration(fn) ? (fn.body?.statements ?? []) : [];
    const list = statement && typescript.isReturnStatement(statement) ? statement.expression : undefined;
    expect(list && project.facts.neverAmong?.(list)).toBe(expected);
  });

  test("where null has no type", () => {
    const text = `export {};\n${typed("{ id: string }[]")}`;
    const project = createProject({ "a.ts": text }, { compilerOptions: { strict: false } });
    expect(project.facts.neverAmong?.(lastVoid(project.sourceFile("a.ts")))).toBeUndefined();
  });
});

describe("yieldsThenables", () => {
  const yields = (text: string): boolean | undefined =>
    ask(text, (facts, node) => facts.yieldsThenables(node));
  const pages = [
    "interface User { id: number }",
    "class Pages<T> { constructor(readonly items: T[]) {}",
    "  async next(): Promise<IteratorResult<T>> { return { done: true, value: undefined }; }",
    "  [Symbol.asyncIterator]() { return this; } }",
  ].join("\n");

  test("are told after instantiation", () => {
    expect(yields(`${pages}\nvoid (new Pages<User>([]));`)).toBe(false);
    expect(yields(`${pages}\nvoid (new Pages(["a"]));`)).toBe(false);
    expect(yields(`${pages}\nvoid (new Pages<Promise<User>>([]));`)).toBe(true);
    expect(yields(`${pages}\nvoid (new Pages<User | Promise<User>>([]));`)).toBe(true);
    expect(yields(`${pages}\nvoid (new Pages<any>([]));`)).toBeUndefined();
    expect(yields(`${pages}\nvoid (new Pages<unknown>([]));`)).toBeUndefined();
  });

  test("the value that comes with done does not count", () => {
    expect(yields(typed("AsyncIterator<number, Promise<string>>"))).toBe(false);
    expect(yields(typed("AsyncIterable<number>"))).toBe(false);
    expect(yields(typed("AsyncGenerator<number, any, void>"))).toBe(false);
  });

  test("inferred results", () => {
    const text = (value: string): string =>
      `declare const n: boolean; declare function fetch(): Promise<number>;
      const it = { async next() { return n ? { done: true, value: undefined } : { done: false, value: ${value} }; } };
      void (it);`;
    expect(yields(text("1"))).toBe(false);
    expect(yields(text("fetch()"))).toBe(true);
    expect(yields(text("n as any"))).toBeUndefined();
  });

  test("what is no iterator gives no answer", () => {
    expect(yields("void ({ id: 1 });")).toBeUndefined();
    expect(yields("declare const v: any;\nvoid (v);")).toBeUndefined();
    expect(yields(typed("{ next(): number }"))).toBeUndefined();
    expect(yields(typed("{ next(): unknown }"))).toBeUndefined();
  });
});

describe("classes of the project that are more than a type says", () => {
  const row = "interface Named { name: string }\ninterface Row extends Named { id: number }";
  const query = "class Query implements Row { id = 1; name = ''; then(f: () => void): void { f(); } }";

  test("a class that implements the type has a then", () => {
    const before = `${row}\n${query}`;
    expect(ask(typed("Row", before), (facts, node) => facts.isThenable(node))).not.toBe(false);
    expect(ask(typed("Named", before), (facts, node) => facts.isThenable(node))).not.toBe(false);
    expect(ask(typed("{ id: string }", before), (facts, node) => facts.isThenable(node))).toBe(false);
    expect(ask(typed("Row", row), (facts, node) => facts.isThenable(node))).toBe(false);
  });

  test("so has one that just has the same members", () => {
    const then = "then(f: () => void): void { f(); }";
    const answer = (type: string, before: string): boolean | undefined =>
      ask(typed(type, before), (facts, node) => facts.isThenable(node));
    expect(answer("{ id: number }", `const late = { id: 1, ${then} };`)).not.toBe(false);
    expect(answer("{ id: number }", `class Late<T> { id!: T; ${then} }`)).not.toBe(false);
    expect(answer("{ id: number }", `const late = { name: 1, ${then} };`)).toBe(false);
    expect(answer("{ id?: number; name?: string }", `const late = { id: 1, ${then} };`)).not.toBe(false);
  });

  test("a function may be one that is given a then", () => {
    const answer = (before: string): boolean | undefined =>
      ask(typed("() => number", before), (facts, node) => facts.isThenable(node));
    expect(answer("")).toBe(false);
    expect(answer("const late = { then(f: () => void): void { f(); } };")).toBe(false);
    expect(answer("const late = Object.assign(() => 1, { then: (f: () => void) => f() });")).not.toBe(false);
    expect(answer("function late() { return 1; }\nlate.then = (f: () => void) => f();")).not.toBe(false);
    expect(answer("function late() { return 1; }\n(late as any).then = () => 1;")).not.toBe(false);
    expect(answer("const f = () => 1;\nObject.defineProperty(f, 'then', { value: () => 1 });")).not.toBe(
      false,
    );
  });

  test("so does one that extends it", () => {
    const before = "class Row { id = 1 }\nclass Late extends Row { then(f: () => void): void { f(); } }";
    expect(ask(typed("Row", before), (facts, node) => facts.isThenable(node))).not.toBe(false);
  });
});

describe("a file alone", () => {
  const ask1 = (text: string): (boolean | undefined)[] => {
    const { sourceFile, facts } = singleFileFacts(typescript, { fileName: "/x/a.ts", text });
    const node = lastVoid(sourceFile);
    return [facts.isThenable(node), facts.isArray(node), facts.isPrimitive(node)];
  };

  test("knows what the text says", () => {
    expect(ask1("void (1);")).toEqual([false, false, true]);
    expect(ask1("const n: number = f();\nvoid (n);")).toEqual([false, false, true]);
    expect(ask1("interface User { id: number }\ndeclare const u: User;\nvoid (u);")).toEqual([
      false,
      false,
      false,
    ]);
    expect(ask1("void (await f());")[0]).toBe(false);
  });

  test("does not guess what imports and lib files would say", () => {
    expect(ask1("declare const p: Promise<number>;\nvoid (p);")).toEqual([undefined, undefined, undefined]);
    expect(ask1("import { x } from './x';\nvoid (x);")).toEqual([undefined, undefined, undefined]);
    expect(
      ask1("import { B } from './b';\nclass A extends B { id = 1 }\nvoid (new A());")[0],
    ).toBeUndefined();
    expect(ask1("class A extends Promise { id = 1 }\nvoid (new A());")[0]).toBeUndefined();
    expect(ask1("const s = 'a';\nvoid (s.split(','));")).toEqual([undefined, undefined, undefined]);
  });

  test("does not mistake one missing lib type for another", () => {
    expect(ask1("declare const s: string[];\nvoid (s);")[0]).not.toBe(true);
    expect(ask1("declare const s: Set<string>;\nvoid (s);")[1]).not.toBe(true);
    expect(ask1("declare const f: () => void;\nvoid (f);")[1]).not.toBe(true);
    expect(ask1("async function f() {}\nvoid (f());")[0]).not.toBe(false);
    expect(ask1("async function* f() {}\nvoid (f());")[1]).not.toBe(true);
  });

  test("sees the references of what stays in it", () => {
    const { sourceFile, facts } = singleFileFacts(typescript, {
      fileName: "/x/a.ts",
      text: "class X {}\nclass Y {}\nexport { X };\nnew Y();",
    });
    expect(facts.references(nodeWithText(typescript, sourceFile, "Y"))).toHaveLength(2);
    expect(facts.references(nodeWithText(typescript, sourceFile, "X"))).toBeUndefined();
  });

  test("must be a source file", () => {
    expect(() => singleFileFacts(typescript, { fileName: "/x/a.md", text: "" })).toThrow(/no source file/);
  });
});

describe("unionText", () => {
  const unionText = (text: string): string | undefined => ask(text, (facts, node) => facts.unionText?.(node));

  test.each([
    ["'open' | 'closed'", "", "'open' | 'closed'"],
    ["State", "type State = 'open' | 'closed';", "State"],
    ["Mode", "enum Mode { Loud, Quiet }", "Mode"],
    ["boolean", "", "boolean"],
    ["IteratorResult<string, undefined>", "", "IteratorResult<string, undefined>"],
    ["string | null", "", "string | null"],
  ])("%s", (type, before, expected) => {
    expect(unionText(typed(type, before))).toBe(expected);
  });

  test.each([["string"], ["number[]"], ["{ state: 1 | 2 }"], ["any"], ["unknown"]])("%s is none", (type) => {
    expect(unionText(typed(type))).toBeUndefined();
  });

  test("the declared one, before it is narrowed", () => {
    const text = "let state: 'open' | 'closed' = 'open';\nvoid (state);";
    expect(unionText(text)).toBe("'open' | 'closed'");
  });

  test("of a property, and not of what nobody can write there", () => {
    expect(unionText("declare const v: { readonly state: 1 | 2 };\nvoid (v.state);")).toBe("1 | 2");
    expect(unionText("declare const v: any;\nvoid (v.state);")).toBeUndefined();
  });
});

test.each([
  ["() => void", true],
  ["(path: string) => Promise<number>", true],
  ["<T>(value: T) => T", false],
  ["{ (a: string): string; (a: number): number }", false],
  ["StringConstructor", false],
  ["any", false],
])("hasPlainSignature: %s", (type, expected) => {
  expect(ask(typed(type), (facts, node) => facts.hasPlainSignature?.(node))).toBe(expected);
});

test.each([
  ["void ('a');", false],
  ["function f() { return { value: 'a' }; }\nvoid (f());", false],
])("hasContextualType: %s", (text, expected) => {
  expect(ask(text, (facts, node) => facts.hasContextualType?.(node))).toBe(expected);
});

test("a literal that an annotation wants has a contextual type", () => {
  const project = createProject({ "a.ts": "export const kind: 'a' | 'b' = 'a';" });
  const literal = nodeWithText(typescript, project.sourceFile("a.ts"), "'a'", 1) as typescript.Expression;
  expect(project.facts.hasContextualType?.(literal)).toBe(true);
});

test.each([
  ["IterableIterator<number>", true],
  ["Iterator<number> | undefined", true],
  ["Iterable<number>", false],
  ["Rows", false],
  ["{ next?(): IteratorResult<number> }", false],
  ["unknown", false],
])("asksForMember: next() of an instance that is to be a %s", (type, expected) => {
  const text = `
    class Rows { next(): IteratorResult<number> { throw 0; } [Symbol.iterator](): this { return this; } }
    export const rows: ${type} = new Rows();
    export const other: Iterator<number> = [1].values();`;
  const project = createProject({ "a.ts": text });
  const sourceFile = project.sourceFile("a.ts");
  const [rows] = sourceFile.statements.filter(typescript.isClassDeclaration);
  const next = rows?.members[0];
  const ask = (node: string): boolean | undefined =>
    next &&
    project.facts.asksForMember?.(nodeWithText(typescript, sourceFile, node) as typescript.Expression, next);
  expect(ask("new Rows()")).toBe(expected);
  expect(ask("[1].values()")).toBe(false);
});

test.each([
  ["'a' | 'b'", "case 'a': case 'b':", true],
  ["'a' | 'b'", "case 'a': break; default:", false],
  ["'a' | undefined", "case undefined: case 'a':", true],
  ["boolean", "case true: case false:", true],
  ["Way", "case Way.In: case Way.Out:", true],
  ["Way", "case Way.In:", false],
  ["1 | 2", "case 1: case n:", false],
  ["string", "case 'a':", undefined],
  ["any", "case 'a':", undefined],
])("coversAllCases: %s by %s", (type, clauses, expected) => {
  const text = `enum Way { In, Out } declare const n: 1 | 2; declare const v: ${type}; switch (v) { ${clauses} } export {};`;
  const project = createProject({ "a.ts": text });
  const statement = project.sourceFile("a.ts").statements.find(typescript.isSwitchStatement);
  expect(statement && project.facts.coversAllCases?.(statement)).toBe(expected);
});
