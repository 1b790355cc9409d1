/** The numbers from `start` up to, but not including, `end`; with one argument, from 0 up to it. */
export class GenRange {
  private readonly start: number;
  private readonly end: number;

  constructor(start: number, end?: number) {
    if (end === undefined) {
      this.start = 0;
      this.end = start;
    } else {
      this.start = start;
      this.end = end;
    }
  }

  async *[Symbol.asyncIterator]() {
    for (let i = this.start; i < this.end; i++) {
      yield i;
    }
  }
}
