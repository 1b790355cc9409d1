import { doWhileToWhile } from "../../../src/engine/polish/passes/do-while-to-while";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(doWhileToWhile, [
  {
    name: "an empty page ends it",
    before: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        while (true) {
          const rows: string[] = (await client.list(cursor)).items;
          let at = 0;
          cursor = "1";
          if (rows.length === 0) return;
          do {
            yield rows[at++];
          } while (at < rows.length);
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor: string | undefined;
        while (true) {
          const rows: string[] = (await client.list(cursor)).items;
          let at = 0;
          cursor = "1";
          if (rows.length === 0) return;
          while (at < rows.length) {
            yield rows[at++];
          }
        }
      }`,
    worlds: [withPages(["a", "b"], []), withPages([])],
  },
  {
    name: "what is told of the page comes in between",
    before: `
      async function* generated(client: Client) {
        let isLast = false;
        while (!isLast) {
          const rows: string[] = (await client.list(undefined)).items;
          let at = 0;
          if (rows.length === 0) return;
          if (rows.length < 2) isLast = true;
          do {
            yield rows[at++];
          } while (at < rows.length);
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let isLast = false;
        while (!isLast) {
          const rows: string[] = (await client.list(undefined)).items;
          let at = 0;
          if (rows.length === 0) return;
          if (rows.length < 2) isLast = true;
          while (at < rows.length) {
            yield rows[at++];
          }
        }
      }`,
    worlds: [withPages(["a", "b"], ["c"]), withPages([])],
  },
  {
    name: "the list is emptied in between",
    before: `
      async function* generated(client: Client) {
        const rows: string[] = (await client.list(undefined)).items;
        let at = 0;
        if (rows.length === 0) return;
        if (rows[0] === "b") rows.length = 0;
        do {
          yield rows[at++];
        } while (at < rows.length);
      }`,
  },
  {
    name: "the index starts elsewhere",
    before: `
      async function* generated(client: Client) {
        const rows: string[] = (await client.list(undefined)).items;
        let at = 1;
        if (rows.length === 0) return;
        do {
          yield rows[at++];
        } while (at < rows.length);
      }`,
  },
  {
    name: "an empty page goes on all the same",
    before: `
      async function* generated(client: Client) {
        const rows: string[] = (await client.list(undefined)).items;
        let at = 0;
        if (rows.length === 0) log("empty");
        do {
          yield rows[at++];
        } while (at < rows.length);
      }`,
  },
  {
    name: "another list is asked for",
    before: `
      async function* generated(client: Client) {
        const rows: string[] = (await client.list(undefined)).items;
        const more: string[] = (await client.list("1")).items;
        let at = 0;
        if (more.length === 0) return;
        do {
          yield rows[at++];
        } while (at < rows.length);
      }`,
  },
]);
