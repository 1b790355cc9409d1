import { sayFinalValue } from "../../../src/engine/polish/passes/say-final-value";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(sayFinalValue, [
  {
    name: "each way out, and the end",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let i = 0; i < 3; i++) {
          const value = await next();
          if (value === 0) return;
          if (value < 0) return value;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        for (let i = 0; i < 3; i++) {
          const value = await next();
          if (value === 0) return undefined;
          if (value < 0) return value;
          yield value;
        }
        return undefined;
      }`,
    context: { promisesFinalValue: true },
    worlds: [withValues(1, 2, 3), withValues(1, 0), withValues(1, -1)],
  },
  {
    name: "an end that nobody comes to",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          yield await next();
        }
      }`,
    context: { promisesFinalValue: true },
  },
  {
    name: "types that ask for nothing",
    before: `
      async function* generated(next: () => Promise<number>) {
        if ((await next()) === 0) return;
        yield 1;
      }`,
  },
]);
