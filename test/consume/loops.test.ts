import { describe, expect, test } from "vitest";
import { instanceIn, useOfExpression } from "./usage";

const once = (...consumers: string[]): object => ({ origin: "new X()", consumers, drawnOnce: true });
const often = (...consumers: string[]): object => ({ origin: "new X()", consumers, drawnOnce: false });

describe("loops", () => {
  test.each([
    ["for await (const v of new X()) {}", ["loop immediate"]],
    ["for await (const v of (new X() as AsyncIterable<number>)!) {}", ["loop immediate"]],
    ["let last; for await (const v of new X()) { last = v; }", ["loop immediate"]],
    ["for await (const v of new X()) console.log(v);", ["loop immediate leaves-early"]],
    ["for await (const v of new X()) { break; }", ["loop immediate leaves-early"]],
    ["for await (const v of new X()) { for (;;) { break; } }", ["loop immediate"]],
    ["a: for (;;) { for await (const v of new X()) { continue a; } }", ["loop immediate leaves-early"]],
    ["for await (const v of new X()) { try { console.log(v); } catch {} }", ["loop immediate"]],
    [
      "for await (const v of new X()) { try { throw v; } catch { throw 1; } }",
      ["loop immediate leaves-early"],
    ],
    [
      "export async function* f() { for await (const v of new X()) { yield v; } }",
      ["loop immediate leaves-early"],
    ],
    ["export async function* f() { yield* new X(); }", ["loop immediate leaves-early"]],
    ["const all = await Array.fromAsync(new X());", ["loop immediate"]],
    ["const all = await Array.fromAsync(new X(), (v) => v);", ["loop immediate leaves-early"]],
    ["const x = new X();\nfor await (const v of x) {}", ["loop"]],
    ["new X();", []],
  ])("%s", (text, consumers) => {
    expect(instanceIn(text)).toEqual(once(...consumers));
  });

  test("a fresh instance for each round is drawn from once", () => {
    expect(instanceIn("for (;;) { const x = new X(); for await (const v of x) {} }")).toEqual(once("loop"));
    expect(instanceIn("while (true) for await (const v of new X()) {}")).toEqual(once("loop immediate"));
  });

  test("one instance for all rounds is drawn from often", () => {
    expect(instanceIn("const x = new X();\nfor (;;) { for await (const v of x) {} }")).toEqual(often("loop"));
    expect(instanceIn("for (const x = new X(); ; ) { for await (const v of x) {} }")).toEqual(often("loop"));
  });

  test("a loop in the head of another loop runs once", () => {
    expect(instanceIn("const x = new X();\nfor (const v of await Array.fromAsync(x)) {}")).toEqual(
      once("loop"),
    );
  });

  test("two loops", () => {
    expect(
      instanceIn("const x = new X();\nfor await (const v of x) {}\nfor await (const v of x) {}"),
    ).toEqual(often("loop", "loop after-done"));
  });

  test("a sync loop or a spread asks for the opener of the sync protocol alone", () => {
    expect(instanceIn("for (const v of new X() as any) {}")).toEqual(once("member @@iterator"));
    expect(instanceIn("console.log([...(new X() as any)]);")).toEqual(once("member @@iterator"));
  });
});

describe("functions around the loop", () => {
  test("that may be called several times", () => {
    const text = "const x = new X();\nexport async function f() { for await (const v of x) {} }";
    expect(instanceIn(text)).toEqual(often("loop overlap"));
    expect(
      instanceIn("const x = new X();\nsetInterval(async () => { for await (const v of x) {} }, 1);"),
    ).toEqual(often("loop overlap"));
  });

  test("that are called once, in place or by name", () => {
    expect(instanceIn("const x = new X();\n(async () => { for await (const v of x) {} })();")).toEqual(
      once("loop"),
    );
    expect(
      instanceIn("const x = new X();\nasync function main() { for await (const v of x) {} }\nawait main();"),
    ).toEqual(once("loop"));
  });

  test("that are called once, but in a loop", () => {
    expect(
      instanceIn(
        "const x = new X();\nasync function f() { for await (const v of x) {} }\nfor (;;) { await f(); }",
      ),
    ).toEqual(often("loop"));
  });

  test("that call themselves", () => {
    expect(
      instanceIn(
        "const x = new X();\nexport {};\nasync function f() { for await (const v of x) { await f(); } }",
      ),
    ).toEqual(often("loop leaves-early overlap"));
  });
});

describe("calls that hand an instance on", () => {
  const drain = "async function drain(it: AsyncIterable<number>) { for await (const v of it) {} }";

  test("to a function of the same file or another", () => {
    expect(instanceIn(`${drain}\nawait drain(new X());`)).toEqual(once("loop"));
    expect(
      instanceIn("import { drain } from './drain';\nawait drain(new X());", {
        "drain.ts": `export ${drain}`,
      }),
    ).toEqual(once("loop"));
    expect(instanceIn(`const drain = ${drain.replace("drain", "")};\nawait drain(new X());`)).toEqual(
      once("loop"),
    );
  });

  test("through three functions", () => {
    expect(
      instanceIn(
        `${drain}\nasync function b(it: X) { await drain(it); }\nconst c = (n: number, it: X) => b(it);\nc(1, new X());`,
      ),
    ).toEqual(once("loop"));
  });

  test("twice", () => {
    expect(instanceIn(`${drain}\nconst x = new X();\nawait drain(x);\nawait drain(x);`)).toEqual(
      often("loop", "loop"),
    );
    expect(instanceIn(`${drain}\nconst x = new X();\nfor (;;) await drain(x);`)).toEqual(often("loop"));
  });

  test("to generators that pass values on", () => {
    const map = "async function* map(it: AsyncIterable<number>) { for await (const v of it) yield v + 1; }";
    expect(instanceIn(`${map}\nfor await (const v of map(new X())) {}`)).toEqual(once("loop leaves-early"));
  });

  test("to themselves, without end", () => {
    expect(instanceIn("async function f(it: X): Promise<void> { await f(it); }\nawait f(new X());")).toEqual(
      often("escapes"),
    );
  });

  test.each([
    ["a function out of sight", "setImmediate(print, new X());"],
    ["after a spread", "function f(a: number, it: X) {}\nconst a: [number] = [1];\nf(...a, new X());"],
    ["a parameter that is taken apart", "function f({ ...all }: X) {}\nf(new X());"],
    ["a function that looks at its arguments", "function f(it: X) { return arguments.length; }\nf(new X());"],
    [
      "a method that a subclass overrides",
      "class C { m(it: X) { for (;;); } }\nclass D extends C { m(it: X) {} }\nnew C().m(new X());",
    ],
    [
      "a constructor whose object goes out of sight",
      "class C { constructor(readonly it: X) {} }\nsetImmediate(print, new C(new X()));",
    ],
    [
      "a parameter that is written, and may be an argument",
      "function f(it: X) { it = other; console.log(arguments[0]); }\ndeclare const other: X;\nf(new X());",
    ],
  ])("%s", (_, text) => {
    const { consumers, drawnOnce } = instanceIn(text);
    expect(consumers).toContain("escapes");
    expect(drawnOnce).toBe(false);
  });

  test.each([
    ["printed", "console.log('x', new X());", ["inspection"]],
    ["listed", "Object.keys(new X());", ["inspection"]],
    ["frozen", "for await (const v of Object.freeze(new X())) {}", ["loop", "inspection"]],
    ["behind a proxy", "for await (const v of new Proxy(new X(), {})) {}", ["loop", "inspection"]],
    [
      "printed by the project",
      "const console = { log(x: X) { for (;;); } };\nconsole.log(new X());",
      ["escapes"],
    ],
  ])("that is %s is looked at as an object", (_, text, consumers) => {
    expect(instanceIn(text).consumers).toEqual(consumers);
  });
});

describe("loops that may run at the same time", () => {
  const drain = "async function drain(it: AsyncIterable<number>) { for await (const v of it) {} }";
  const x = "const x = new X();";

  test.each([
    ["workers", `${drain}\n${x}\nawait Promise.all([drain(x), drain(x)]);`, ["loop overlap", "loop overlap"]],
    ["a worker for each round", `${drain}\n${x}\nfor (const n of [1, 2]) { drain(x); }`, ["loop overlap"]],
    [
      "collecting twice",
      `${x}\nawait Promise.all([Array.fromAsync(x), Array.fromAsync(x)]);`,
      ["loop overlap", "loop overlap"],
    ],
    [
      "an exported function",
      `${x}\nexport async function f() { for await (const v of x) {} }`,
      ["loop overlap"],
    ],
    [
      "one after the other",
      `${x}\nfor await (const v of x) {}\nawait Array.fromAsync(x);`,
      ["loop", "loop after-done"],
    ],
    [
      "one inside the other",
      `${x}\nfor await (const v of x) { for await (const w of x) {} }`,
      ["loop leaves-early", "loop"],
    ],
    ["the same one again and again", `${x}\nfor (;;) { for await (const v of x) {} }`, ["loop"]],
  ])("%s", (_, text, consumers) => {
    expect(instanceIn(text)).toEqual(often(...consumers));
  });
});

describe("variables", () => {
  test("assigned later, once", () => {
    expect(instanceIn("let x: X | undefined;\nx = new X();\nfor await (const v of x) {}")).toEqual(
      once("loop"),
    );
    expect(
      instanceIn("let x: X | undefined;\nx = new X();\nfor await (const v of x) {}\nx = undefined;"),
    ).toEqual(once("loop"));
  });

  test("assigned in a set-up that runs for every test", () => {
    const text =
      "declare function beforeEach(f: () => void): void; declare function it(f: () => void): void;\n" +
      "let x: X;\nbeforeEach(() => { x = new X(); });\nit(async () => { for await (const v of x) {} });";
    expect(instanceIn(text)).toEqual(often("loop overlap"));
  });

  test("that hold several values may be drawn from by all that draws from one of them", () => {
    const text =
      "let x = new X();\nfor await (const v of x) {}\nx = other;\ndeclare const other: X;\nawait x.next();";
    expect(instanceIn(text)).toEqual(often("loop overlap", "manual-next overlap after-done after-error"));
  });

  test("of another file, whose top level runs once", () => {
    expect(
      instanceIn("export const x = new X();", {
        "b.ts": "import { x } from './main';\nfor await (const v of x) {}",
      }),
    ).toEqual(once("loop"));
    expect(
      instanceIn("export const x = new X();\nfor await (const v of x) {}", {
        "b.ts": "import { x } from './main';\nawait x.next();",
      }),
    ).toEqual(often("loop overlap", "manual-next overlap after-done after-error"));
  });

  test.each([
    "export const list = [new X()];\nexport const o = { list };",
    "const o = { it: new X() };",
    "export default new X();",
    "const it = new X();\nconst o = { it };",
    "class C { it = new X(); }\nexport const o = { c: new C() };",
    "throw new X();",
    "export const it = () => new X();\nexport const o = { it };",
  ])("lost: %s", (text) => {
    expect(instanceIn(text)).toEqual(often("escapes"));
  });

  test.each(["const { next } = new X();", "const n = new X().next;"])("next taken out: %s", (text) => {
    expect(instanceIn(text)).toEqual(once("member next"));
  });

  test("both branches of a choice are followed", () => {
    expect(
      instanceIn(
        "declare const other: X;\nconst x = Math.random() > 1 ? new X() : other;\nfor await (const v of x) {}",
      ),
    ).toEqual(once("loop"));
  });
});

describe("returned from functions", () => {
  test("every call has an instance of its own", () => {
    expect(
      instanceIn(
        "function make() { return new X(); }\nfor await (const v of make()) {}\nfor await (const v of make()) {}",
      ),
    ).toEqual(once("loop immediate", "loop immediate"));
  });

  test("promised", () => {
    expect(
      instanceIn(
        "const make = async () => new X();\nfor await (const v of await make()) {}\nconst p = make();\nawait p;",
      ),
    ).toEqual(once("loop"));
    expect(instanceIn("async function make() { return new X(); }\nmake().then((x) => x);")).toEqual(
      often("escapes"),
    );
  });

  test("one instance for all calls", () => {
    expect(
      instanceIn(
        "const x = new X();\nconst get = () => x;\nfor await (const v of get()) {}\nfor await (const v of get()) {}",
      ),
    ).toEqual(often("loop overlap", "loop overlap"));
  });

  test("drawn from before it is returned", () => {
    expect(
      instanceIn(
        "async function make() { const x = new X(); await x.next(); return x; }\nfor await (const v of await make()) {}",
      ),
    ).toEqual(often("manual-next after-done after-error", "loop"));
  });

  test("from a static factory", () => {
    expect(
      instanceIn("class F { static create() { return new X(); } }\nfor await (const v of F.create()) {}"),
    ).toEqual(once("loop immediate"));
  });

  test("from a method of an object in sight", () => {
    const made = "class F { create() { return new X(); } }\n";
    expect(instanceIn(`${made}for await (const v of new F().create()) {}`)).toEqual(once("loop immediate"));
    const literal = "const f = { create: () => new X() };\n";
    expect(instanceIn(`${literal}for await (const v of f.create()) {}`)).toEqual(once("loop immediate"));
    expect(instanceIn(`${made}const { create } = new F();\nfor await (const v of create()) {}`)).toEqual(
      once("loop immediate"),
    );
  });

  test("from a getter", () => {
    const made = "class F { get rows() { return new X(); } }\nconst f = new F();\n";
    expect(instanceIn(`${made}for await (const v of f.rows) {}`)).toEqual(once("loop immediate"));
    expect(instanceIn(`${made}const { rows } = f;\nfor await (const v of rows) {}`)).toEqual(
      often("loop immediate", "escapes"),
    );
    expect(instanceIn(`${made}const g: any = f;\nfor await (const v of f.rows) {}`)).toEqual(
      often("loop immediate", "escapes"),
    );
  });

  test("from a method of an object that goes out of sight", () => {
    const made = "class F { create() { return new X(); } }\n";
    const loop = "for await (const v of new F().create()) {}\n";
    expect(instanceIn(`${made}${loop}const f: any = new F();`)).toEqual(often("loop immediate", "escapes"));
    const from = "class F { static create() { return new X(); } }\nfor await (const v of F.create()) {}\n";
    expect(instanceIn(`${from}const f: any = F;`)).toEqual(often("loop immediate", "escapes"));
    const taken = "let make: () => X;\n({ create: make } = new F());\nfor await (const v of make()) {}";
    expect(instanceIn(`${made}${loop}${taken}`)).toEqual(often("loop immediate", "escapes"));
    expect(instanceIn(`${made}${loop}const make = new F().create;`)).toEqual(
      often("loop immediate", "escapes"),
    );
  });

  test("from a function of a public package", () => {
    const manifest = { "package.json": '{ "name": "p", "main": "x.js" }' };
    expect(instanceIn("export function make() { return new X(); }", manifest)).toEqual(
      often("escapes public"),
    );
    expect(instanceIn("export const make = () => new X();", manifest)).toEqual(often("escapes public"));
    expect(
      instanceIn("export function make() { return new X(); }\nfor await (const v of make()) {}"),
    ).toEqual(once("loop immediate"));
  });

  test("from a callback", () => {
    expect(instanceIn("[1, 2].map(() => new X());")).toEqual(often("escapes"));
  });
});

describe("iterators of an iterable", () => {
  const declared =
    "declare class X { constructor(owner: unknown); next(): Promise<IteratorResult<number>>; }\nexport {};";

  const pages = "class Pages { [Symbol.asyncIterator]() { return new X(); } }";

  test("each loop has its own", () => {
    expect(
      instanceIn(
        `${pages}\nconst p = new Pages();\nfor await (const v of p) {}\nfor await (const v of p) {}`,
      ),
    ).toEqual(once("loop immediate", "loop immediate"));
  });

  test("opened by hand", () => {
    expect(
      instanceIn(
        `${pages}\nconst it = new Pages()[Symbol.asyncIterator]();\nawait it.next();\nawait it.next();`,
      ),
    ).toEqual(once("serial-next", "serial-next after-done"));
  });

  test("lost with the iterable, also through a subclass", () => {
    expect(instanceIn(`${pages}\nsetImmediate(print, new Pages());`)).toEqual(often("escapes"));
    expect(instanceIn(`${pages}\nclass More extends Pages {}`)).toEqual(often("escapes"));
  });

  test("of a public class", () => {
    const manifest = { "package.json": '{ "name": "p", "exports": "./x.js" }' };
    expect(instanceIn(`export ${pages}`, manifest)).toEqual(often("escapes public"));
  });

  test("that uses itself", () => {
    const self = (body: string): string =>
      `class Pages { [Symbol.asyncIterator]() { return new X(this); } ${body} }`;
    const text = self(
      "async all() { for await (const v of this) {} return [this.one, this.all()]; } one = 1;",
    );
    expect(useOfExpression(`${declared}\n${text}`, "new X(this)")).toMatchObject({
      consumers: ["loop immediate"],
      drawnOnce: true,
    });
    const lost = self("constructor() { setImmediate(print, this); }");
    expect(useOfExpression(`${declared}\n${lost}`, "new X(this)")).toMatchObject({ consumers: ["escapes"] });
  });

  test("one that is kept is shared", () => {
    const kept = "const x = new X();\nclass Pages { [Symbol.asyncIterator]() { return x; } }";
    expect(instanceIn(`${kept}\nfor await (const v of new Pages()) {}`)).toEqual(often("loop overlap"));
  });

  test("of an object literal", () => {
    expect(
      instanceIn(
        "const p = { [Symbol.asyncIterator]: () => new X() };\nfor await (const v of p) {}\nfor await (const v of p) {}",
      ),
    ).toEqual(once("loop immediate", "loop immediate"));
  });

  test("an object literal that a function returns is followed from where it stands", () => {
    expect(
      useOfExpression(
        "export {};\nfunction f() { return { async next() { return { done: true, value: 1 }; } }; }\nconst i = f();\nawait i.next();",
        "{ async next() { return { done: true, value: 1 }; } }",
      ),
    ).toMatchObject({ consumers: ["serial-next"], drawnOnce: true });
  });
});
