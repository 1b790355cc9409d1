import { dropDuplicateCleanup } from "../../../src/engine/polish/passes/drop-duplicate-cleanup";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropDuplicateCleanup, [
  {
    name: "a timer cleared twice",
    before: `
      async function* generated(next: () => Promise<number>) {
        const timer = setInterval(() => {}, 1000);
        try {
          while (true) {
            const value = await next();
            if (!value) {
              clearInterval(timer);
              return;
            }
            yield value;
          }
        } finally {
          clearInterval(timer);
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const timer = setInterval(() => {}, 1000);
        try {
          while (true) {
            const value = await next();
            if (!value) {
              return;
            }
            yield value;
          }
        } finally {
          clearInterval(timer);
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "closing twice may not be the same as once",
    before: `
      async function* generated(file: File) {
        try {
          yield await file.read();
          await file.close();
          return;
        } finally {
          await file.close();
        }
      }`,
  },
  {
    name: "a catch comes first",
    before: `
      async function* generated(timer: any) {
        try {
          try {
            yield 1;
            clearInterval(timer);
            throw new Error("again");
          } catch {
            log(timer);
          }
        } finally {
          clearInterval(timer);
        }
      }`,
  },
]);
