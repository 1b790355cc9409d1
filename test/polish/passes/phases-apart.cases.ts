import { phasesApart } from "../../../src/engine/polish/passes/phases-apart";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(phasesApart, [
  {
    name: "one source, and then another",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        let rest: number;
        while (true) {
          if (!over) {
            // the first
            const value = await next();
            if (!value) {
              over = true;
              rest = await next(); // what is left
              if (!rest) return;
              yield rest;
              continue;
            }
            yield value;
            continue;
          }
          // the second
          if (rest-- < 0) return;
          yield rest;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let rest: number;
        while (true) {
          // the first
          const value = await next();
          if (!value) break;
          yield value;
          continue;
        }
        rest = await next(); // what is left
        if (!rest) return;
        yield rest;
        while (true) {
          // the second
          if (rest-- < 0) return;
          yield rest;
        }
      }`,
    worlds: [withValues(1, 2, 0, 2), withValues(1, 0, 0)],
  },
  {
    name: "a branch that comes to its end when it is over",
    before: `
      async function* generated(next: () => Promise<number>) {
        let more = true;
        while (true) {
          if (more) {
            const value = await next();
            if (value) {
              yield value;
              continue;
            }
            more = false;
            log(1);
          }
          const other = await next();
          if (!other) return;
          yield other;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (value) {
            yield value;
            continue;
          }
          break;
        }
        log(1);
        while (true) {
          const other = await next();
          if (!other) return;
          yield other;
        }
      }`,
    worlds: [withValues(1, 2, 0, 3, 4), withValues(0, 0)],
  },
  {
    name: "what comes with the turn needs what the round has",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        while (true) {
          if (!over) {
            const value = await next();
            if (value < 2) {
              over = true;
              yield [value];
              continue;
            }
            yield value;
            continue;
          }
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (value < 2) {
            yield [value];
            break;
          }
          yield value;
          continue;
        }
        while (true) {
          yield await next();
        }
      }`,
    worlds: [withValues(3, 2, 1, 2)],
  },
  {
    name: "it begins anew",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        while (true) {
          if (!over) {
            const value = await next();
            if (!value) {
              over = true;
              continue;
            }
            yield value;
            continue;
          }
          over = false;
          yield 0;
        }
      }`,
  },
  {
    name: "the branch may come to its end before it is over",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        while (true) {
          if (!over) {
            const value = await next();
            if (!value) {
              over = true;
            }
            log(value);
          }
          yield await next();
        }
      }`,
  },
  {
    name: "more comes behind the turn",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        while (true) {
          if (!over) {
            const value = await next();
            if (!value) over = true;
            yield value;
            continue;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "a way round from between",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        while (true) {
          if (!over) {
            const value = await next();
            if (!value) {
              if (await next()) continue;
              over = true;
              continue;
            }
            yield value;
            continue;
          }
          yield await next();
        }
      }`,
  },
  {
    name: "both phases ask for the flag",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        while (true) {
          if (!over) {
            const value = await next();
            if (!value) {
              over = true;
              continue;
            }
            yield value;
            continue;
          }
          yield over;
        }
      }`,
  },
  {
    name: "the turn comes in a loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        let over = false;
        outer: while (true) {
          if (!over) {
            for (let i = 0; i < 2; i++) {
              if (!(await next())) {
                over = true;
                continue outer;
              }
            }
            yield 1;
            continue;
          }
          yield await next();
        }
      }`,
  },
]);
