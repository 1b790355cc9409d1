import { leftOverBehindYield } from "../../../src/engine/polish/passes/left-over-behind-yield";
import { testPass } from "../cases";
import { withPages, withValues } from "../worlds";

const acknowledging = ({
  test = "previous",
  start = "let previous: { id: string } | undefined;",
  empty = "previous = undefined;",
  guard = "if (rows.length === 0) {\n            rows = await fetch();\n            if (rows.length === 0) return;\n          }",
  set = "previous = rows.shift()!;",
  between = "",
} = {}): string => `
      async function* generated(client: { list(page: number): Promise<{ items: string[] }> }) {
        let rows: { id: string }[] = [];
        let page = 0;
        ${start}
        const fetch = async () => (await client.list(page++)).items.map((id) => ({ id }));
        while (true) {
          // acknowledged once the next one is asked for
          if (${test}) {
            await log(previous.id);
            ${empty}
          }
          ${guard}
          ${set}
          yield previous;${between}
        }
      }`;

const facts = { rows: { neverAmong: "falsy" } } as const;

testPass(leftOverBehindYield, [
  {
    name: "the first of a list that is not empty",
    before: acknowledging(),
    after: `
      async function* generated(client: { list(page: number): Promise<{ items: string[] }> }) {
        let rows: { id: string }[] = [];
        let page = 0;
        const fetch = async () => (await client.list(page++)).items.map((id) => ({ id }));
        while (true) {
          if (rows.length === 0) {
            rows = await fetch();
            if (rows.length === 0) return;
          }
          const previous = rows.shift()!;
          yield previous;
          // acknowledged once the next one is asked for
          await log(previous.id);
        }
      }`,
    context: { facts },
    worlds: [withPages(["a", "b"], ["c"])],
  },
  {
    name: "an object that is made, and a test for nothing",
    before: acknowledging({
      test: "previous !== null",
      start: "let previous: { id: string } | null = null;",
      empty: "previous = null;",
      guard: "if (page > 3) return;",
      set: "previous = { id: String(page++) };",
    }),
    after: `
      async function* generated(client: { list(page: number): Promise<{ items: string[] }> }) {
        let rows: { id: string }[] = [];
        let page = 0;
        const fetch = async () => (await client.list(page++)).items.map((id) => ({ id }));
        while (true) {
          if (page > 3) return;
          const previous = { id: String(page++) };
          yield previous;
          // acknowledged once the next one is asked for
          await log(previous.id);
        }
      }`,
    worlds: [withPages([])],
  },
  {
    name: "a constant that the round has found to be there",
    before: `
      async function* generated(next: () => Promise<{ id: string } | undefined>) {
        // given out last
        let previous: { id: string } | undefined;
        while (true) {
          if (previous) {
            await log(previous.id);
            previous = undefined;
          }
          const job = await next();
          if (!job) return;
          previous = job;
          yield job;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<{ id: string } | undefined>) {
        while (true) {
          const job = await next();
          if (!job) return;
          // given out last
          yield job;
          await log(job.id);
        }
      }`,
    worlds: [withValues({ id: "a" }, { id: "b" }, undefined)],
  },
  {
    name: "the constant may be nothing",
    before: `
      async function* generated(next: () => Promise<{ id: string } | undefined>) {
        let previous: { id: string } | undefined;
        while (true) {
          if (previous) {
            await log(previous.id);
            previous = undefined;
          }
          const job = await next();
          if (job === null) return;
          previous = job;
          yield job;
        }
      }`,
  },
  { name: "something falsy may be in the list", before: acknowledging() },
  {
    name: "the list may be empty",
    before: acknowledging({ guard: "if (rows.length === 0) rows = await fetch();" }),
    context: { facts },
  },
  {
    name: "the test asks for another kind of nothing",
    before: acknowledging({ test: "previous !== null" }),
    context: { facts },
  },
  {
    name: "something comes behind the value",
    before: acknowledging({ between: "\n          page++;" }),
    context: { facts },
  },
  {
    name: "a round ends early",
    before: acknowledging({ set: "previous = rows.shift()!;\n          if (page > 5) continue;" }),
    context: { facts },
  },
  {
    name: "something else asks for it",
    before: acknowledging({
      guard:
        "if (rows.length === 0) {\n            rows = await fetch();\n            if (rows.length === 0 && !previous) return;\n          }",
    }),
    context: { facts },
  },
]);
