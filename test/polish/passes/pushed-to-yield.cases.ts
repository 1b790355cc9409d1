import { pushedToYield } from "../../../src/engine/polish/passes/pushed-to-yield";
import { testPass } from "../cases";
import { withValues } from "../worlds";

const world = withValues("a,b", "c,,d", null);

const cutting = ({
  list = "const rows: string[] = [];",
  last = "if (rest) rows.push(rest);",
  parts = 'const parts = `${rest}${text}`.split(",");',
  put = "rows.push(...parts);",
  drain = "yield rows.shift()!;",
} = {}): string => `
      async function* generated(next: () => Promise<string | null>) {
        ${list}
        let rest = "";
        let ended = false;
        while (!ended) {
          const text = await next();
          if (text === null) {
            ended = true;
            ${last}
          } else {
            ${parts}
            rest = parts.pop() ?? "";
            ${put}
          }
          while (rows.length > 0) {
            ${drain}
          }
        }
      }`;

testPass(pushedToYield, [
  {
    name: "each of what is put in is given at the round's end",
    before: cutting(),
    after: `
      async function* generated(next: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (!ended) {
          const text = await next();
          if (text === null) {
            ended = true;
            if (rest) yield rest;
          } else {
            const parts = \`\${rest}\${text}\`.split(",");
            rest = parts.pop() ?? "";
            yield* parts;
          }
        }
      }`,
    worlds: [world],
  },
  {
    name: "several, one after the other",
    before: cutting({ last: 'rows.push(rest);\n            rows.push("end");' }),
    after: `
      async function* generated(next: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (!ended) {
          const text = await next();
          if (text === null) {
            ended = true;
            yield rest;
            yield "end";
          } else {
            const parts = \`\${rest}\${text}\`.split(",");
            rest = parts.pop() ?? "";
            yield* parts;
          }
        }
      }`,
    worlds: [world],
  },
  {
    name: "something else is done behind it",
    before: cutting({ last: "rows.push(rest);\n            log(rest);" }),
  },
  {
    name: "a later one is worked out",
    before: cutting({ last: "rows.push(rest);\n            rows.push(log(rest));" }),
  },
  {
    name: "the list is asked for something else",
    before: cutting({ last: "if (rows.length === 0) rows.push(rest);" }),
  },
  { name: "the list is somebody else's", before: cutting({ list: "const rows = log();" }) },
  { name: "what is spread may be somebody else's", before: cutting({ parts: "const parts = log(text);" }) },
  {
    name: "an error may be thrown into it",
    before: cutting(),
    context: { hasThrow: true },
  },
  {
    name: "what is spread is used once more",
    before: cutting({ put: "rows.push(...parts);\n            parts.pop();" }),
  },
  {
    name: "something is left in the list",
    before: cutting({ drain: "yield rows.shift()!;\n            if (rest) break;" }),
  },
]);
