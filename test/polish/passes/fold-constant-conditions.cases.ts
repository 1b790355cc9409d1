import { foldConstantConditions } from "../../../src/engine/polish/passes/fold-constant-conditions";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(foldConstantConditions, [
  {
    name: "a choice between true and false",
    before: `
      async function* generated(n: number, end: number) {
        if (n >= end ? true : false) return;
        yield n > 1 ? true : false;
        yield n === 1 ? false : true;
        yield end ? true : false;
      }`,
    after: `
      async function* generated(n: number, end: number) {
        if (n >= end) return;
        yield n > 1;
        yield n !== 1;
        yield end ? true : false;
      }`,
    worlds: [withArgs(() => [0, 2]), withArgs(() => [1, 2]), withArgs(() => [2, 2])],
  },
  {
    name: "branches that are always or never taken",
    before: `
      async function* generated(next: () => Promise<number>) {
        if (true) {
          // always
          yield await next();
        }
        if (!false && false) {
          yield 2;
        }
        while (false || (await next())) {
          yield 3;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // always
        yield await next();
        while (await next()) {
          yield 3;
        }
      }`,
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "a literal behind what is asked for",
    before: `
      async function* generated(next: () => Promise<number>, test: (value: number) => boolean) {
        while (true) {
          const value = await next();
          // a flag was here
          if (!test(value) || false || value > 2) return;
          if (!((value || false) && true)) continue;
          yield value > 1 && true;
          yield value === 1 || true ? "one" : "more";
          if (value === 1 && false) {
            yield "never";
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>, test: (value: number) => boolean) {
        while (true) {
          const value = await next();
          // a flag was here
          if (!test(value) || value > 2) return;
          if (!value) continue;
          yield value > 1;
          yield "one";
        }
      }`,
    worlds: [
      ({ async, sync }) => {
        const rest = [1, 0, 2, 3];
        return { args: [async("next", () => rest.shift()), sync("test", () => rest.length < 9)] };
      },
    ],
  },
  {
    name: "a value, not a condition",
    before: `
      async function* generated(a: number) {
        yield a && true;
      }`,
  },
  {
    name: "an effect before it",
    before: `
      async function* generated(a: () => boolean) {
        if (a() && false) {
          yield 1;
        }
        while (a() || true) {
          yield 2;
        }
      }`,
  },
  {
    name: "what could fail before it",
    before: `
      async function* generated(a: { b?: { c: boolean } }) {
        if (a.b.c && false) {
          yield 1;
        }
      }`,
  },
  {
    name: "a function that is called without a this",
    before: `
      async function* generated(a: { b(): void }) {
        yield (true && a.b)();
      }`,
  },
  {
    name: "the operand's value is seen",
    before: `
      async function* generated(a?: string) {
        yield a || false;
        yield (a && true) || "none";
      }`,
  },
  {
    name: "a text in a template",
    before: `
      async function* generated(next: () => Promise<number>) {
        yield \`it is \${true ? "open" : "closed"}: \${await next()} \${false || "\\n"}\`;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield \`it is open: \${await next()} \${"\\n"}\`;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "in a clause",
    before: `
      async function* generated(next: () => Promise<number>) {
        switch (await next()) {
          case 1:
            if (true) {
              yield 1;
            }
            break;
          default:
            if (false) {
              yield 2;
            }
            break;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        switch (await next()) {
          case 1:
            yield 1;
            break;
          default:
            break;
        }
      }`,
    worlds: [withValues(1), withValues(2)],
  },
]);
