import { yieldInsideLoop } from "../../../src/engine/polish/passes/yield-inside-loop";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(yieldInsideLoop, [
  {
    name: "looks for what to give",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          while (true) {
            const row = await next();
            if (row === "end") return;
            if (row === "") continue;
            value = row;
            break; // found
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          while (true) {
            const row = await next();
            if (row === "end") return;
            if (row === "") continue;
            yield row; // found
          }
        }
      }`,
    worlds: [withValues(["a", "", "b", "end"])],
  },
  {
    name: "found in the middle",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          while (true) {
            const row = await next();
            if (row === "end") return;
            if (row !== "") {
              value = row.toUpperCase();
              break;
            }
            log("empty");
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          while (true) {
            const row = await next();
            if (row === "end") return;
            if (row !== "") {
              yield row.toUpperCase();
              continue;
            }
            log("empty");
          }
        }
      }`,
    worlds: [withValues(["a", "", "b", "end"])],
  },
  {
    name: "a handler would see what the consumer does",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          while (true) {
            try {
              value = await next();
              break;
            } catch {
              log("again");
            }
          }
          yield value;
        }
      }`,
  },
  {
    name: "left without a value, too",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          while (true) {
            const row = await next();
            if (row === "") break;
            value = row;
            break;
          }
          yield value;
        }
      }`,
  },
  {
    name: "asked for again",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          while (true) {
            if (value === undefined) log("none yet");
            value = await next();
            break;
          }
          yield value;
        }
      }`,
  },
]);
