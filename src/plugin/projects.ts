import type ts from "typescript";

/** What a plugin does for one project. */
export interface ProjectPlugin {
  /**
   * Takes over a configuration.
   *
   * @param entry - anything a user may have written
   */
  configure(entry: unknown): void;
  /**
   * Answers a private request.
   *
   * @param command - one of the commands of the protocol
   * @param request - its arguments
   * @returns the body of the response
   * @throws Error with a message for a person when there is no answer
   */
  answer(command: string, request: unknown): object;
}

interface Registry {
  readonly projects: WeakMap<ts.server.Project, ProjectPlugin>;
  /** Those that have our protocol handlers. */
  readonly sessions: WeakSet<object>;
}

const key = Symbol.for("typescript-yieldwise-plugin");

/**
 * One for all copies of the plugin in a server: the copy that an editor extension brings and the one in a project's
 * node_modules must not both extend a project, nor both answer a session.
 */
export function registry(): Registry {
  const holder = globalThis as { [key]?: Registry };
  return (holder[key] ??= { projects: new WeakMap(), sessions: new WeakSet() });
}
