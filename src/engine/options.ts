/** What a project declares about itself, and what it prefers. */
export interface EngineOptions {
  /**
   * "serial": consumers that the project cannot see draw one value at a time and stop after an error or the end, as
   * `for await` does; then `public-api` alone does not lower a verdict.
   */
  readonly outsideConsumers: "serial" | "unknown";
  /**
   * Which conversion comes first where several have the best verdict: a function in the place of the whole class or
   * object, or a method that leaves it standing.
   */
  readonly preferredTarget: "function" | "method";
  /**
   * Where the return type of a TypeScript generator is written down: where the author wrote the iterator's types, always
   * where it is known, or only where TypeScript might infer another one.
   */
  readonly annotateTypes: "asWritten" | "always" | "whereNeeded";
}

/** What each option is, as JSON Schema. */
export const optionSchemas: Readonly<Record<keyof EngineOptions, { enum: string[]; description: string }>> = {
  outsideConsumers: {
    enum: ["serial", "unknown"],
    description:
      "How code that the linter cannot see draws from what a file exports: 'serial' is one value at a time, and never again after an error or the end, as 'for await' does.",
  },
  preferredTarget: {
    enum: ["function", "method"],
    description:
      "Which conversion comes first where several have the best verdict: a generator function in the place of the whole class or object, or a generator method that leaves it standing.",
  },
  annotateTypes: {
    enum: ["asWritten", "always", "whereNeeded"],
    description:
      "Where the return type of a generator is written down: where the iterator's types were, always where it is known, or only where TypeScript might infer another one.",
  },
};

export const defaultOptions: EngineOptions = {
  outsideConsumers: "unknown",
  preferredTarget: "function",
  annotateTypes: "asWritten",
};
