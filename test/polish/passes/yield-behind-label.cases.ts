import { yieldBehindLabel } from "../../../src/engine/polish/passes/yield-behind-label";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(yieldBehindLabel, [
  {
    name: "found in a loop and in front of it",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const first = await next();
          let value;
          found: {
            if (first === "end") return;
            if (first !== "") {
              value = first;
              break found;
            }
            for (let tries = 0; tries < 3; tries++) {
              const row = await next();
              if (row !== "") {
                value = row.toUpperCase(); // found late
                break found;
              }
            }
            return;
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        outer: while (true) {
          const first = await next();
          if (first === "end") return;
          if (first !== "") {
            yield first;
            continue;
          }
          for (let tries = 0; tries < 3; tries++) {
            const row = await next();
            if (row !== "") {
              yield row.toUpperCase(); // found late
              continue outer;
            }
          }
          return;
        }
      }`,
    worlds: [withValues("a", "", "b", "", "", "c", "end"), withValues("a", "", "", "", "", "end")],
  },
  {
    name: "found in a loop of an endless one",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          found: {
            while (true) {
              const first = await next();
              for (let tries = 0; tries < 2; tries++) {
                const row = await next();
                if (row !== "") {
                  value = first + row;
                  break found;
                }
              }
              if (first === "end") return;
            }
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        outer: while (true) {
          while (true) {
            const first = await next();
            for (let tries = 0; tries < 2; tries++) {
              const row = await next();
              if (row !== "") {
                yield first + row;
                continue outer;
              }
            }
            if (first === "end") return;
          }
        }
      }`,
    worlds: [withValues("a", "", "b", "c", "", "", "end", "", ""), withValues("end", "", "")],
  },
  {
    name: "the endless loop is left without a value as well, by its own label",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          found: {
            search: while (true) {
              while (true) {
                const row = await next();
                if (row === "") break search;
                if (row !== "end") {
                  value = row;
                  break found;
                }
              }
            }
          }
          yield value;
        }
      }`,
  },
  {
    name: "a handler would see what the consumer does",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          found: {
            try {
              value = await next();
              break found;
            } catch {
              log("failed");
            }
            return;
          }
          yield value;
        }
      }`,
  },
  {
    name: "what gets behind the block without a value gives nothing",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          found: {
            const row = await next();
            if (row === "end") return;
            if (row !== "") {
              value = row;
              break found;
            }
          }
          yield value;
        }
      }`,
  },
  {
    name: "the value is looked at once more",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          let value;
          found: {
            const row = await next();
            if (row !== "end") {
              value = row;
              log(value);
              break found;
            }
            return;
          }
          yield value;
        }
      }`,
  },
  {
    name: "a name of the block means something else around",
    before: `
      async function* generated(next: () => Promise<string>, row: string) {
        while (true) {
          log(row);
          let value;
          found: {
            const row = await next();
            if (row !== "end") {
              value = row;
              break found;
            }
            return;
          }
          yield value;
        }
      }`,
  },
]);
