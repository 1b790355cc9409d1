import { inlineCleanUp } from "../../../src/engine/polish/passes/inline-clean-up";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";

const withTimer: MakeWorld = ({ async, sync }) => {
  let n = 0;
  return {
    args: [() => ({ tick: async("tick", () => ++n), clear: sync("clear", () => undefined) }), 3],
  };
};

testPass(inlineCleanUp, [
  {
    name: "a function that is left with one caller",
    before: `
      async function* generated(start: () => Timer, limit: number) {
        let timer: Timer | undefined;

        // the timer must not keep the process alive
        function stop(): void {
          timer?.clear();
        }

        try {
          timer = start();
          while (true) {
            yield await timer.tick();
          }
        } finally {
          stop();
        }
      }`,
    after: `
      async function* generated(start: () => Timer, limit: number) {
        let timer: Timer | undefined;

        try {
          timer = start();
          while (true) {
            yield await timer.tick();
          }
        } finally {
          // the timer must not keep the process alive
          timer?.clear();
        }
      }`,
    worlds: [withTimer],
  },
  {
    name: "an arrow function with two statements",
    before: `
      async function* generated(start: () => Timer, limit: number) {
        let timer: Timer | undefined;
        const stop = () => {
          timer?.clear(); // once
          timer = undefined;
        };
        try {
          timer = start();
          yield await timer.tick();
        } finally {
          stop();
        }
      }`,
    after: `
      async function* generated(start: () => Timer, limit: number) {
        let timer: Timer | undefined;
        try {
          timer = start();
          yield await timer.tick();
        } finally {
          timer?.clear(); // once
          timer = undefined;
        }
      }`,
    worlds: [withTimer],
  },
  {
    name: "called at two places",
    before: `
      async function* generated(start: () => Timer, limit: number) {
        const timer = start();
        const stop = () => {
          timer.clear();
        };
        try {
          if ((await timer.tick()) > limit) stop();
          yield 1;
        } finally {
          stop();
        }
      }`,
  },
  {
    name: "given to somebody",
    before: `
      async function* generated(signal: AbortSignal, timer: Timer) {
        const stop = () => {
          timer.clear();
        };
        signal.addEventListener("abort", stop);
        try {
          yield 1;
        } finally {
          timer.clear();
        }
      }`,
  },
  {
    name: "it may leave early, waits, or has a this",
    before: `
      async function* generated(timer?: Timer) {
        const first = () => {
          if (!timer) return;
          timer.clear();
        };
        const second = async () => {
          await timer?.tick();
        };
        function third() {
          this.clear();
        }
        try {
          yield 1;
        } finally {
          first();
          second();
          third();
        }
      }`,
  },
  {
    name: "a name means something else there",
    before: `
      async function* generated(timer: Timer) {
        const stop = () => {
          timer.clear();
        };
        try {
          yield 1;
        } finally {
          const timer = await other();
          stop();
        }
      }`,
  },
  {
    name: "the work of each round, not a clean-up",
    before: `
      async function* generated(timer: Timer) {
        const again = () => {
          timer.clear();
        };
        while (true) {
          again();
          yield 1;
        }
      }`,
  },
  {
    name: "an async one that is awaited",
    before: `
      async function* generated(file: File) {
        // once is enough
        async function close(): Promise<void> {
          await file.close();
        }
        try {
          yield 1;
        } finally {
          await close();
        }
      }`,
    after: `
      async function* generated(file: File) {
        try {
          yield 1;
        } finally {
          // once is enough
          await file.close();
        }
      }`,
    worlds: [({ async }) => ({ args: [{ close: async("close", () => undefined) }] })],
  },
  {
    name: "an async one that nobody waits for",
    before: `
      async function* generated(file: File) {
        async function close() {
          await file.close();
        }
        try {
          yield 1;
        } finally {
          close();
        }
      }`,
  },
]);
