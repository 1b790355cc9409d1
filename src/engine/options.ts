/** What each option can be, in the order in which people are told. */
export const optionValues = {
  outsideConsumers: ["serial", "unknown"],
  preferredTarget: ["function", "method"],
  annotateTypes: ["asWritten", "always", "whereNeeded"],
} as const;

type Value<Name extends keyof typeof optionValues> = (typeof optionValues)[Name][number];

/** What a project declares about itself, and what it prefers. */
export interface EngineOptions {
  /**
   * "serial": consumers that the project cannot see draw one value at a time and stop after an error or the end, as
   * `for await` does; then `public-api` alone does not lower a verdict.
   */
  readonly outsideConsumers: Value<"outsideConsumers">;
  /**
   * Which conversion comes first where several have the best verdict: a function in the place of the whole class or
   * object, or a method that leaves it standing.
   */
  readonly preferredTarget: Value<"preferredTarget">;
  /**
   * Where the return type of a TypeScript generator is written down: where the author wrote the iterator's types, always
   * where it is known, or only where TypeScript might infer another one.
   */
  readonly annotateTypes: Value<"annotateTypes">;
}

/** What each option is, as JSON Schema. */
export const optionSchemas: Readonly<Record<keyof EngineOptions, { enum: string[]; description: string }>> = {
  outsideConsumers: {
    enum: [...optionValues.outsideConsumers],
    description:
      "How code that the linter cannot see draws from what a file exports: 'serial' is one value at a time, and never again after an error or the end, as 'for await' does.",
  },
  preferredTarget: {
    enum: [...optionValues.preferredTarget],
    description:
      "Which conversion comes first where several have the best verdict: a generator function in the place of the whole class or object, or a generator method that leaves it standing.",
  },
  annotateTypes: {
    enum: [...optionValues.annotateTypes],
    description:
      "Where the return type of a generator is written down: where the iterator's types were, always where it is known, or only where TypeScript might infer another one.",
  },
};

export const defaultOptions: EngineOptions = {
  outsideConsumers: "unknown",
  preferredTarget: "function",
  annotateTypes: "asWritten",
};
