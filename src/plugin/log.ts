import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";

/** The tsserver log, every line of ours marked. */
export interface Log {
  info(message: string): void;
  /** With the stack, so that a report of a defect can be made from the log alone. */
  failure(what: string, error: unknown): void;
}

/** @param project - any project of the server; they share one log */
export function serverLog(ts: TypeScript, project: ts.server.Project): Log {
  const { logger } = project.projectService;
  return {
    info: (message) => {
      logger.info(`yieldwise: ${message}`);
    },
    failure: (what, error) => {
      const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
      logger.msg(`yieldwise: ${what}\n${trace}`, ts.server.Msg.Err);
    },
  };
}

/**
 * Runs a piece of the plugin; a defect in it is logged and changes nothing else.
 *
 * @param what - the piece, for the log
 * @param fallback - what holds without the plugin
 * @throws ts.OperationCanceledException, which is the server's own way to call a request off
 */
export function isolate<T>(ts: TypeScript, log: Log, what: string, fallback: T, piece: () => T): T {
  try {
    return piece();
  } catch (error) {
    if (error instanceof ts.OperationCanceledException) throw error;
    log.failure(`${what} failed; the editor gets what it would get without the plugin.`, error);
    return fallback;
  }
}
