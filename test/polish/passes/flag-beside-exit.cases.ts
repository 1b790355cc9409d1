import { flagBesideExit } from "../../../src/engine/polish/passes/flag-beside-exit";
import { testPass } from "../cases";
import { withPages } from "../worlds";

const fetching = (exit: string): string => `
      async function* generated(client: Client) {
        let ended = false;
        let cursor = 0;
        while (!ended) {
          const { items } = await client.list(cursor++);
          ${exit}
          yield items.length;
        }
      }`;

testPass(flagBesideExit, [
  {
    name: "the same test leads out right behind",
    before: fetching("ended = items.length === 0;\n          if (items.length === 0) return;"),
    after: `
      async function* generated(client: Client) {
        let cursor = 0;
        while (true) {
          const { items } = await client.list(cursor++);
          if (items.length === 0) return;
          yield items.length;
        }
      }`,
    worlds: [withPages(["a", "b"], ["c"], [])],
  },
  {
    name: "another test leads out",
    before: fetching("ended = items.length === 0;\n          if (items.length === 1) return;"),
  },
  {
    name: "the test goes on with the next round, which ends the loop",
    before: fetching("ended = items.length === 0;\n          if (items.length === 0) continue;"),
  },
  {
    name: "asking does something",
    before: fetching("ended = client.isEmpty();\n          if (client.isEmpty()) return;"),
  },
  {
    name: "something stands between",
    before: fetching(
      "ended = items.length === 0;\n          items.pop();\n          if (items.length === 0) return;",
    ),
  },
]);
