import { rejoinDrainedLoop } from "../../../src/engine/polish/passes/rejoin-drained-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

const ofMap = { isSelfSyncIterator: true, closesQuietly: true };
const context = { facts: { entries: ofMap } };

testPass(rejoinDrainedLoop, [
  {
    name: "goes on where it was",
    before: `
      async function* generated(next: () => Promise<string>) {
        const entries = [...(await next())].values();
        outer: while (true) {
          for (const entry of entries) {
            if (entry !== " ") {
              yield entry; // a letter
              continue outer;
            }
          }
          log("over");
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        const entries = [...(await next())].values();
        for (const entry of entries) {
          if (entry !== " ") {
            yield entry; // a letter
          }
        }
        log("over");
        return;
      }`,
    context,
    worlds: [withValues("a b")],
  },
  {
    name: "begins anew",
    before: `
      async function* generated(next: () => Promise<string>) {
        const letters = [...(await next())];
        outer: while (true) {
          for (const letter of letters) {
            yield letters.shift() ?? letter;
            continue outer;
          }
          return;
        }
      }`,
    context,
  },
  {
    name: "more is done in the round",
    before: `
      async function* generated(next: () => Promise<string>) {
        const entries = [...(await next())].values();
        outer: while (true) {
          for (const entry of entries) {
            if (entry !== " ") {
              yield entry;
              continue outer;
            }
            log("blank");
          }
          return;
        }
      }`,
    context,
  },
  {
    name: "what is looped over is another one in each round",
    before: `
      async function* generated(next: () => Promise<string>) {
        let entries = [...(await next())].values();
        outer: while (true) {
          for (const entry of entries) {
            yield entry;
            entries = [...(await next())].values();
            continue outer;
          }
          return;
        }
      }`,
    context,
  },
]);
