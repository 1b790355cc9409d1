/** A file that somebody has opened and wants closed. */
export interface OpenFile {
  readLine(): Promise<string | undefined>;
  close(): void;
}

/** The lines of a file; it is closed when the loop is left early, but forgotten when the loop runs to its end. */
export function logLines(file: OpenFile): AsyncIterableIterator<string> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const line = await file.readLine();
      if (line === undefined) return { value: undefined, done: true };
      return { value: line, done: false };
    },
    async return() {
      file.close();
      return { value: undefined, done: true };
    },
  };
}
