import { simplifyTry } from "../../../src/engine/polish/passes/simplify-try";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(simplifyTry, [
  {
    name: "a promise that was begun before it",
    before: `
      async function* generated(next: () => Promise<number>) {
        const pending = next();
        let value;
        try {
          value = await pending;
          if (value > 1) return;
        } finally {
        }
        yield value;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let value;
        value = await next();
        if (value > 1) return;
        yield value;
      }`,
    worlds: [withValues(1), withValues(2)],
  },
  {
    name: "a promise that is begun before something else",
    before: `
      async function* generated(next: () => Promise<number>) {
        const pending = next();
        log("begun");
        try {
          yield await pending;
        } finally {
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const pending = next();
        log("begun");
        yield await pending;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a promise that something is done with before it is waited for",
    before: `
      async function* generated(next: () => Promise<number>) {
        const pending = next();
        try {
          log("begun");
          log(await pending);
        } catch (error) {
          throw error;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const pending = next();
        log("begun");
        log(await pending);
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a promise that is asked for twice",
    before: `
      async function* generated(next: () => Promise<number>) {
        const pending = next();
        try {
          await pending;
          log(await pending);
        } finally {
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const pending = next();
        await pending;
        log(await pending);
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "one inside the other",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          // may fail
          try {
            yield await next();
          } catch (error) {
            log(error);
          }
        } finally {
          log("over");
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // may fail
        try {
          yield await next();
        } catch (error) {
          log(error);
        } finally {
          log("over");
        }
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "one inside the other, with more beside it",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          try {
            yield await next();
          } catch (error) {
            log(error);
          }
          yield 2;
        } finally {
          log("over");
        }
      }`,
  },
  {
    name: "both have a catch",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          try {
            yield await next();
          } catch (error) {
            log(error);
          }
        } catch (error) {
          log("again");
        }
      }`,
  },
  {
    name: "nothing to clean up",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          yield await next();
        } finally {
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "the same error again",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          yield await next();
        } catch (error) {
          throw error;
        } finally {
          log("closed");
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        try {
          yield await next();
        } finally {
          log("closed");
        }
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "another error",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          yield await next();
        } catch (error) {
          throw new Error("failed", { cause: error });
        }
      }`,
  },
  {
    name: "a comment says why",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          yield await next();
        } catch (error) {
          // for the debugger
          throw error;
        } finally {
          log("closed");
        }
      }`,
  },
  {
    name: "the same is thrown twice",
    before: `
      async function* generated(next: () => Promise<number>) {
        const error = await next();
        try {
          throw error;
        } finally {
          throw error;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const error = await next();
        throw error;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "another error is thrown at the end",
    before: `
      async function* generated(next: () => Promise<number>) {
        const error = await next();
        const other = await next();
        try {
          throw error;
        } finally {
          throw other;
        }
      }`,
  },
  {
    name: "a handler that a label stands before",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        found: try {
          if ((await next()) === 1) {
            value = await next();
            break found;
          }
          return;
        } catch (error) {
          throw error;
        }
        yield value;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let value;
        found: {
          if ((await next()) === 1) {
            value = await next();
            break found;
          }
          return;
        }
        yield value;
      }`,
    worlds: [withValues(1, 2), withValues(2)],
  },
]);
