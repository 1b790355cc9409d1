import { fetchFirst } from "../../../src/engine/polish/passes/fetch-first";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(fetchFirst, [
  {
    name: "nothing is there at first",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          // hand out
          while (buffer.length > 0) {
            yield buffer.shift();
          }

          if (cursor > 2) return;
          buffer = (await client.list(cursor++)).items;
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        let cursor = 0;
        while (true) {
          if (cursor > 2) return;
          buffer = (await client.list(cursor++)).items;
          // hand out
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "something is there at first",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = ["first"];
        while (true) {
          while (buffer.length > 0) {
            yield buffer.shift();
          }
          buffer = (await client.list(0)).items;
        }
      }`,
  },
  {
    name: "a continue would skip the handing out",
    before: `
      async function* generated(client: Client) {
        let buffer: string[] = [];
        while (true) {
          while (buffer.length > 0) {
            yield buffer.shift();
          }
          buffer = (await client.list(0)).items;
          if (buffer.length > 1) continue;
          log("short");
        }
      }`,
  },
]);
