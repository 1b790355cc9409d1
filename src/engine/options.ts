/** What a project declares about itself. */
export interface EngineOptions {
  /**
   * "serial": consumers that the project cannot see draw one value at a time and stop after an error or the end, as
   * `for await` does; then `public-api` alone does not lower a verdict.
   */
  readonly outsideConsumers: "serial" | "unknown";
}

/** What each option is, as JSON Schema. */
export const optionSchemas: Readonly<Record<keyof EngineOptions, { enum: string[]; description: string }>> = {
  outsideConsumers: {
    enum: ["serial", "unknown"],
    description:
      "How code that the linter cannot see draws from what a file exports: 'serial' is one value at a time, and never again after an error or the end, as 'for await' does.",
  },
};

export const defaultOptions: EngineOptions = { outsideConsumers: "unknown" };
