import { joinAssertedAlias } from "../../../src/engine/polish/passes/join-asserted-alias";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(joinAssertedAlias, [
  {
    name: "asserted in every round",
    before: `
      async function* generated(next: () => Promise<unknown>) {
        const data = await next();
        let index = 0;
        while (true) {
          const rows = data as string[];
          if (index >= rows.length) return;
          yield rows[index++];
        }
      }`,
    after: `
      async function* generated(next: () => Promise<unknown>) {
        const data = (await next()) as string[];
        let index = 0;
        while (true) {
          if (index >= data.length) return;
          yield data[index++];
        }
      }`,
    worlds: [withValues(["a", "b"])],
  },
  {
    name: "something else asks for it, too",
    before: `
      async function* generated(next: () => Promise<unknown>) {
        const data = await next();
        const rows = data as string[];
        log(data);
        yield rows[0];
      }`,
  },
  {
    name: "a variable that changes",
    before: `
      async function* generated(next: () => Promise<unknown>) {
        let data = await next();
        while (true) {
          const rows = data as string[];
          yield rows[0];
          data = await next();
        }
      }`,
  },
  {
    name: "another variable has its name",
    before: `
      async function* generated(next: () => Promise<unknown>) {
        const data = await next();
        while (true) {
          const rows = data as string[];
          for (const data of rows) yield [data, rows];
        }
      }`,
  },
]);
