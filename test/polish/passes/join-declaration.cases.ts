import { joinDeclaration } from "../../../src/engine/polish/passes/join-declaration";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(joinDeclaration, [
  {
    name: "hoisted out of a try that is gone",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          let value: number;
          // draw
          value = await next();
          if (!value) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          // draw
          let value: number = await next();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "something else first",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        const first = await next();
        last = first + 1;
        yield last;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const first = await next();
        let last = first + 1;
        yield last;
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "assigned in a try",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        try {
          value = await next();
        } catch {
          return;
        }
        yield value;
      }`,
  },
  {
    name: "read before",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        log(value);
        value = await next();
        yield value;
      }`,
  },
  {
    name: "a closure sees it before",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        const see = () => value;
        log(see());
        value = await next();
        yield value;
      }`,
  },
]);
