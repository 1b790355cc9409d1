import { loopToIf } from "../../../src/engine/polish/passes/loop-to-if";
import { testPass } from "../cases";
import { withValues } from "../worlds";
import type { MakeWorld } from "../recorder";

const withFlag =
  (isFirst: boolean): MakeWorld =>
  ({ sync }) => ({ self: { isFirst }, globals: { log: sync("log", () => undefined) } });

const withGiven =
  (given: number): MakeWorld =>
  ({ async }) => ({ self: { given }, args: [async("next", () => 3)] });

testPass(loopToIf, [
  {
    name: "a field that everybody sets to the same",
    context: { facts: { "this.isFirst": { onlySetTo: false } } },
    before: `
      async function* generated(this: Page) {
        // once
        while (this.isFirst) {
          this.isFirst = false;
          yield 1;
        }
        log(2);
      }`,
    after: `
      async function* generated(this: Page) {
        // once
        if (this.isFirst) {
          this.isFirst = false;
          yield 1;
        }
        log(2);
      }`,
    worlds: [withFlag(true), withFlag(false)],
  },
  {
    name: "a field that somebody may set back while the value is handed out",
    before: `
      async function* generated(this: Page) {
        while (this.isFirst) {
          this.isFirst = false;
          yield 1;
        }
      }`,
  },
  {
    name: "a field that is set to what goes on",
    context: { facts: { "this.isFirst": { onlySetTo: true } } },
    before: `
      async function* generated(this: Page) {
        while (this.isFirst) {
          this.isFirst = true;
          yield 1;
        }
      }`,
  },
  {
    name: "a flag that a function reads, and more in the condition",
    before: `
      async function* generated(next: () => Promise<number>) {
        let isDone = false;
        const told = () => isDone;
        const more = await next();
        while (more > 0 && !isDone) {
          isDone = true;
          if (more > 1) continue;
          yield [more, told()];
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let isDone = false;
        const told = () => isDone;
        const more = await next();
        if (more > 0 && !isDone) {
          isDone = true;
          if (more > 1) return;
          yield [more, told()];
        }
      }`,
    worlds: [withValues(1), withValues(2), withValues(0)],
  },
  {
    name: "a flag that a function sets back",
    before: `
      async function* generated(next: () => Promise<number>, listen: (again: () => void) => void) {
        let isDone = false;
        listen(() => {
          isDone = false;
        });
        while (!isDone) {
          isDone = true;
          yield await next();
        }
      }`,
  },
  {
    name: "what is asked for before has an effect",
    context: { facts: { "this.isFirst": { onlySetTo: false } } },
    before: `
      async function* generated(this: Page, next: () => Promise<number>) {
        while ((await next()) && this.isFirst) {
          this.isFirst = false;
          yield 1;
        }
      }`,
  },
  {
    name: "a jump would pass by what comes behind",
    context: { facts: { "this.isFirst": { onlySetTo: false } } },
    before: `
      async function* generated(this: Page, next: () => Promise<number>) {
        while (this.isFirst) {
          this.isFirst = false;
          if (await next()) continue;
          yield 1;
        }
        log(2);
      }`,
  },
  {
    name: "a round may end before it is set",
    context: { facts: { "this.isFirst": { onlySetTo: false } } },
    before: `
      async function* generated(this: Page, next: () => Promise<number>) {
        while (this.isFirst) {
          if (await next()) continue;
          this.isFirst = false;
          yield 1;
        }
      }`,
  },
  {
    name: "set when the value is there",
    context: { facts: { "this.isFirst": { onlySetTo: false } } },
    before: `
      async function* generated(this: Page) {
        while (this.isFirst) {
          const value = this.isFirst;
          if (!value) break;
          this.isFirst = false;
          yield value;
        }
      }`,
    after: `
      async function* generated(this: Page) {
        if (this.isFirst) {
          const value = this.isFirst;
          if (!value) return;
          this.isFirst = false;
          yield value;
        }
      }`,
    worlds: [withFlag(true), withFlag(false)],
  },
  {
    name: "a number that is only counted up",
    context: { facts: { "this.given": { countsUpFrom: 0 } } },
    before: `
      async function* generated(this: Page, next: () => Promise<number>) {
        while (this.given < 1) {
          yield await next();
          this.given++;
        }
      }`,
    after: `
      async function* generated(this: Page, next: () => Promise<number>) {
        if (this.given < 1) {
          yield await next();
          this.given++;
        }
      }`,
    worlds: [withGiven(0), withGiven(1)],
  },
  {
    name: "a second number lets a round through, too",
    context: { facts: { "this.given": { countsUpFrom: 0 } } },
    before: `
      async function* generated(this: Page, next: () => Promise<number>) {
        while (this.given <= 1) {
          this.given++;
          yield await next();
        }
      }`,
  },
  {
    name: "somebody may count down",
    before: `
      async function* generated(this: Page, next: () => Promise<number>) {
        while (this.given < 1) {
          this.given++;
          yield await next();
        }
      }`,
  },
  {
    name: "a round that is not counted",
    context: { facts: { "this.given": { countsUpFrom: 0 } } },
    before: `
      async function* generated(this: Page, next: () => Promise<number>) {
        while (this.given < 1) {
          if (await next()) continue;
          this.given++;
          yield 1;
        }
      }`,
  },
]);
