/** Answers each number that is sent with `next(n)` with the average so far. */
export class RunningAverage {
  private sum = 0;
  private count = 0;

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(n: number): Promise<IteratorResult<number>> {
    this.sum += n;
    this.count++;
    return { value: this.sum / this.count, done: false };
  }
}
