/**
 * A class that a generator replaces safely; nothing of it leaves its file.
 *
 * @param {string} name - of the class, in PascalCase
 */
export function countdown(name) {
  return `class ${name} {
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

for await (const n of new ${name}()) console.log(n);

export {};
`;
}
