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
