class EvenNumberError extends Error {}

function requireOdd(n: number): number {
  if (n % 2 === 0) throw new EvenNumberError(`${n} is even`);
  return n;
}

/** Even numbers raise an error, which is caught and reported; odd ones go on to the consumer. */
export class OddNumbers {
  private n = 0;

  constructor(
    private readonly end: number,
    private readonly report: (message: string) => void,
  ) {}

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    while (this.n < this.end) {
      const n = this.n++;
      try {
        return { value: requireOdd(n), done: false };
      } catch (error) {
        if (!(error instanceof EvenNumberError)) throw error;
        this.report(error.message);
      }
    }
    return { value: undefined, done: true };
  }
}
