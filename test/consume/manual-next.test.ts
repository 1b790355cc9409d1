import { describe, expect, test } from "vitest";
import { instanceIn } from "./usage";

const x = "const x = new X();\n";
const all = "overlap after-done after-error";

describe("serial loops by hand", () => {
  test.each([
    ["while (true) { const r = await x.next(); if (r.done) break; console.log(r.value); }"],
    ["for (;;) { const { done, value } = await x.next(); if (done) { console.log(value); break; } }"],
    ["for (;;) { const { done: end = false } = await x.next(); if (end) break; }"],
    ["let r; for (;;) { r = await x.next(); if (r.done === true || r.value > 3) break; }"],
    ["let r; while (!(r = await x.next()).done) { console.log(r.value); }"],
    ["while (!(await x.next()).done) {}"],
  ])("%s", (text) => {
    expect(instanceIn(x + text)).toEqual({ origin: "new X()", consumers: ["serial-next"], drawnOnce: true });
  });

  test.each([
    ["for (let r = await x.next(); !r.done; r = await x.next()) { console.log(r.value); }"],
    ["let r = await x.next(); while (!r.done) { console.log(r.value); r = await x.next(); }"],
    ["let r = await x.next(); while (r.done !== true && r.value < 5) { r = await x.next(); }"],
  ])("%s", (text) => {
    expect(instanceIn(x + text)).toEqual({
      origin: "new X()",
      consumers: ["serial-next", "serial-next"],
      drawnOnce: true,
    });
  });

  test("in a function that is given the instance", () => {
    const drain =
      "async function drain(it: X) { for (;;) { const r = await it.next(); if (r.done) return; } }\n";
    expect(instanceIn(`${drain}await drain(new X());`)).toMatchObject({
      consumers: ["serial-next"],
      drawnOnce: true,
    });
    expect(instanceIn(`${drain}${x}for (;;) await drain(x);`)).toMatchObject({ drawnOnce: false });
  });

  test("a try around the whole loop ends it", () => {
    expect(
      instanceIn(`${x}try { for (;;) { const r = await x.next(); if (r.done) break; } } catch {}`),
    ).toMatchObject({
      consumers: ["serial-next"],
    });
    expect(
      instanceIn(
        `${x}try { for (;;) { const r = await x.next(); if (r.done) break; } } finally { await x.return(); }`,
      ),
    ).toMatchObject({ consumers: ["serial-next", "member return"] });
  });
});

describe("straight lines", () => {
  test("one call", () => {
    expect(instanceIn(`${x}const { value } = await x.next();`)).toMatchObject({
      consumers: ["serial-next"],
      drawnOnce: true,
    });
  });

  test("several calls may ask after done", () => {
    expect(instanceIn(`${x}await x.next();\nawait x.next();`)).toMatchObject({
      consumers: ["serial-next", "serial-next after-done"],
      drawnOnce: true,
    });
  });

  test("assertions on the promise wait for it, and catch its failure", () => {
    const given = `${x}declare const expect: any; declare const assert: any;\n`;
    expect(instanceIn(`${given}await expect(x.next()).resolves.toEqual({});`)).toMatchObject({
      consumers: ["serial-next"],
    });
    expect(instanceIn(`${given}await expect(x.next()).rejects.toThrow();\nawait x.next();`)).toMatchObject({
      consumers: ["manual-next", "manual-next after-done after-error"],
    });
    expect(instanceIn(`${given}await assert.rejects(x.next());\nawait x.next();`)).toMatchObject({
      consumers: ["manual-next", "manual-next after-done after-error"],
    });
    expect(instanceIn(`${given}expect(x.next()).resolves.toEqual({});`)).toMatchObject({
      consumers: [`manual-next ${all}`],
    });
  });

  test("arguments are told, undefined is none", () => {
    expect(instanceIn(`${x}await x.next(1);`)).toMatchObject({ consumers: ["serial-next argument"] });
    expect(instanceIn(`${x}await x.next(undefined);`)).toMatchObject({ consumers: ["serial-next"] });
  });
});

describe("not serial", () => {
  test.each([
    ["all at once", "await Promise.all([x.next(), x.next()]);"],
    ["kept for later", "const p = x.next(); await p;"],
    ["handed on", "console.log(x.next());"],
    ["kept with a handler", "const p = x.next().catch(() => undefined); await p;"],
    ["not waited for", "x.next();"],
    ["from a function that anyone may call", "export const pull = async () => { await x.next(); };"],
    ["from a callback", "setInterval(async () => { await x.next(); }, 1);"],
  ])("%s", (_, text) => {
    const { consumers } = instanceIn(x + text);
    expect(consumers.length).toBeGreaterThan(0);
    expect(new Set(consumers)).toEqual(new Set([`manual-next ${all}`]));
  });

  test.each([
    ["no test for done", "for (let i = 0; i < 3; i++) { await x.next(); }", "after-done"],
    [
      "a test that comes late",
      "for (;;) { const r = await x.next(); console.log(r); if (r.done) break; }",
      "after-done",
    ],
    ["a test of something else", "for (;;) { const r = await x.next(); if (r.value) break; }", "after-done"],
    [
      "done tested together with more",
      "for (;;) { const r = await x.next(); if (r.done && r.value) break; }",
      "after-done",
    ],
    [
      "a way around the exit",
      "for (;;) { const r = await x.next(); if (r.done) { if (r.value) continue; break; } }",
      "after-done",
    ],
    [
      "a condition that reads another variable",
      "let r = await other(); while (!r.done) { const r = await x.next(); }\ndeclare function other(): Promise<IteratorResult<number>>;",
      "after-done",
    ],
    [
      "a result that is replaced",
      "let r: { done?: boolean } = { done: false }; while (!r.done) { r = await x.next(); r = { done: false }; }",
      "after-done",
    ],
    [
      "a loop inside a loop",
      "for (;;) { for (;;) { const r = await x.next(); if (r.done) break; } }",
      "after-done",
    ],
    [
      "failures caught in the loop",
      "for (;;) { try { const r = await x.next(); if (r.done) break; } catch {} }",
      "after-error",
    ],
    [
      "failures caught before the test",
      "let r; for (;;) { try { r = await x.next(); } catch { continue; } if (r.done) break; }",
      "after-error",
    ],
    [
      "a way out that may fail itself",
      "for (;;) { try { const r = await x.next(); if (r.done) { log(); break; } } catch {} }",
      "after-done after-error",
    ],
    [
      "failures thrown away in finally",
      "for (;;) { try { const r = await x.next(); if (r.done) break; } finally { continue; } }",
      "after-done after-error",
    ],
    [
      "a retry around the loop",
      "for (;;) { try { for (;;) { const r = await x.next(); if (r.done) break; } } catch {} }",
      "after-done after-error",
    ],
  ])("%s", (_, text, flags) => {
    const { consumers } = instanceIn(x + text);
    expect(consumers).toEqual([`manual-next ${flags}`]);
  });

  test("a failure caught before another call", () => {
    expect(instanceIn(`${x}try { await x.next(); } catch {}\nawait x.next();`)).toMatchObject({
      consumers: ["manual-next", "manual-next after-done after-error"],
    });
    expect(instanceIn(`${x}await x.next();\ntry { await x.next(); } catch {}`)).toMatchObject({
      consumers: ["serial-next", "serial-next after-done"],
    });
  });

  test("a call and a loop", () => {
    expect(instanceIn(`${x}const head = await x.next();\nfor await (const v of x) {}`)).toEqual({
      origin: "new X()",
      consumers: ["loop after-done", "serial-next"],
      drawnOnce: false,
    });
  });

  test("several functions", () => {
    const text = `${x}const f = async () => { await x.next(); };\nconst g = async () => { await x.next(); };\nf();\ng();`;
    expect(instanceIn(text)).toMatchObject({
      consumers: [`manual-next ${all}`, `manual-next ${all}`],
      drawnOnce: false,
    });
  });
});

describe("other members", () => {
  test.each([
    ["await x.return();", ["member return"]],
    ["console.log(x.extra);", ["member extra"]],
    ["x.extra = 2;", ["member extra"]],
    ["console.log(x['extra']);", ["member extra"]],
    ["x.next = async () => ({ done: true, value: undefined });", ["member next"]],
    ["declare const vi: any; vi.spyOn(x, 'next');", ["member next"]],
    ["console.log(x[0], x[Math.random()]);", ["member 0", "member 0"]],
    ["console.log(x[String(Math.random())]);", ["escapes"]],
    ["if (typeof x.next === 'function' && x.return) {}", ["member next", "member return"]],
    ["if (x && x !== null && x != undefined) {}", []],
    ["console.log(x === x);", ["identity", "identity"]],
    ["console.log(x instanceof Object);", ["identity"]],
    ["console.log('extra' in x);", ["member extra"]],
    ["type T = typeof x;", ["type"]],
    ["console.log(x.next.bind(x));", ["escapes"]],
    ["const open = x[Symbol.asyncIterator];", ["opens"]],
    ["if (x[Symbol.asyncIterator]) {}", ["member @@asyncIterator"]],
    ["await using y = x as any;", ["member [Symbol.asyncDispose]"]],
  ])("%s", (text, consumers) => {
    expect(instanceIn(x + text).consumers).toEqual(consumers);
  });
});

describe("draws one after the other in several functions", () => {
  const head = "async function head(it: X) { return await it.next(); }\n";
  const rest = "async function rest(it: X) { for await (const v of it) {} }\n";

  test("that are waited for do not overlap, but an error need not end both", () => {
    expect(instanceIn(`${head}${rest}${x}await head(x);\nawait rest(x);`)).toMatchObject({
      consumers: ["loop", "manual-next after-done after-error"],
      drawnOnce: false,
    });
  });

  test("that are not waited for overlap", () => {
    expect(instanceIn(`${head}${rest}${x}head(x);\nawait rest(x);`)).toMatchObject({
      consumers: ["loop overlap", `manual-next ${all}`],
    });
  });

  test("one function that is given the same instance twice", () => {
    const one = "async function one(it: X) { return (await it.next()).value; }\n";
    const calls = (text: string) => new Set(instanceIn(one + x + text).consumers);
    expect(calls("await one(x);\nawait one(x);")).toEqual(new Set(["manual-next after-done"]));
    expect(calls("try { await one(x); } catch {}\nawait one(x);")).toEqual(
      new Set(["manual-next after-done after-error"]),
    );
    expect(calls("await Promise.all([one(x), one(x)]);")).toEqual(new Set([`manual-next ${all}`]));
  });
});

describe("what a failure of next() comes to", () => {
  const one = "async function one(it: X) { return (await it.next()).value; }\n";

  test.each([
    ["a try in a loop around a helper", "for (let k = 0; k < 3; k++) { try { await one(x); } catch {} }"],
    [
      "a try in a loop around a closure",
      "const pull = async () => { await x.next(); };\nfor (let k = 0; k < 3; k++) { try { await pull(); } catch {} }",
    ],
    ["what is drawn in finally", "try { await x.next(); } finally { await x.next(); }"],
    [
      "a var of the try that it is made in",
      "try { var y = new X(); await y.next(); } catch {}\nawait y.next();",
    ],
    [
      "a variable that is set in the try",
      "let y: X | undefined; try { y = new X(); await y.next(); } catch {}\nif (y) await y.next();",
    ],
  ])("%s asks again", (_, text) => {
    const found = instanceIn(one + (text.includes("new X") ? "" : x) + text);
    expect(found.consumers.some((consumer) => consumer.includes("after-error"))).toBe(true);
  });

  test.each([
    ["a loop without a try around a helper", "for (let k = 0; k < 3; k++) await one(x);"],
    ["a try around a loop", "try { for (let k = 0; k < 3; k++) await one(x); } catch {}"],
    ["a try around a helper that is called once", "try { await one(x); } catch {}"],
  ])("%s does not", (_, text) => {
    const { consumers } = instanceIn(one + x + text);
    expect(consumers.some((consumer) => consumer.includes("after-error"))).toBe(false);
  });

  test("a helper that nobody waits for is called again before it is through", () => {
    const { consumers } = instanceIn(`${one}${x}for (let k = 0; k < 3; k++) void one(x);`);
    expect(consumers).toEqual([`manual-next ${all}`]);
  });

  test("what a for statement sets behind each round is no result", () => {
    const loop = "for (let r = await x.next(); !r.done; r = { done: false, value: 1 }) r = await x.next();";
    expect(instanceIn(x + loop).consumers).not.toContain("serial-next");
  });
});

describe("chains on what next() gives", () => {
  test.each([
    ["await x.next().then(print);", ["serial-next"]],
    ["await x.next().then((r) => r.value).finally(print);", ["serial-next"]],
    ["await x.next().then(print);\nawait x.next().then(print);", ["serial-next", "serial-next after-done"]],
    ["await x.next().catch(() => undefined);", ["serial-next"]],
    ["x.next().then(print);", ["manual-next"]],
  ])("%s", (text, consumers) => {
    expect(instanceIn(x + text)).toEqual({ origin: "new X()", consumers, drawnOnce: true });
  });

  test.each([
    ["x.next().then(print);\nx.next().then(print);", [`manual-next ${all}`, `manual-next ${all}`]],
    ["for (let i = 0; i < 2; i++) x.next().then(print);", [`manual-next ${all}`]],
    ["const first = x.next();", [`manual-next ${all}`]],
    ["x.next().then(print);\nawait x.return();", [`manual-next ${all}`, "member return"]],
    ["await x.next().catch(print);\nawait x.next();", ["manual-next", "manual-next after-done after-error"]],
    [
      "await x.next().then(print, print);\nawait x.next();",
      ["manual-next", "manual-next after-done after-error"],
    ],
    ["while (!(await x.next().then((r) => r)).done) {}", ["manual-next after-done"]],
  ])("%s", (text, consumers) => {
    expect(instanceIn(x + text)).toMatchObject({ consumers });
  });
});
