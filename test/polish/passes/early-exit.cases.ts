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
    name: "with else, where the bound may be no number",
    before: `
      function* generated(last: any) {
        let n = 1;
        while (true) {
          if (n <= last) {
            yield n++;
          } else {
            return;
          }
        }
      }`,
    after: `
      function* generated(last: any) {
        let n = 1;
        while (true) {
          if (!(n <= last)) return;
          yield n++;
        }
      }`,
    worlds: [() => ({ args: [3] }), () => ({ args: [undefined] }), () => ({ args: ["2"] })],
  },
  {
    name: "without else, where the bound may be no number: it stays",
    before: `
      function* generated(last: any) {
        let n = 1;
        while (true) {
          if (n <= last) {
            yield n++;
            continue;
          }
          return;
        }
      }`,
  },
  {
    name: "without braces",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const { value, done } = await next();
          if (!done) yield value;
          else return; // that was all
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const { value, done } = await next();
          // that was all
          if (done) return;
          yield value;
        }
      }`,
    worlds: [withValues({ value: "a", done: false }, { value: undefined, done: true })],
  },
  {
    name: "a statement on a line of its own",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const { value, done } = await next();
          if (!done)
            yield [
              value,
            ];
          else return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const { value, done } = await next();
          if (done) return;
          yield [
            value,
          ];
        }
      }`,
    worlds: [withValues({ value: "a", done: false }, { value: undefined, done: true })],
  },
  {
    name: "more comes behind",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (value !== undefined) {
            log(value);
          } else {
            return;
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (value === undefined) return;
          log(value);
          yield value;
        }
      }`,
    worlds: [withValues("a", "b")],
  },
  {
    name: "a resource of the branch would be held longer",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (value !== undefined) {
            using lock = value.lock();
            log(lock);
          } else {
            return;
          }
          yield value;
        }
      }`,
  },
  {
    name: "two ends, and no main path",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (value) {
            log(value);
            return;
          } else {
            throw new Error("nothing");
          }
        }
      }`,
  },
  {
    name: "the other branch goes on",
    before: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (!value.done) yield value;
          else log("over");
          log("next");
        }
      }`,
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
  {
    name: "a value is given behind the try",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          let value;
          try {
            const found = await next();
            if (found > 0) {
              log(found);
              value = found;
            } else {
              return;
            }
          } finally {
            log(0);
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          let value;
          try {
            const found = await next();
            if (!(found > 0)) return;
            log(found);
            value = found;
          } finally {
            log(0);
          }
          yield value;
        }
      }`,
    worlds: [withValues(1, 2, 0)],
    context: { facts: { found: { isNumber: true } } },
  },
  {
    name: "an exit of two statements",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next(); // may be over
          if (entry) { // there is one
            // the next one
            yield entry;
            continue;
          }
          // the end
          await next();
          return; // for good
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next(); // may be over
          if (!entry) {
            // the end
            await next();
            return; // for good
          }
          // there is one
          // the next one
          yield entry;
          continue;
        }
      }`,
    worlds: [withValues("a", "b")],
  },
  {
    name: "an exit behind another one",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next();
          if (entry) {
            yield entry;
            continue;
          } else if (entry === "") {
            return;
          }
          throw new Error("stuck");
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next();
          if (!entry) {
            if (entry === "") {
              return;
            }
            throw new Error("stuck");
          }
          yield entry;
          continue;
        }
      }`,
    worlds: [withValues("a", "b", ""), withValues("a")],
  },
  {
    name: "a longer exit that goes on",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next();
          if (entry) {
            yield entry;
            continue;
          }
          if (entry === "") return;
          log(entry);
        }
      }`,
  },
  {
    name: "a longer exit that gives a value",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next();
          if (entry) {
            yield entry;
            continue;
          }
          yield "end";
          return;
        }
      }`,
  },
  {
    name: "the branch runs on into the longer exit",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next();
          if (entry) {
            yield entry;
          }
          log(entry);
          return;
        }
      }`,
  },
  {
    name: "the branch calls what is declared behind it",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const entry = await next();
          if (entry) {
            yield shout(entry);
            continue;
          }
          function shout(text: string) {
            return text + "!";
          }
          return;
        }
      }`,
  },
  {
    name: "a break at the end of the loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (value !== 0) {
            yield value;
            continue;
          }
          break;
        }
        yield 0;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (value === 0) break;
          yield value;
          continue;
        }
        yield 0;
      }`,
    context: { facts: { value: { isNumber: true } } },
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "a break of a switch",
    context: { facts: { value: { isNumber: true } } },
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          switch (value) {
            case 1: {
              if (value > 0) {
                yield value;
                continue;
              }
              break;
            }
            default:
              return;
          }
          log(value);
        }
      }`,
  },
]);
