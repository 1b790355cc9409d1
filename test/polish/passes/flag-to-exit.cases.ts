import { flagToExit } from "../../../src/engine/polish/passes/flag-to-exit";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(flagToExit, [
  {
    name: "more comes between the setting and the end of the round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let ended = false;
        while (!ended) {
          const value = await next();
          if (value > 2) {
            ended = true;
            yield -value;
          } else {
            yield value;
          }
        }
        yield 0;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const value = await next();
          if (value > 2) {
            yield -value;
            break;
          } else {
            yield value;
          }
        }
        yield 0;
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "what comes between goes round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let ended = false;
        while (!ended) {
          const value = await next();
          if (value > 2) {
            ended = true;
            if (value > 3) continue;
            yield -value;
          }
          yield value;
        }
        yield 0;
      }`,
  },
  {
    name: "set on the way out",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          const value = await next();
          if (value === undefined) {
            // nothing more
            isDone = true;
          } else if (value > 1) {
            yield value;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (value === undefined) {
            // nothing more
            return;
          } else if (value > 1) {
            yield value;
          }
        }
      }`,
    worlds: [withValues(1, 2, 3), withValues()],
  },
  {
    name: "set before a last value",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        outer: while (!isDone) {
          const pair: any[] = [];
          while (pair.length < 2) {
            const value = await next();
            if (value === undefined) {
              isDone = true;
              if (pair.length === 0) return;
              yield pair;
              continue outer;
            }
            pair.push(value);
          }
          yield pair;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        outer: while (true) {
          const pair: any[] = [];
          while (pair.length < 2) {
            const value = await next();
            if (value === undefined) {
              if (pair.length === 0) return;
              yield pair;
              return;
            }
            pair.push(value);
          }
          yield pair;
        }
      }`,
    worlds: [withValues(1, 2, 3), withValues(1, 2), withValues()],
  },
  {
    name: "set before something that fails, and the loop goes on",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          try {
            const value = await next();
            if (value === undefined) {
              isDone = true;
              yield* log(value);
              continue;
            }
            yield value;
          } catch (error) {
            log(error);
          }
        }
      }`,
  },
  {
    name: "set at two places, asked for with another condition, and more behind the loop",
    before: `
      async function* generated(next: () => Promise<any>) {
        let active = true;
        let count = 0;
        while (count < 3 && active) {
          const value = await next();
          if (value === undefined) {
            active = false;
            continue;
          }
          try {
            yield value;
            if (value > 1) active = false;
          } finally {
            count++;
          }
        }
        log(count);
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        let count = 0;
        while (count < 3 && true) {
          const value = await next();
          if (value === undefined) break;
          try {
            yield value;
            if (value > 1) break;
          } finally {
            count++;
          }
        }
        log(count);
      }`,
    worlds: [withValues(1, 1, 1, 1), withValues(1, 2, 3), withValues()],
  },
  {
    name: "values are still handed out in the round that sets it",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          const value = await next();
          if (value > 1) isDone = true;
          yield value;
        }
      }`,
  },
  {
    name: "set in an inner loop",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          for (const value of await next()) {
            if (value > 1) {
              isDone = true;
            }
          }
        }
      }`,
  },
  {
    name: "a break would leave the switch",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          switch (await next()) {
            case 1:
              isDone = true;
              continue;
          }
          yield 2;
        }
        log("over");
      }`,
  },
  {
    name: "asked for behind the loop too",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          const value = await next();
          if (value === undefined) isDone = true;
        }
        if (isDone) yield 1;
      }`,
  },
  {
    name: "an effect in the condition before it",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while ((await next()) && !isDone) {
          const value = await next();
          if (value === undefined) isDone = true;
        }
      }`,
  },
  {
    name: "a closure sets it",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        on("end", () => {
          isDone = true;
        });
        while (!isDone) {
          yield await next();
        }
      }`,
  },
  {
    name: "it can be taken back",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          const value = await next();
          if (value === undefined) isDone = true;
          else isDone = false;
        }
      }`,
  },
  {
    name: "set by a clause of a switch",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          const value = await next();
          switch (value) {
            case "end":
              // no more
              isDone = true;
              break;
            case undefined:
              isDone = true;
              continue;
            default:
              yield value;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          switch (value) {
            case "end":
              // no more
              return;
            case undefined:
              return;
            default:
              yield value;
          }
        }
      }`,
    worlds: [withValues(1, "end", 2), withValues(1, undefined)],
  },
  {
    name: "set by a clause of a switch, and more to do behind the loop",
    before: `
      async function* generated(next: () => Promise<any>) {
        let isDone = false;
        while (!isDone) {
          switch (await next()) {
            case "end":
              isDone = true;
              break;
            default:
              yield 1;
          }
        }
        log("end");
      }`,
  },
  {
    name: "a source that is emptied at its end",
    before: `
      async function* generated(next: () => Promise<number>) {
        let rest: number[] | undefined = [1, 2];
        while (rest !== undefined) {
          const value = rest.shift();
          if (value === undefined) {
            // that was all
            rest = undefined;
            yield await next();
            continue;
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let rest = [1, 2];
        while (true) {
          const value = rest.shift();
          if (value === undefined) {
            // that was all
            yield await next();
            return;
          }
          yield value;
        }
      }`,
    worlds: [withValues(7)],
  },
  {
    name: "a source of which the types alone say that it is there at first",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined = open();
        while (reader !== undefined) {
          const value = await reader.read();
          if (value === undefined) {
            reader = undefined;
            continue;
          }
          yield value;
        }
      }`,
  },
  {
    name: "a source that may not be there at first",
    before: `
      async function* generated(open: () => Reader | undefined) {
        let reader = open();
        while (reader !== undefined) {
          const value = await reader.read();
          if (value === undefined) {
            reader = undefined;
            continue;
          }
          yield value;
        }
      }`,
  },
  {
    name: "a source that is asked for when it is emptied",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined = open();
        while (reader !== undefined) {
          const value = await reader.read();
          if (value === undefined) {
            reader = undefined;
            log(reader);
            continue;
          }
          yield value;
        }
      }`,
  },
  {
    name: "a source that is asked for behind the loop",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined = open();
        while (reader !== undefined) {
          const value = await reader.read();
          if (value === undefined) {
            reader = undefined;
            continue;
          }
          yield value;
        }
        log(reader);
      }`,
  },
  {
    name: "a source that gives way to another",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined = open();
        while (reader !== undefined) {
          const value = await reader.read();
          if (value === undefined) {
            reader = reader.next;
            continue;
          }
          yield value;
        }
      }`,
  },
  {
    name: "a source that is emptied where clean-up asks for it",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined = open();
        while (reader !== undefined) {
          try {
            const value = await reader.read();
            if (value === undefined) {
              reader = undefined;
              continue;
            }
            yield value;
          } finally {
            log(reader === undefined);
          }
        }
      }`,
  },
]);
