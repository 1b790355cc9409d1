import { earlyExit } from "../../../src/engine/polish/passes/early-exit";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(earlyExit, [
  {
    name: "a result that is there",
    before: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          if (value !== undefined) {
            yield value;
            continue;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          if (value === undefined) return;
          yield value;
          continue;
        }
      }`,
    worlds: [withValues("a", "b")],
  },
  {
    name: "with else, and comments",
    before: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          if (value) {
            // hand it out
            yield value;
          } else {
            // nothing more
            throw new Error("out of values");
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          // nothing more
          if (!value) throw new Error("out of values");
          // hand it out
          yield value;
        }
      }`,
    worlds: [withValues("a", "b")],
  },
  {
    name: "no exact opposite that reads well",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (value > 3) {
            yield value;
            continue;
          }
          return;
        }
      }`,
  },
  {
    name: "the branch runs on into the exit",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (value) {
            yield value;
          }
          return;
        }
      }`,
  },
  {
    name: "a name of the branch means something else outside",
    before: `
      async function* generated(next: () => Promise<any>, item: string) {
        while (true) {
          const value = await next();
          log(item);
          if (value) {
            const item = value.item;
            yield item;
            continue;
          }
          return;
        }
      }`,
  },
]);
