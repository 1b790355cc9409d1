import { firstValueBeforeLoop } from "../../../src/engine/polish/passes/first-value-before-loop";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";

const withFirst =
  (first: unknown, ...values: unknown[]): MakeWorld =>
  ({ async, sync }) => {
    const rest = [...values];
    return {
      args: [async("next", () => rest.shift()), first],
      globals: { log: sync("log", () => undefined) },
    };
  };

testPass(firstValueBeforeLoop, [
  {
    name: "a value that is there at first",
    before: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        while (true) {
          // what is there
          if (first !== undefined) {
            const value = first;
            first = undefined;
            yield value; // given
            continue;
          }
          // and more
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        // what is there
        if (first !== undefined) {
          const value = first;
          first = undefined;
          yield value; // given
        }
        while (true) {
          // and more
          yield await next();
        }
      }`,
    worlds: [withFirst(1, 2, 3), withFirst(undefined, 2, 3)],
  },
  {
    name: "another name for it",
    before: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        while (true) {
          const value = first;
          if (value !== undefined) {
            first = undefined;
            yield value;
            continue;
          }
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        if (first !== undefined) {
          const value = first;
          first = undefined;
          yield value;
        }
        while (true) {
          yield await next();
        }
      }`,
    worlds: [withFirst(1, 2, 3), withFirst(undefined, 2, 3)],
  },
  {
    name: "a branch that may come to its end",
    before: `
      async function* generated(next: () => Promise<number>, start: string | null) {
        let first = start;
        outer: while (true) {
          if (first) {
            const value = first;
            first = null;
            if (value !== "none") {
              yield value;
              continue outer;
            }
          }
          for (let i = 0; i < 2; i++) {
            if (await next()) {
              yield i;
              continue outer;
            }
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>, start: string | null) {
        let first = start;
        if (first) {
          const value = first;
          first = null;
          if (value !== "none") {
            yield value;
          }
        }
        outer: while (true) {
          for (let i = 0; i < 2; i++) {
            if (await next()) {
              yield i;
              continue outer;
            }
          }
          return;
        }
      }`,
    worlds: [withFirst("a", 0, 1, 0), withFirst("none", 0, 1, 0), withFirst(null, 0, 0)],
  },
  {
    name: "more comes behind a way round",
    before: `
      async function* generated(next: () => Promise<number>, start?: string) {
        let first = start;
        while (true) {
          if (first !== undefined) {
            first = undefined;
            if (await next()) {
              yield 0;
              continue;
            }
            log(1);
          }
          yield await next();
        }
      }`,
  },
  {
    name: "it is filled again",
    before: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        while (true) {
          if (first !== undefined) {
            yield first;
            first = undefined;
            continue;
          }
          first = await next();
        }
      }`,
  },
  {
    name: "the test holds for what it is put to",
    before: `
      async function* generated(next: () => Promise<number>, start: number | null) {
        let first: number | null | undefined = start;
        while (true) {
          if (first !== undefined) {
            yield first;
            first = null;
            continue;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "a round that ends before it is emptied",
    before: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        while (true) {
          if (first !== undefined) {
            if (await next()) {
              yield 0;
              continue;
            }
            first = undefined;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "emptied in some cases only",
    before: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        while (true) {
          if (first !== undefined) {
            yield first;
            if (await next()) first = undefined;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "asked for in every round",
    before: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        while (true) {
          if (first !== undefined) {
            first = undefined;
            yield 0;
          }
          yield [first, await next()];
        }
      }`,
  },
  {
    name: "a function knows it",
    before: `
      async function* generated(next: () => Promise<number>, start?: number) {
        let first = start;
        const again = () => {
          first = start;
        };
        while (true) {
          if (first !== undefined) {
            first = undefined;
            yield again;
            continue;
          }
          yield await next();
        }
      }`,
  },
]);
