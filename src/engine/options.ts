/** What a project declares about itself. */
export interface EngineOptions {
  /**
   * "serial": consumers that the project cannot see draw one value at a time and stop after an error or the end, as
   * `for await` does; then `public-api` alone does not lower a verdict.
   */
  readonly outsideConsumers: "serial" | "unknown";
}

export const defaultOptions: EngineOptions = { outsideConsumers: "unknown" };
