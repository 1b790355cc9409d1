import { markToJump } from "../../../src/engine/polish/passes/mark-to-jump";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(markToJump, [
  {
    name: "the loop has asked for the flag",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let done = false;
        while (!done) {
          const n = await next();
          if (n === null) {
            done = true;
          }
          if (done) {
            break;
          }
          if (n === 2) done = true;
          yield n;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number | null>) {
        let done = false;
        while (!done) {
          const n = await next();
          if (n === null) {
            done = true;
            break;
          }
          if (n === 2) done = true;
          yield n;
        }
      }`,
    worlds: [withValues(1, null), withValues(1, 2, 3)],
  },
  {
    name: "the loop may run with the flag set",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let done = false;
        while (!done || more()) {
          const n = await next();
          if (n === null) {
            done = true;
          }
          if (done) break;
          yield n;
        }
      }`,
  },
  {
    name: "another write before the branch",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let done = false;
        while (!done) {
          const n = await next();
          done = n === 2;
          if (n === null) {
            done = true;
          }
          if (done) break;
          yield n;
        }
      }`,
  },
  {
    name: "a closure writes it",
    before: `
      async function* generated(next: (stop: () => void) => Promise<number | null>) {
        let done = false;
        const stop = () => {
          done = true;
        };
        while (!done) {
          const n = await next(stop);
          if (n === null) {
            done = true;
          }
          if (done) break;
          yield n;
        }
      }`,
  },
  {
    name: "an else sets it, too",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let done = false;
        while (!done) {
          const n = await next();
          if (n === null) {
            done = true;
          } else {
            done = n > 2;
          }
          if (done) break;
          yield n;
        }
      }`,
  },
]);
