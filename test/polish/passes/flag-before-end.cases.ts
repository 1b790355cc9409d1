import { flagBeforeEnd } from "../../../src/engine/polish/passes/flag-before-end";
import { testPass } from "../cases";
import { withValues } from "../worlds";

const world = withValues("a\nb", "c", null, "never");

const reading = ({
  set = "ended = true;",
  tail = "if (rest) yield rest;\n            return;",
  test = "at === -1",
  between = "",
} = {}): string => `
      async function* generated(next: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          let at = rest.indexOf("\\n");
          while (at === -1 && !ended) {
            const part = await next();
            if (part === null) {
              ${set}
            } else {
              rest += part;
              at = rest.indexOf("\\n");
            }
          }
          ${between}if (${test}) {
            ${tail}
          }
          yield rest.slice(0, at);
          rest = rest.slice(at + 1);
        }
      }`;

testPass(flagBeforeEnd, [
  {
    name: "behind the loop the generator ends, where nothing has been found",
    before: reading(),
    after: `
      async function* generated(next: () => Promise<string | null>) {
        let rest = "";
        while (true) {
          let at = rest.indexOf("\\n");
          while (at === -1) {
            const part = await next();
            if (part === null) break; else {
              rest += part;
              at = rest.indexOf("\\n");
            }
          }
          if (at === -1) {
            if (rest) yield rest;
            return;
          }
          yield rest.slice(0, at);
          rest = rest.slice(at + 1);
        }
      }`,
    worlds: [world],
  },
  {
    name: "something may have been found by then",
    before: reading({ set: 'at = rest.lastIndexOf(part ?? "");\n              ended = true;' }),
  },
  { name: "another test ends the generator", before: reading({ test: 'rest === ""' }) },
  { name: "the branch comes to its end", before: reading({ tail: "yield rest;" }) },
  { name: "the branch goes round", before: reading({ tail: "yield rest;\n            continue;" }) },
  { name: "something stands between", before: reading({ between: "at = await next();\n          " }) },
  {
    name: "the branch asks for the flag",
    before: reading({ tail: "if (ended) yield rest;\n            return;" }),
  },
  { name: "the round goes on", before: reading({ set: "ended = true;\n              rest += log(at);" }) },
]);
