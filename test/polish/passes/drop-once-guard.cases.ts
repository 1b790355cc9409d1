import { dropOnceGuard } from "../../../src/engine/polish/passes/drop-once-guard";
import { testPass } from "../cases";
import { withValues } from "../worlds";

/** A generator that closes in its `finally` as the function says. */
const closing = (close: string, call = "await close();"): string => `
      async function* generated(next: () => Promise<number>) {
        let closed = false;
        ${close}
        try {
          yield await next();
          yield await next();
        } finally {
          ${call}
        }
      }`;

const guarded = `async function close() {
          if (closed) return;
          closed = true;
          log("closed");
        }`;

testPass(dropOnceGuard, [
  {
    name: "a function that is called in a finally alone",
    before: closing(guarded),
    after: `
      async function* generated(next: () => Promise<number>) {
        async function close() {
          log("closed");
        }
        try {
          yield await next();
          yield await next();
        } finally {
          await close();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "an arrow function with all of its work in the branch, and a flag that begins with true",
    before: `
      async function* generated(next: () => Promise<number>) {
        let open: boolean = true;
        const close = (): void => {
          if (open) {
            open = false;
            const said = "closed";
            log(said); // once
          }
        };
        yield await next();
        close();
        yield await next();
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const close = (): void => {
          const said = "closed";
          log(said); // once
        };
        yield await next();
        close();
        yield await next();
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "the flag begins with what lets nothing through",
    before: closing(guarded).replace("closed = false", "closed = true"),
  },
  { name: "it is called again", before: closing(guarded, "await close();\n          await close();") },
  { name: "it is called in a loop", before: closing(guarded, "for (const _ of [1, 2]) await close();") },
  { name: "it is called by another function", before: closing(guarded, "[1, 2].forEach(() => close());") },
  { name: "it is handed on", before: closing(guarded, "register(close);") },
  { name: "it calls itself", before: closing(guarded.replace('log("closed")', "await close()")) },
  {
    name: "it calls itself by a name of its own",
    before: closing(
      guarded
        .replace("async function close", "const close = async function again")
        .replace('log("closed")', "await again()"),
    ),
  },
  { name: "something else asks for the flag", before: closing(guarded, "if (!closed) await close();") },
  {
    name: "something else sets the flag",
    before: closing(guarded, "closed = true;\n          await close();"),
  },
  { name: "the flag is set to what is not known", before: closing(guarded.replace("= true", "= log(1)")) },
  {
    name: "the flag is set further down",
    before: closing(guarded.replace(/(closed = true;)\s*(log.*;)/, "$2 $1")),
  },
  { name: "the way out gives something", before: closing(guarded.replace("return;", "return 1;")) },
  { name: "there is another way", before: closing(guarded.replace("return;", "return; else log(1);")) },
  {
    name: "the flag is set anew in each round",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          let closed = false;
          const close = () => {
            if (closed) return;
            closed = true;
            log("closed");
          };
          const row = await next();
          if (row === 0) break;
          yield row;
          close();
        }
      }`,
  },
  {
    name: "it is a generator, which does not run when it is called",
    before: closing(guarded.replace("function close", "function* close"), "close();"),
  },
  {
    name: "a parameter is called as what the branch declares",
    before: closing(
      `async function close(said = "closed") {
          if (!closed) {
            closed = true;
            const said = "no";
            log(said);
          }
        }`,
    ),
  },
  {
    name: "the loop in front of the finally asks for the flag, too",
    before: `
      async function* generated(next: () => Promise<number>) {
        let closed = false;
        function close() {
          if (closed) return;
          closed = true;
          log("closed");
        }
        try {
          while (!closed) {
            const row = await next();
            if (closed || row === 0) return;
            yield row;
          }
        } finally {
          close();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        function close() {
          log("closed");
        }
        try {
          while (!false) {
            const row = await next();
            if (false || row === 0) return;
            yield row;
          }
        } finally {
          close();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "the flag is asked behind the call",
    before: closing(guarded, 'await close();\n          if (closed) log("over");'),
  },
  {
    name: "another function asks for the flag",
    before: closing(guarded).replace("yield await next();", "log([1].map(() => closed));"),
  },
  {
    name: "the flag is handed out as it is",
    before: closing(guarded).replace("yield await next();", "log(closed);"),
  },
  {
    name: "what the flag rules out is written about",
    before: closing(guarded).replace(
      "yield await next();",
      "if (closed) { /* somebody else did */ return; }",
    ),
  },
  {
    name: "the try is that of another finally",
    before: closing(guarded)
      .replace("await close();", 'log("one");')
      .replace(
        /\}\s*$/,
        'try { if (closed) log("no"); await next(); } finally { log("two"); }\n await close();\n }',
      ),
  },
]);
