import { flattenElse } from "../../../src/engine/polish/passes/flatten-else";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(flattenElse, [
  {
    name: "the branch is over",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          } else {
            // a value
            yield value;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          }
          // a value
          yield value;
        }
      }`,
    worlds: [withValues("a", null)],
  },
  {
    name: "the branch goes on",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            log("nothing");
          } else {
            yield value;
          }
        }
      }`,
  },
  {
    name: "a guard in front of the only other branch",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          } else if (value) {
            // not empty
            yield value;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          }
          if (value) {
            // not empty
            yield value;
          }
        }
      }`,
    worlds: [withValues("a", "", "b", null)],
  },
  {
    name: "one statement without braces",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) return;
          else yield value; // a value
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) return;
          yield value; // a value
        }
      }`,
    worlds: [withValues("a", null)],
  },
  {
    name: "a chain that a loop begins with, whose first branch can become its condition",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          if (i === list.length) {
            return;
          } else if (i === 0) {
            i++;
            yield "first";
          } else {
            yield list[i++];
          }
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          if (i === list.length) {
            return;
          }
          if (i === 0) {
            i++;
            yield "first";
          } else {
            yield list[i++];
          }
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the first branch goes on with the next round, and more stands behind the second",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value) {
            yield value;
            continue;
          } else if (value === null) {
            return;
          }
          log("nothing");
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value) {
            yield value;
            continue;
          }
          if (value === null) {
            return;
          }
          log("nothing");
        }
      }`,
    worlds: [withValues("a", "", "b", null)],
  },
  {
    name: "a chain that a loop begins with, whose opposite is not exact",
    before: `
      async function* generated(i: any, end: any) {
        while (true) {
          if (i > end) {
            return;
          } else if (i === 0) {
            i++;
            yield "first";
          } else {
            yield i++;
          }
        }
      }`,
  },
  {
    name: "a chain of more than two",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            return;
          } else if (value) {
            yield value;
          } else {
            log("nothing");
          }
        }
      }`,
  },
  {
    name: "a chain whose first branch does more than leave",
    before: `
      async function* generated(next: () => Promise<string | null>) {
        while (true) {
          const value = await next();
          if (value === null) {
            log("over");
            return;
          } else if (value) {
            yield value;
          }
        }
      }`,
  },
]);
