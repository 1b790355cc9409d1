import { pauseBetweenRounds } from "../../../src/engine/polish/passes/pause-between-rounds";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";

const asked =
  (...answers: unknown[]): MakeWorld =>
  ({ async }) => {
    const rest = [...answers];
    return {
      args: [async("next", () => rest.shift())],
      globals: { sleep: async("sleep", () => undefined) },
    };
  };

testPass(pauseBetweenRounds, [
  {
    name: "a pause before every question but the first",
    before: `
      async function* generated(next: () => Promise<string>) {
        let first = true;
        while (true) {
          // be gentle
          if (!first) await sleep(1); // a little
          first = false;
          const answer = await next();
          if (!answer) return;
          yield answer;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const answer = await next();
          if (!answer) return;
          yield answer;
          // be gentle
          await sleep(1); // a little
        }
      }`,
    worlds: [asked("a", "b"), asked()],
  },
  {
    name: "the first question only says that it is not the first any more",
    before: `
      async function* generated(next: () => Promise<string>) {
        let first = true;
        while (true) {
          // no pause before the first
          if (first) {
            first = false;
          } else {
            await sleep(1);
          }
          const answer = await next();
          if (!answer) return;
          yield answer;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const answer = await next();
          if (!answer) return;
          yield answer;
          // no pause before the first
          await sleep(1);
        }
      }`,
    worlds: [asked("a", "b"), asked()],
  },
  {
    name: "the pause is the first branch",
    before: `
      async function* generated(next: () => Promise<string>) {
        let asked = false;
        while (true) {
          if (asked) await sleep(1);
          else asked = true;
          yield next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          yield next();
          await sleep(1);
        }
      }`,
    worlds: [asked("a", "b")],
  },
  {
    name: "the first round does more",
    before: `
      async function* generated(next: () => Promise<string>) {
        let first = true;
        while (true) {
          if (first) {
            first = false;
            await open();
          } else {
            await sleep(1);
          }
          yield next();
        }
      }`,
  },
  {
    name: "the flag is set in the wrong branch",
    before: `
      async function* generated(next: () => Promise<string>) {
        let first = true;
        while (true) {
          if (first) {
            await sleep(1);
          } else {
            first = false;
          }
          yield next();
        }
      }`,
  },
  {
    name: "until a flag says that it was the last",
    before: `
      async function* generated(next: () => Promise<string>) {
        let started = false;
        let finished = false;
        while (!finished) {
          if (started) {
            await sleep(1);
            await sleep(2);
          }
          started = true;
          const answer = await next();
          finished = answer === "done";
          yield answer;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        let finished = false;
        while (true) {
          const answer = await next();
          finished = answer === "done";
          yield answer;
          if (finished) return;
          await sleep(1);
          await sleep(2);
        }
      }`,
    worlds: [asked("a", "done"), asked("done")],
  },
  {
    name: "a round that is cut short",
    before: `
      async function* generated(next: () => Promise<string>) {
        let first = true;
        while (true) {
          if (!first) await sleep(1);
          first = false;
          const answer = await next();
          if (answer === "skip") continue;
          if (!answer) return;
          yield answer;
        }
      }`,
  },
  {
    name: "the first round comes again",
    before: `
      async function* generated(next: () => Promise<string>) {
        let first = true;
        while (true) {
          if (!first) await sleep(1);
          first = false;
          const answer = await next();
          if (!answer) return;
          if (answer === "again") first = true;
          yield answer;
        }
      }`,
  },
  {
    name: "the loop may never begin",
    before: `
      async function* generated(next: () => Promise<string>, count: number) {
        let first = true;
        while (count > 0) {
          if (!first) await sleep(1);
          first = false;
          count--;
          yield await next();
        }
      }`,
  },
]);
