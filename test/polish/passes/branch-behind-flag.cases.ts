import { branchBehindFlag } from "../../../src/engine/polish/passes/branch-behind-flag";
import { testPass } from "../cases";
import { withValues } from "../worlds";

const world = withValues("a\nb", "c", null, "never");

const splitting = ({
  tail = "if (rest) yield rest;\n            return;",
  end = "ended = true;",
  more = "",
} = {}): string => `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          const at = rest.indexOf("\\n");
          if (at >= 0) {
            yield rest.slice(0, at);
            rest = rest.slice(at + 1);
            continue;
          }
          // all is read
          if (ended) {
            ${tail}
          }
          const chunk = await read();
          if (chunk === null) {
            ${end}
          } else {
            rest += chunk;
          }${more}
        }
      }`;

testPass(branchBehindFlag, [
  {
    name: "the branch stands behind the loop that the flag would lead to",
    before: splitting(),
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        while (true) {
          const at = rest.indexOf("\\n");
          if (at >= 0) {
            yield rest.slice(0, at);
            rest = rest.slice(at + 1);
            continue;
          }
          const chunk = await read();
          if (chunk === null) break; else {
            rest += chunk;
          }
        }
        // all is read
        if (rest) yield rest;
        return;
      }`,
    worlds: [world],
  },
  {
    name: "a failure stands where it is found",
    before: splitting({ tail: 'throw new Error("unfinished: " + rest);' }),
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        while (true) {
          const at = rest.indexOf("\\n");
          if (at >= 0) {
            yield rest.slice(0, at);
            rest = rest.slice(at + 1);
            continue;
          }
          const chunk = await read();
          if (chunk === null) {
            // all is read
            throw new Error("unfinished: " + rest);
          } else {
            rest += chunk;
          }
        }
      }`,
    worlds: [world],
  },
  {
    name: "the flag is set without braces around",
    before: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          if (ended) {
            yield rest;
            return;
          }
          const chunk = await read();
          if (chunk === null) ended = true;
          else rest += chunk;
        }
      }`,
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        while (true) {
          const chunk = await read();
          if (chunk === null) break;
          else rest += chunk;
        }
        yield rest;
        return;
      }`,
    worlds: [world],
  },
  {
    name: "the flag is set, and the round goes on",
    before: splitting({ more: "\n          yield rest.length;" }),
  },
  {
    name: "the text may hold a line feed by then",
    before: splitting({ end: "rest += await read();\n            ended = true;" }),
  },
  {
    name: "the branch goes on with the loop",
    before: splitting({
      tail: 'if (!rest) return;\n            yield rest;\n            rest = "";\n            continue;',
    }),
  },
  {
    name: "the branch names what the loop declares",
    before: splitting({ tail: "yield at;\n            return;" }),
  },
  {
    name: "the flag is set back",
    before: splitting({ end: "ended = true;\n            ended = false;" }),
  },
  {
    name: "a try stands around",
    before: splitting({
      end: "try {\n              ended = true;\n            } finally {\n              await read();\n            }",
    }),
  },
]);
