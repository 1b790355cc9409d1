/** Which of the two protocols an iterator follows: `next()` gives promises of results, or the results themselves. */
export type IteratorKind = "async" | "sync";

/** What differs between the protocols in names and syntax. */
export interface Protocol {
  readonly kind: IteratorKind;
  /** The property of `Symbol` that opens an iterable. */
  readonly symbol: "asyncIterator" | "iterator";
  /** The member key that stands for it in the model. */
  readonly openKey: "@@asyncIterator" | "@@iterator";
  /** What a generator function begins with. */
  readonly functionHead: "async function*" | "function*";
  /** What stands before the name of a generator method. */
  readonly methodHead: "async *" | "*";
  /** The type of what a generator function returns. */
  readonly generatorType: "AsyncGenerator" | "Generator";
  /** What the names of the protocol's types begin with. */
  readonly typePrefix: "Async" | "";
  /** Names of the protocol's types in TypeScript's library. */
  readonly typeNames: ReadonlySet<string>;
  /** What waits for a result before it is looked at. */
  readonly wait: "await " | "";
  /** The loop that draws from it, as a person names it. */
  readonly loop: "for await" | "for…of";
  /** What a person calls the iterator and what takes its place. */
  readonly words: { readonly iterator: string; readonly generator: string };
}

/** Both protocols by kind. */
export const protocols: Readonly<Record<IteratorKind, Protocol>> = {
  async: {
    kind: "async",
    symbol: "asyncIterator",
    openKey: "@@asyncIterator",
    functionHead: "async function*",
    methodHead: "async *",
    generatorType: "AsyncGenerator",
    typePrefix: "Async",
    typeNames: new Set([
      "AsyncIterator",
      "AsyncIterableIterator",
      "AsyncIterable",
      "AsyncGenerator",
      "AsyncIteratorObject",
    ]),
    wait: "await ",
    loop: "for await",
    words: { iterator: "async iterator", generator: "async generator" },
  },
  sync: {
    kind: "sync",
    symbol: "iterator",
    openKey: "@@iterator",
    functionHead: "function*",
    methodHead: "*",
    generatorType: "Generator",
    typePrefix: "",
    typeNames: new Set(["Iterator", "IterableIterator", "Iterable", "Generator", "IteratorObject"]),
    wait: "",
    loop: "for…of",
    words: { iterator: "iterator", generator: "generator" },
  },
};

/** In the order in which a file is searched. */
export const iteratorKinds: readonly IteratorKind[] = ["async", "sync"];
