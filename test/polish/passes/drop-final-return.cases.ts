import { dropFinalReturn } from "../../../src/engine/polish/passes/drop-final-return";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropFinalReturn, [
  {
    name: "at the end, in clean-up too",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          yield await next();
          return;
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
    name: "in a finally it swallows an error",
    before: `
      async function* generated(next: () => Promise<number>) {
        try {
          yield await next();
        } finally {
          return;
        }
      }`,
  },
  {
    name: "in a loop",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          yield await next();
          return;
        }
      }`,
  },
  {
    name: "at the end of a switch",
    before: `
      async function* generated(next: () => Promise<number>) {
        switch (await next()) {
          case 1:
            yield "one";
            return;
          default:
            yield "more";
            return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        switch (await next()) {
          case 1:
            yield "one";
            return;
          default:
            yield "more";
        }
      }`,
    worlds: [withValues(1), withValues(2)],
  },
  {
    name: "all that a clause says",
    before: `
      async function* generated(next: () => Promise<number>) {
        switch (await next()) {
          case 1:
            yield "one";
            break;
          default:
            return;
        }
      }`,
  },
]);
