import { bufferLoopInside } from "../../../src/engine/polish/passes/buffer-loop-inside";
import { testPass } from "../cases";
import { withValues } from "../worlds";

const world = withValues("a\nb", "\n\nc", null);

const splitting = ({
  start = 'let rest = "";',
  branch = "yield rest.slice(0, at);\n            rest = rest.slice(at + 1);\n            continue;",
  fetch = "rest += chunk;",
} = {}): string => `
      async function* generated(read: () => Promise<string | null>) {
        ${start}
        while (true) {
          // where the line ends
          const at = rest.indexOf("\\n");
          if (at >= 0) {
            ${branch}
          }
          const chunk = await read();
          if (chunk === null) break;
          ${fetch}
        }
        yield rest;
      }`;

testPass(bufferLoopInside, [
  {
    name: "a text that is empty at first",
    before: splitting(),
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        while (true) {
          const chunk = await read();
          if (chunk === null) break;
          rest += chunk;
          while (true) {
            // where the line ends
            const at = rest.indexOf("\\n");
            if (at < 0) break;
            yield rest.slice(0, at);
            rest = rest.slice(at + 1);
          }
        }
        yield rest;
      }`,
    worlds: [world],
  },
  {
    name: "nothing but the condition is asked, and some rounds of the branch end early",
    before: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        while (true) {
          if (rest.includes("\\n")) {
            const line = rest.slice(0, rest.indexOf("\\n"));
            rest = rest.slice(line.length + 1);
            if (line === "") continue;
            yield line;
            continue;
          }
          const chunk = await read();
          if (chunk === null) return;
          rest += chunk;
        }
      }`,
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        while (true) {
          const chunk = await read();
          if (chunk === null) return;
          rest += chunk;
          while (rest.includes("\\n")) {
            const line = rest.slice(0, rest.indexOf("\\n"));
            rest = rest.slice(line.length + 1);
            if (line === "") continue;
            yield line;
          }
        }
      }`,
    worlds: [world],
  },
  { name: "something is in the text at first", before: splitting({ start: 'let rest = "a\\nb";' }) },
  {
    name: "something may be in the text at first",
    before: splitting({ start: "let rest = `${await read()}`;" }),
  },
  {
    name: "the branch leaves the loop",
    before: splitting({ branch: "if (at > 80) break;\n            yield at;\n            continue;" }),
  },
  {
    name: "the branch comes to its end",
    before: splitting({ branch: "yield rest.slice(0, at);\n            rest = rest.slice(at + 1);" }),
  },
  {
    name: "what stands behind goes round early",
    before: splitting({ fetch: 'if (chunk === "") continue;\n          rest += chunk;' }),
  },
  { name: "what stands behind names the constant", before: splitting({ fetch: "rest += chunk + at;" }) },
  {
    name: "what stands behind gives values, too",
    before: splitting({ fetch: "rest += chunk;\n          yield chunk.length;" }),
  },
]);
