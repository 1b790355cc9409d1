/** Hands jobs to whoever waits for one. Several workers may wait at once, so no generator can do this. */
export class JobQueue implements AsyncIterableIterator<string> {
  private readonly jobs: string[] = [];
  private readonly waiting: ((result: IteratorResult<string>) => void)[] = [];
  private closed = false;

  add(job: string): void {
    const resolve = this.waiting.shift();
    if (resolve) {
      resolve({ value: job, done: false });
    } else {
      this.jobs.push(job);
    }
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  next(): Promise<IteratorResult<string>> {
    const job = this.jobs.shift();
    if (job !== undefined) return Promise.resolve({ value: job, done: false });
    if (this.closed) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  return(): Promise<IteratorResult<string>> {
    this.closed = true;
    for (const resolve of this.waiting.splice(0)) {
      resolve({ value: undefined, done: true });
    }
    return Promise.resolve({ value: undefined, done: true });
  }
}
