/*
 * What the extension and the worker with the engine of our own say to each other. Requests and their bodies are those of the
 * protocol that the plugin speaks; files go by absolute paths with forward slashes.
 */

/** From the extension to the worker. */
export type ToWorker =
  /** The file is open in the editor, with this text; also sent after each change. */
  | { readonly kind: "open"; readonly file: string; readonly text: string }
  /** What is on disk counts again. */
  | { readonly kind: "close"; readonly file: string }
  /** A file on disk has another text. */
  | { readonly kind: "changed"; readonly file: string }
  /** A file came or went, or a configuration changed: projects have to be found anew. */
  | { readonly kind: "moved" }
  | { readonly kind: "request"; readonly id: number; readonly command: string; readonly args: object };

/** From the worker to the extension. */
export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly body: object }
  | { readonly kind: "failure"; readonly id: number; readonly message: string };
