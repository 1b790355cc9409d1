import { sleep } from "./sleep.js";

/** Counts from `start` to `end`, with a pause before each number. */
export class AsyncCounter {
  private current: number;

  constructor(
    start: number,
    private readonly end: number,
  ) {
    this.current = start;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.current > this.end) {
      return { value: undefined, done: true };
    }
    await sleep(1);
    return { value: this.current++, done: false };
  }
}
