import { requireTermination } from "../../src/rules/require-termination";
import { testRule } from "./test-rule";

testRule(requireTermination, {
  valid: [
    {
      name: "says done on one of its paths",
      code: `class Numbers {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<number>> {
    if (this.current > 3) return { value: undefined, done: true };
    return { value: this.current++, done: false };
  }
}
for await (const n of new Numbers()) use(n);
`,
    },
    {
      name: "the type says that it never ends",
      code: `export const ticks = (): AsyncIterator<number, never> => ({
  async next() {
    await sleep(1000);
    return { value: Date.now(), done: false };
  },
});
`,
      onlyTypeScript: true,
    },
    {
      name: "throws to stop",
      code: `export class Reader {
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string>> {
    const line = await read();
    if (line === "") throw new Error("closed");
    return { value: line, done: false };
  }
}
`,
    },
    {
      name: "hands on the result of another iterator",
      code: `export class Lines {
  inner: AsyncIterator<string> = source[Symbol.asyncIterator]();
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> { return this.inner.next(); }
}
`,
    },
    {
      name: "a return() that lets something go: it is made to be left",
      code: `export class Clock {
  timer = setInterval(use, 1000);
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<number>> {
    await sleep(1000);
    return { value: Date.now(), done: false };
  }
  async return(): Promise<IteratorResult<number>> {
    clearInterval(this.timer);
    return { value: undefined, done: true };
  }
}
`,
    },
    {
      name: "a return() that a function makes",
      code: `declare function spied<T>(fn: T): T;
export const clock = {
  [Symbol.asyncIterator]() { return this; },
  async next() { return { value: Date.now(), done: false }; },
  return: spied(async () => ({ value: 0, done: true })),
};
`,
    },
    {
      name: "done is an accessor",
      code: `export class Clock {
  stopped = false;
  [Symbol.asyncIterator]() { return this; }
  async next() {
    const clock = this;
    return { value: Date.now(), get done() { return clock.stopped; } };
  }
}
`,
    },
    {
      name: "done is computed",
      code: `export class Numbers {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<number>> {
    this.current++;
    return { done: this.current > 3, value: this.current };
  }
}
`,
    },
    {
      name: "the end comes from a callback of a promise chain",
      code: `export class Lines {
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<IteratorResult<string>> {
    return read().then(
      (value) => ({ value, done: false }),
      () => ({ value: undefined, done: true }),
    );
  }
}
`,
    },
  ],
  invalid: [
    {
      name: "in a file that names neither the symbol nor a type",
      code: `export function ticks() {
  return { async «next»() { return { value: Date.now(), done: false }; } };
}
`,
    },
    {
      name: "the end was forgotten",
      code: `class Numbers {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  async «next»(): Promise<IteratorResult<number>> {
    await sleep(1);
    return { value: this.current++, done: false };
  }
}
for await (const n of new Numbers()) use(n);
`,
    },
    {
      name: "has an accessor for something else",
      code: `export class Clock {
  [Symbol.asyncIterator]() { return this; }
  async «next»() {
    return { value: Date.now(), done: false, get late() { return true; } };
  }
}
`,
    },
    {
      name: "goes on by calling itself, and never ends",
      code: `export class Odd {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  async «next»(): Promise<IteratorResult<number>> {
    if (this.current++ % 2 === 0) return this.next();
    return { value: this.current, done: false };
  }
}
`,
    },
    {
      name: "a return() that is there for the type's sake",
      code: `export class Odd {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  async «next»(): Promise<IteratorResult<number>> {
    return { value: this.current++, done: false };
  }
  async return(): Promise<IteratorResult<number>> {
    return { value: undefined, done: true };
  }
}
`,
    },
    {
      name: "every loop over it is left by a break: found only where the loops are out of sight",
      knowing: ["syntax"],
      code: `class Numbers {
  current = 0;
  [Symbol.asyncIterator]() { return this; }
  async «next»(): Promise<IteratorResult<number>> {
    return { value: this.current++, done: false };
  }
}
for await (const n of new Numbers()) if (n > 3) break;
`,
    },
  ],
});
