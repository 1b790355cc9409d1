/** A class that a generator replaces safely; nothing of it leaves its file. */
export const countdown = `class Countdown {
  private left = 3;

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.left === 0) {
      return { value: undefined, done: true };
    }
    return { value: this.left--, done: false };
  }
}

for await (const n of new Countdown()) console.log(n);

export {};
`;
