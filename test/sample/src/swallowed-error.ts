/** Reads numbers until one cannot be read: a consumer cannot tell that from the end of the list. */
export async function* readNumbers(texts: Iterable<string>) {
  try {
    for (const text of texts) {
      const n = Number(text);
      if (Number.isNaN(n)) throw new TypeError(`"${text}" is not a number`);
      yield n;
    }
  } catch {
    return;
  }
}
