import { dropUnusedVariable } from "../../../src/engine/polish/passes/drop-unused-variable";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(dropUnusedVariable, [
  {
    name: "only ever written",
    before: `
      async function* generated(next: () => Promise<number>) {
        let count = 0;
        let last;
        while (true) {
          count++;
          // remember
          last = await next();
          yield 1;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          // remember
          await next();
          yield 1;
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a call stays",
    before: `
      async function* generated(next: () => Promise<number>) {
        const first = await next();
        yield 1;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        await next();
        yield 1;
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a step stays",
    before: `
      async function* generated(items: number[]) {
        let index = 0;
        while (index < items.length) {
          const first = items[index++];
          const second = items.shift()!;
          yield index;
        }
      }`,
    after: `
      async function* generated(items: number[]) {
        let index = 0;
        while (index < items.length) {
          index++;
          items.shift();
          yield index;
        }
      }`,
    worlds: [withArgs(() => [[1, 2, 3, 4, 5]]), withArgs(() => [[]])],
  },
  {
    name: "reading an element of what may be no array",
    before: `
      async function* generated(items: { [index: number]: number }) {
        let index = 0;
        const first = items[index++];
        yield index;
      }`,
  },
  {
    name: "a function that is not called any more",
    before: `
      async function* generated(next: () => Promise<number>) {
        function again(count: number): number {
          return count > 0 ? again(count - 1) : next.length;
        }

        function seen(value: number) {
          return value;
        }

        yield seen(await next());
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        function seen(value: number) {
          return value;
        }

        yield seen(await next());
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "read somewhere",
    before: `
      async function* generated(next: () => Promise<number>) {
        let count = 0;
        while (true) {
          yield count++;
        }
      }`,
  },
  {
    name: "a function inside only writes it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined = undefined;
        const note = (value: number) => {
          last = value;
          log(value);
        };
        const value = await next();
        note(value);
        yield value;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const note = (value: number) => {
          log(value);
        };
        const value = await next();
        note(value);
        yield value;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "written in a branch",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined = undefined;
        const value = await next();
        if (value > 1) last = value;
        else log(value);
        yield value;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const value = await next();
        if (value > 1) {}
        else log(value);
        yield value;
      }`,
    worlds: [withValues(1), withValues(2)],
  },
]);
