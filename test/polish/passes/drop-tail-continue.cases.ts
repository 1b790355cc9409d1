import { dropTailContinue } from "../../../src/engine/polish/passes/drop-tail-continue";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropTailContinue, [
  {
    name: "in the blocks of clauses, behind which the round ends",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          switch (await next()) {
            case 1: {
              yield "one";
              continue;
            }
            case 2: {
              if (await next()) {
                yield "two";
                continue;
              }
              break;
            }
            default:
              return;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          switch (await next()) {
            case 1: {
              yield "one";
              break;
            }
            case 2: {
              if (await next()) {
                yield "two";
              }
              break;
            }
            default:
              return;
          }
        }
      }`,
    worlds: [withValues(1, 2, 5, 2, 0, 1), withValues()],
  },
  {
    name: "the round goes on behind the switch",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          switch (value) {
            case 1: {
              if (await next()) {
                yield "one";
                continue;
              }
              break;
            }
          }
          if (!value) return;
        }
      }`,
  },
  {
    name: "one clause goes over into the next",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          switch (await next()) {
            case 1:
              if (await next()) {
                yield "one";
                continue;
              }
            case 2:
              yield "two";
              break;
            default:
              return;
          }
        }
      }`,
  },
  {
    name: "at the end of the loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          yield await next();
          continue; // once more
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          yield await next();
          // once more
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "at the end of branches and handlers",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          try {
            const value = await next();
            if (value > 1) {
              yield value;
              continue;
            } else {
              log(value);
              continue;
            }
          } catch (error) {
            log("failed");
            return;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          try {
            const value = await next();
            if (value > 1) {
              yield value;
            } else {
              log(value);
            }
          } catch (error) {
            log("failed");
            return;
          }
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "of an outer loop, from the end of the inner loop's last round? No: only what is at its own loop's end",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          const value = await next();
          if (value === 0) continue outer;
          yield value;
          continue outer;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          const value = await next();
          if (value === 0) continue outer;
          yield value;
        }
      }`,
    worlds: [withValues(1, 0, 3)],
  },
  {
    name: "something comes after the branch",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (value > 1) {
            yield value;
            continue;
          }
          log(value);
        }
      }`,
  },
  {
    name: "it belongs to an outer loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        outer: while (true) {
          while (true) {
            yield await next();
            continue outer;
          }
        }
      }`,
  },
  {
    name: "a switch goes on with the next case",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          switch (await next()) {
            case 1:
              continue;
            default:
              yield 1;
          }
        }
      }`,
  },
  {
    name: "at the end of a switch",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          switch (value) {
            case 0:
              continue;
            case 1:
              yield "one";
              continue;
            case undefined:
              return;
            default:
              log(value);
              continue;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          switch (value) {
            case 0:
              continue;
            case 1:
              yield "one";
              break;
            case undefined:
              return;
            default:
              log(value);
          }
        }
      }`,
    worlds: [withValues(0, 1, 2, 1)],
  },
  {
    name: "a switch that something comes after",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          switch (await next()) {
            case 1:
              yield "one";
              continue;
            default:
              yield "more";
              continue;
          }
          log("never");
        }
      }`,
  },
]);
