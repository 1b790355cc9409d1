import { describe, expect, test } from "vitest";
import { traceInstance, traceSymbol } from "../../src/engine/consume";
import { createProject } from "../support/project";
import { inWords, instanceIn } from "./usage";

const made = "{ next: () => ({ done: true as const, value: undefined }) }";

const tree = `
export class Tree {
  left?: Tree;
  children: Tree[] = [];
  constructor(readonly value: number, readonly parent?: Tree) {}
  add(child: Tree) {
    this.children.push(child);
    return this;
  }
  [Symbol.iterator]() {
    const stack: Tree[] = [this];
    return ${made};
  }
}
`;

/** What becomes of the iterators that trees open, in words. */
function consumersIn(text: string, more: Record<string, string> = {}): string[] {
  const project = createProject({ "main.ts": `${tree}\n${text}`, ...more });
  const node = project.node("main.ts", made);
  if (!project.ts.isExpression(node)) throw new Error("it is no expression");
  return traceInstance(project.ts, project.facts, node, "sync").consumers.map(inWords);
}

/** What becomes of the trees themselves, in words. */
function treesIn(text: string): string[] {
  const project = createProject({ "main.ts": `${tree}\n${text}` });
  const name = project.node("main.ts", "Tree");
  const { instances, symbolUses } = traceSymbol(project.ts, project.facts, name, "new", "sync");
  return [...instances.flatMap(({ consumers }) => consumers), ...symbolUses].map(inWords);
}

describe("an iterable that is kept", () => {
  test.each([
    ["in a field", "const a = new Tree(1); a.left = new Tree(2); if (a.left) for (const v of a.left) {}"],
    ["in a parameter property", "const a = new Tree(1, new Tree(2)); for (const v of a.parent!) {}"],
    ["in an array", "const list = [new Tree(1)]; for (const v of list[0]!) {}"],
    ["in the array of a field", "const a = new Tree(1).add(new Tree(2)); for (const v of a.children[0]!) {}"],
    ["and looped over", "for (const one of [new Tree(1), new Tree(2)]) for (const v of one) {}"],
    ["and taken apart", "const [a, ...more] = [new Tree(1), new Tree(2)]; for (const v of more[0]!) {}"],
    [
      "and taken off",
      "() => { const { left: it } = new Tree(1); new Tree(2).left = new Tree(3); if (it) for (const v of it) {} };",
    ],
    ["and given to a callback", "[new Tree(1)].forEach((one) => { for (const v of one) {} });"],
    [
      "and given to a function",
      "[new Tree(1)].map(sum);\nfunction sum(one: Tree) { let s = 0; for (const v of one) {} return s; }",
    ],
    [
      "and sorted",
      "const all = [new Tree(1)].slice().sort((a, b) => a.value - b.value); for (const v of all[0]!) {}",
    ],
    [
      "and folded",
      "const n = [new Tree(1)].reduce((sum, one) => { for (const v of one) {} return sum; }, 0);",
    ],
    [
      "in a rest parameter",
      "function all(...trees: Tree[]) { for (const one of trees) for (const v of one) {} }\nall(new Tree(1));",
    ],
    ["in another array", "const a: Tree[] = []; const b = a; b.push(new Tree(1)); for (const v of a[0]!) {}"],
    ["in an array of arrays", "for (const [one] of [[new Tree(1)]]) if (one) for (const v of one) {}"],
    [
      "and walked along",
      "let at: Tree | undefined = new Tree(1); while (at) { for (const v of at) {} at = at.left; }",
    ],
    ["with its place", "for (const [i, one] of [new Tree(1)].entries()) for (const v of one) {}"],
    [
      "and spread",
      "const a = [new Tree(1)]; const b: Tree[] = []; b.push(...a); for (const v of b.pop()!) {}",
    ],
    ["and shown", "const a = new Tree(1); a.left = new Tree(2); console.log(a.left); for (const v of a) {}"],
    [
      "and made a text",
      "const a = new Tree(1); a.left = new Tree(2); JSON.stringify(a); for (const v of a) {}",
    ],
  ])("%s", (_, text) => {
    const consumers = consumersIn(text);
    expect(consumers).toContain("loop immediate");
    expect(consumers).not.toContain("escapes");
    expect(treesIn(text)).not.toContain("escapes");
  });

  const put = "const a = new Tree(1); a.left = new Tree(2);\ndeclare function leak(it: unknown): void;\n";
  test.each([
    ["all values", "Object.values(a);"],
    ["all entries", "Object.entries(a);"],
    ["its descriptors", "Object.getOwnPropertyDescriptors(a);"],
    ["a value by its name", 'Reflect.get(a, "left");'],
    ["copied", "const b = { ...a };"],
    ["copied to another object", "Object.assign({}, a);"],
    ["with what another object has", "Object.assign(a, JSON.parse('{}'));"],
    ["a proxy", "new Proxy(a, {});"],
    ["a text that a function makes", "JSON.stringify(a, (_, value) => (leak(value), 1));"],
    ["a setter put in place", 'Object.defineProperty(a, "left", { set: leak });'],
    ["any", "leak((a as any).left);"],
    ["a variable of any type", "const b: any = a; b.left[Symbol.iterator]().next();"],
    ["another interface", "interface Has { left?: unknown }\nfunction f(h: Has) { leak(h.left); }\nf(a);"],
    ["a key that is worked out", "const key = 'le' + 'ft'; leak((a as any)[key]);"],
    ["all keys", "for (const key in a) leak(a[key as keyof Tree]);"],
    ["a pattern", "const { value, ...more } = a; leak(more);"],
    ["a pattern of any type", "const { left }: any = a; leak(left);"],
    ["a key in a pattern", "const key = 'left' as const; const { [key]: it } = a; leak(it);"],
    ["a function out of sight", "leak(a);"],
    ["a function out of sight, itself", "leak(a.left);"],
    ["an array out of sight", "leak([a]);"],
    ["an heir", "class Sub extends Tree { f() { leak(this); } }\nnew Sub(1);"],
    ["a method on the prototype", "(Tree.prototype as any).f = function () { leak(this.left); };"],
    ["a class out of sight", "leak(Tree);"],
    ["a class made by its object", "leak(new (a.constructor as any)(1));"],
    ["arguments", "function f(it: Tree) { leak(arguments[0]); }\nf(a);"],
    ["a promise", "Promise.resolve(a).then(leak);"],
    ["a closure", "export const get = () => a.left;\nleak(get());"],
    ["an object", "const o = { a }; leak(o);"],
    ["a map", "new Map<string, Tree>().set('a', a).forEach(leak);"],
    ["what it is assigned to", "let b: any; leak((b = a.left));"],
    ["a logical assignment", "let b: any = a; leak((b ??= 1));"],
    ["thrown", "try { throw a.left; } catch (error) { leak(error); }"],
    ["yielded", "function* all() { yield a.left; }\nfor (const it of all()) leak(it);"],
    ["what its method gives, of any type", "const b: any = a; leak(b.add(new Tree(3)));"],
    [
      "what its method gives, by an interface",
      "interface Has { add(it: Tree): Has }\nconst b: Has = a; leak(b.add(new Tree(3)));",
    ],
  ])("in a field, lost by %s", (_, text) => {
    expect(consumersIn(put + text)).toContain("escapes");
    expect(treesIn(put + text)).toContain("escapes");
  });

  const list = "const list = [new Tree(1)];\ndeclare function leak(it: unknown): void;\n";
  test.each([
    ["a function out of sight", "leak(list);"],
    ["an element", "leak(list[0]);"],
    ["another name", "const other: any = list; leak(other[0]);"],
    ["an array around", "const all = [list]; leak(all);"],
    ["a callback out of sight", "list.forEach(leak);"],
    ["the callback's array", "list.forEach((_, __, all) => leak(all));"],
    ["the callback's arguments", "list.forEach(function () { leak(arguments[0]); });"],
    ["the callback's rest", "list.forEach((...all) => leak(all));"],
    ["what a callback gives", "leak(list.map((one) => one));"],
    ["a fold from the first", "leak(list.reduce((a) => a));"],
    ["a fold that gives it", "leak(list.reduce((_: unknown, one) => one, undefined));"],
    ["a filter", "leak(list.filter((one) => one.value > 0));"],
    ["find", "leak(list.find((one) => one.value > 0));"],
    ["a sort", "list.sort((a, b) => (leak(b), 0));"],
    ["its iterator", "leak(list[Symbol.iterator]().next().value);"],
    ["its values", "leak(list.values().next().value);"],
    ["flat", "leak([list].flat());"],
    ["a copy", "leak([...list]);"],
    ["a copy of all", "leak(Array.from(list));"],
    ["a set", "leak(new Set(list));"],
    ["all values", "leak(Object.values(list));"],
    ["a copy as an object", "leak({ ...list });"],
    ["a copy on another array", "const b: any[] = Object.assign([], list); leak(b[0]);"],
    ["arguments that are spread", "leak.call(null, ...list);"],
    ["a method that is put on it", "list.push = (leak as any); list.push(new Tree(2));"],
    ["a rest", "const [, ...more] = list; leak(more);"],
    ["an element that is replaced", "leak((list[0] ??= new Tree(2)));"],
    ["a loop", "for (const one of list) leak(one);"],
    ["a loop into a variable", "let one: any; for (one of list) leak(one);"],
    ["a loop with its place", "for (const pair of list.entries()) leak(pair);"],
    ["concat", "leak([0 as any].concat(list));"],
    ["with", "leak(list.with(0, new Tree(2)));"],
    ["Promise.all", "void Promise.all(list).then(leak);"],
    ["a push elsewhere", "declare const out: Tree[]; out.push(list[0]!);"],
    ["a push to what a function gives", "declare function out(): Tree[]; out().push(list[0]!);"],
    ["a push to a parameter", "export function f(out: Tree[]) { out.push(list[0]!); }\nleak(f);"],
    ["an element of another", "declare const out: Tree[]; out[0] = list[0]!;"],
    ["a field of another class", "class H { it?: Tree; }\nconst h = new H(); h.it = list[0]; leak(h);"],
    ["a static field", "class H { static it?: Tree; }\nH.it = list[0]; leak(H.it);"],
    ["a setter", "class H { set it(it: Tree) { leak(it); } }\nnew H().it = list[0]!;"],
    [
      "a decorated field",
      "function d(..._: unknown[]): any {}\nclass H { @d it?: Tree; }\nnew H().it = list[0];",
    ],
    [
      "a class that inherits",
      "declare class B { all: unknown; }\nclass H extends B { it = list[0]; }\nnew H();",
    ],
    [
      "a method that may be another",
      "class H { m(it: Tree) {} }\nfunction f(h: H) { h.m(list[0]!); }\nf({ m: leak });",
    ],
    ["a method that is replaced", "class H { m(it: Tree) {} }\nH.prototype.m = leak; new H().m(list[0]!);"],
    [
      "a method that is assigned",
      "class H { m(it: Tree) {} }\nconst h = new H(); h.m = leak; h.m(list[0]!);",
    ],
    [
      "a method that is assigned as any",
      "class H { m(it: Tree) {} f() { this.m(list[0]!); (this as any).m = leak; } }\nnew H().f();",
    ],
    [
      "a method of an object that goes out of sight",
      "class H { m(it: Tree) {} }\nconst h = new H(); leak(h); h.m(list[0]!);",
    ],
    [
      "an heir's method",
      "class H { m(it: Tree) {} f() { this.m(list[0]!); } }\nclass I extends H { m(it: Tree) { leak(it); } }\nnew I().f();",
    ],
    [
      "a constructor's arguments",
      "class H { constructor(it: Tree) { leak(arguments[0]); } }\nnew H(list[0]!);",
    ],
    ["a constructor out of sight", "declare class H { constructor(it: Tree); }\nnew H(list[0]!);"],
    [
      "a constructor that is inherited",
      "declare class B { constructor(it: Tree); }\nclass H extends B {}\nnew H(list[0]!);",
    ],
    ["an element access by text", 'leak((list as any)["0"]);'],
    [
      "an array that extends Array",
      "class L extends Array<Tree> { push(...all: Tree[]) { leak(all); return 0; } }\nconst l = new L(); l.push(list[0]!);",
    ],
  ])("in an array, lost by %s", (_, text) => {
    expect(consumersIn(list + text)).toContain("escapes");
    expect(treesIn(list + text)).toContain("escapes");
  });

  test("in a field or an array alone, not lost", () => {
    for (const text of [put, list]) {
      expect(consumersIn(text)).toEqual([]);
      expect(treesIn(text)).not.toContain("escapes");
    }
  });

  const each =
    "declare function leak(it: unknown): void;\nfunction each(callback: (one: Tree) => void) { callback(new Tree(1)); }\n";
  test.each([
    ["its parameter", "each((one) => leak(one));"],
    ["its arguments", "each(function () { leak(arguments[0]); });"],
    ["its arguments, further in", "each(function () { [1].forEach(() => leak(arguments[0])); });"],
    ["its arguments, by default", "each(function (one, other = leak(arguments[0])) {});"],
    ["another function that is put there", "let other = (one: Tree) => {}; other = leak; each(other);"],
  ])("given to a callback, lost by %s", (_, text) => {
    expect(treesIn(`${each}each((one) => { for (const v of one) {} });`)).not.toContain("escapes");
    expect(treesIn(each + text)).toContain("escapes");
  });

  test("in a list that a package exports", () => {
    const files = { "package.json": JSON.stringify({ name: "trees", main: "main.js" }) };
    const consumers = consumersIn("export const list = [new Tree(1)];", files);
    expect(consumers).toContain("escapes public");
  });
});

describe("an iterable in a private field", () => {
  const box =
    "declare function leak(it: unknown): void;\nclass Box { private it = new Tree(1); f() { for (const v of this.it) {} } g() { return [this] } }\nconst box = new Box();\n";

  test("is known to the class alone", () => {
    expect(treesIn(`${box}leak(box);`)).not.toContain("escapes");
  });

  test.each([
    "Object.values(box).forEach(leak);",
    "const b: any = box; leak(b.it);",
    "const { ...copy } = { ...box }; leak(copy);",
    "JSON.stringify(box, (_, value) => (leak(value), 1));",
    'leak(box["it"]);',
  ])("%s", (text) => {
    expect(treesIn(box + text)).toContain("escapes");
  });
});

describe("an iterator that is kept", () => {
  test.each([
    ["const list = [new X()];", []],
    ["const list = [new X()];\nfor (const one of list) for await (const v of one) {}", ["loop overlap"]],
    ["class C { it = new X(); async f() { for await (const v of this.it) {} } }\nnew C();", ["loop overlap"]],
    [
      "class C { it = new X(); async f() { return (await this.it.next()).value; } }\nnew C();",
      ["manual-next overlap after-done after-error"],
    ],
    ["class C { constructor(readonly it: X) {} }\nconsole.log(new C(new X()).it.extra);", ["member extra"]],
  ])("%s", (text, consumers) => {
    expect(instanceIn(text).consumers).toEqual(consumers);
  });

  test("is drawn from any number of times", () => {
    const { drawnOnce } = instanceIn("const list = [new X()];\nfor await (const v of list[0]!) {}");
    expect(drawnOnce).toBe(false);
  });

  test.each([
    "export class C { it = new X(); }\ndeclare function f(c: unknown): void;\nf(new C());",
    "class C { it = new X(); }\nconst { ...copy } = new C();",
    "const list = [new X()];\nlist.map((one) => one);",
  ])("lost: %s", (text) => {
    expect(instanceIn(text).consumers).toContain("escapes");
  });
});
