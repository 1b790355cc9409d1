import { singleRoundLoop } from "../../../src/engine/polish/passes/single-round-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(singleRoundLoop, [
  {
    name: "a loop that never goes round",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          // one round
          for (const value of [1, 2]) yield value + (await next());
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // one round
        for (const value of [1, 2]) yield value + (await next());
        return;
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "what it declares is called what a parameter is",
    before: `
      async function* generated(next: () => Promise<number>, value: number) {
        while (true) {
          const value = await next();
          yield value;
          return;
        }
      }`,
  },
  {
    name: "it calls what never comes back",
    before: `
      async function* generated(next: () => Promise<number>) {
        const fail = (): never => {
          throw new Error("failed");
        };
        while (true) {
          if (await next()) {
            yield 1;
            return;
          }
          fail();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const fail = (): never => {
          throw new Error("failed");
        };
        if (await next()) {
          yield 1;
          return;
        }
        fail();
      }`,
    context: { facts: { "fail()": { neverComesBack: true } } },
    worlds: [withValues(1), withValues(0)],
  },
  {
    name: "what it calls may come back",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          if (await next()) {
            yield 1;
            return;
          }
          fail();
        }
      }`,
  },
  {
    name: "it may go round",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          if (await next()) continue;
          return;
        }
      }`,
  },
]);
