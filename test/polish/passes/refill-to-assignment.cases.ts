import { refillToAssignment } from "../../../src/engine/polish/passes/refill-to-assignment";
import { testPass } from "../cases";
import { withPages } from "../worlds";

testPass(refillToAssignment, [
  {
    name: "pushed once in each round",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          buffer.push(...page.items);
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          const buffer: string[] = [...page.items];
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "asked for its length before it is handed out",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          buffer.push(...page.items);
          if (buffer.length === 0) return;
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          const buffer: string[] = [...page.items];
          if (buffer.length === 0) return;
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "asked for its length before it is filled",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor + buffer.length);
          buffer.push(...page.items);
          while (buffer.length > 0) {
            yield buffer.shift();
          }
          cursor++;
        }
      }`,
  },
  {
    name: "cut before it is handed out",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          buffer.push(...page.items);
          buffer.length = 1;
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
  },
  {
    name: "pushed one by one",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          for (const item of page.items) buffer.push(item);
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
    after: `
      async function* generated(client: Client) {
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          const buffer: string[] = [...page.items];
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"])],
  },
  {
    name: "pushed one by one, and not all of them",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          for (const item of page.items) {
            if (item !== "b") buffer.push(item);
          }
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
  },
  {
    name: "something is said of what is pushed",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        let cursor = 0;
        while (cursor < 3) {
          const page = await client.list(cursor++);
          for (const item of page.items) {
            // the newest first
            buffer.push(item);
          }
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
  },
  {
    name: "what is left over stays for the next round",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        while (true) {
          buffer.push(...(await client.list(0)).items);
          while (buffer.length > 0) {
            if (buffer.length === 1) break;
            yield buffer.shift();
          }
        }
      }`,
  },
  {
    name: "pushed in a branch",
    before: `
      async function* generated(client: Client) {
        const buffer: string[] = [];
        while (true) {
          if (log(1)) buffer.push("a");
          while (buffer.length > 0) {
            yield buffer.shift();
          }
        }
      }`,
  },
]);
