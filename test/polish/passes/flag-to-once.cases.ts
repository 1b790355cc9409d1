import { flagToOnce } from "../../../src/engine/polish/passes/flag-to-once";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(flagToOnce, [
  {
    name: "a sum that is given once",
    before: `
      async function* generated(next: () => Promise<any>) {
        let done = false;
        let sum = 0;
        outer: while (!done) {
          done = true;
          while (true) {
            const value = await next();
            if (value === undefined) {
              // the end
              yield sum;
              continue outer;
            }
            sum += value;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        let sum = 0;
        while (true) {
          const value = await next();
          if (value === undefined) {
            // the end
            yield sum;
            return;
          }
          sum += value;
        }
      }`,
    worlds: [withValues(1, 2, 3), withValues()],
  },
  {
    name: "more behind the loop, and no jump",
    before: `
      async function* generated(next: () => Promise<any>) {
        let more = true;
        while (more) {
          more = false;
          yield await next();
        }
        log(0);
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        yield await next();
        log(0);
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a jump would pass by what comes behind the loop",
    before: `
      async function* generated(next: () => Promise<any>) {
        let more = true;
        while (more) {
          more = false;
          if ((await next()) === 1) continue;
          yield 2;
        }
        log(0);
      }`,
  },
  {
    name: "something sets it back",
    before: `
      async function* generated(next: () => Promise<any>) {
        let done = false;
        while (!done) {
          done = true;
          const value = await next();
          if (value === 1) done = false;
          yield value;
        }
      }`,
  },
  {
    name: "something with an effect is asked for, too",
    before: `
      async function* generated(next: () => Promise<any>) {
        let done = false;
        while (!done && (await next())) {
          done = true;
          yield 1;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        if (await next()) {
          yield 1;
        }
      }`,
    worlds: [withValues(true, true), withValues(false)],
  },
  {
    name: "something with an effect is asked for first",
    before: `
      async function* generated(next: () => Promise<any>) {
        let done = false;
        while ((await next()) && !done) {
          done = true;
          yield 1;
        }
      }`,
  },
  {
    name: "not set at the start",
    before: `
      async function* generated(next: () => Promise<any>) {
        let done = false;
        while (!done) {
          const value = await next();
          if (value === 2) continue;
          done = true;
          yield value;
        }
      }`,
  },
  {
    name: "a name of the loop means something else outside",
    before: `
      async function* generated(next: () => Promise<any>) {
        const value = 7;
        let done = false;
        while (!done) {
          done = true;
          const value = await next();
          yield value;
        }
        log(value);
      }`,
  },
  {
    name: "something else is asked for as well",
    before: `
      async function* generated(next: () => Promise<string>, body: string) {
        let sent = false;
        while (!sent && body !== "" && body.length < 3) {
          sent = true;
          yield body;
        }
        yield next();
      }`,
    after: `
      async function* generated(next: () => Promise<string>, body: string) {
        if (body !== "" && body.length < 3) {
          yield body;
        }
        yield next();
      }`,
    worlds: [withArgs(() => [async () => "end", "ab"]), withArgs(() => [async () => "end", ""])],
  },
  {
    name: "it is sent again",
    before: `
      async function* generated(next: () => Promise<boolean>, body: string) {
        let sent = false;
        while (!sent && body !== "") {
          sent = await next();
          yield body;
        }
      }`,
  },
  {
    name: "a failure behind the only value",
    before: `
      async function* generated(next: () => Promise<string>) {
        let sent = false;
        while (true) {
          // nothing comes after it
          if (sent) throw new Error("gone"); // for good
          sent = true; // from now on
          // the only one
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        // from now on
        // the only one
        yield await next();
        // nothing comes after it
        throw new Error("gone"); // for good
      }`,
    worlds: [withValues("a", "b")],
  },
  {
    name: "a pause before the only value, and before the end",
    before: `
      async function* generated(next: () => Promise<string>) {
        let more = true;
        while (true) {
          await next();
          if (!more) {
            log("over");
            return;
          }
          more = false;
          yield 1;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        await next();
        yield 1;
        await next();
        log("over");
        return;
      }`,
    worlds: [withValues()],
  },
  {
    name: "the failure tells of what came before",
    before: `
      async function* generated(next: () => Promise<string>) {
        let sent = false;
        while (true) {
          if (sent) throw new Error(text);
          sent = true;
          const text = await next();
          yield text;
        }
      }`,
  },
  {
    name: "a jump leads to the failure",
    before: `
      async function* generated(next: () => Promise<string>) {
        let sent = false;
        while (true) {
          if (sent) throw new Error("gone");
          sent = true;
          if ((await next()) === "a") continue;
          yield 1;
          log(2);
        }
      }`,
  },
  {
    name: "it is only sent when there is something",
    before: `
      async function* generated(next: () => Promise<string>) {
        let sent = false;
        while (true) {
          if (sent) throw new Error("gone");
          const text = await next();
          if (text) sent = true;
          yield text;
        }
      }`,
  },
  {
    name: "the pause is more than one statement",
    before: `
      async function* generated(next: () => Promise<string>) {
        let sent = false;
        while (true) {
          await next();
          log(1);
          if (sent) return;
          sent = true;
          yield 1;
        }
      }`,
  },
  {
    name: "a counter lets one round through",
    before: `
      async function* generated(next: () => Promise<number>) {
        let calls = 0;
        while (true) {
          calls += 1; // counted
          // it dies
          if (calls !== 1) throw new Error("died");
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // counted
        yield await next();
        // it dies
        throw new Error("died");
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a counter that is stepped where it is asked for",
    before: `
      async function* generated(next: () => Promise<number>) {
        let calls = 0;
        while (true) {
          if (calls++ > 0) {
            log(await next());
            return;
          }
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        log(await next());
        return;
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a counter that lets two rounds through",
    before: `
      async function* generated(next: () => Promise<number>) {
        let calls = 0;
        while (true) {
          calls++;
          if (calls > 2) throw new Error("died");
          yield await next();
        }
      }`,
  },
  {
    name: "a counter that is told",
    before: `
      async function* generated(next: () => Promise<number>) {
        let calls = 0;
        while (true) {
          calls++;
          if (calls > 1) throw new Error("died");
          yield calls;
        }
      }`,
  },
  {
    name: "a counter that starts further down",
    before: `
      async function* generated(next: () => Promise<number>) {
        let calls = -1;
        while (true) {
          calls++;
          if (calls > 1) throw new Error("died");
          yield await next();
        }
      }`,
  },
  {
    name: "a round that the guard does not see",
    before: `
      async function* generated(next: () => Promise<number>) {
        let calls = 0;
        while (true) {
          calls++;
          if (calls > 1) throw new Error("died");
          const value = await next();
          if (!value) continue;
          yield value;
        }
      }`,
  },
]);
