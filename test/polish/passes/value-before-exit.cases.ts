import { valueBeforeExit } from "../../../src/engine/polish/passes/value-before-exit";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(valueBeforeExit, [
  {
    name: "the end comes either way",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const rest = await next();
          if (rest < 2) {
            const last = await next();
            if (!last) return;
            yield last;
            return;
          }
          yield rest;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const rest = await next();
          if (rest < 2) {
            const last = await next();
            if (last) yield last;
            return;
          }
          yield rest;
        }
      }`,
    worlds: [withValues(3, 1, 5), withValues(3, 1, 0)],
  },
  {
    name: "behind a loop, at the generator's end",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last = 0;
        while ((await next()) > 2) last++;
        if (!last) return;
        yield last;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let last = 0;
        while ((await next()) > 2) last++;
        if (last) yield last;
      }`,
    worlds: [withValues(3, 4, 1), withValues(0)],
  },
  {
    name: "no loop stands before: the main path may well be the last thing",
    before: `
      async function* generated(next: () => Promise<number>) {
        const last = await next();
        if (!last) return;
        yield last;
      }`,
  },
  {
    name: "more comes between",
    before: `
      async function* generated(next: () => Promise<number>) {
        const last = await next();
        if (!last) return;
        yield last;
        log("given");
        return;
      }`,
  },
  {
    name: "another end",
    before: `
      async function* generated(next: () => Promise<number>) {
        const last = await next();
        if (!last) return;
        yield last;
        return last;
      }`,
  },
  {
    name: "the opposite is not exact",
    before: `
      async function* generated(next: () => Promise<unknown>) {
        const last = await next();
        if (last < 3) return;
        yield last;
        return;
      }`,
  },
]);
