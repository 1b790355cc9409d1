import type { Uri } from "vscode";
import type { FromWorker, ToWorker } from "../../worker/messages";

/** A running worker, whichever kind the host has. */
export interface EngineWorker {
  send(message: ToWorker): void;
  stop(): Promise<void>;
}

/** Who hears from a worker. */
export interface WorkerListener {
  onMessage(message: FromWorker): void;
  /** It has ended by an error. */
  onError(error: Error): void;
}

/** How a host runs workers. */
export interface WorkerHost {
  /** Whether the worker reads files on disk itself. */
  readonly hasDisk: boolean;
  start(script: Uri, listener: WorkerListener): Promise<EngineWorker>;
}
