import type { Messages } from "../engine/say";

/*
 * What the extension and the worker with the engine of our own say to each other. Requests and their bodies are those of the
 * protocol that the plugin speaks; files go by absolute paths with forward slashes, and those that the worker cannot read
 * itself by names that begin with `virtualPrefix`.
 */

/** From the extension to the worker. */
export type ToWorker =
  /** The language of what it says, before anything is asked; English without. */
  | { readonly kind: "messages"; readonly messages: Messages }
  /** The file is open in the editor, with this text; also sent after each change. */
  | { readonly kind: "open"; readonly file: string; readonly text: string }
  /** What is saved counts again. */
  | { readonly kind: "close"; readonly file: string }
  /** A saved file has another text. */
  | { readonly kind: "changed"; readonly file: string }
  /** A file came or went, or a configuration changed: projects have to be found anew. */
  | { readonly kind: "moved"; readonly file: string }
  /** The folders of the workspace that the extension alone can read. */
  | { readonly kind: "roots"; readonly folders: readonly string[] }
  /** The answer to "load". */
  | { readonly kind: "loaded"; readonly loaded: Loaded }
  | { readonly kind: "request"; readonly id: number; readonly command: string; readonly args: object };

/** From the worker to the extension. */
export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly body: object }
  | { readonly kind: "failure"; readonly id: number; readonly message: string }
  /** The worker goes on when it has these. */
  | { readonly kind: "load"; readonly wanted: Wanted };

/** What the worker has to know next. */
export interface Wanted {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** What the extension has read: at least what was wanted. */
export interface Loaded {
  readonly folders: readonly LoadedFolder[];
  readonly files: readonly LoadedFile[];
  /** Files and folders that are there, and could not be read. */
  readonly unread: readonly string[];
}

/** What lies in a folder, by names without their folder. A folder that is not there is empty. */
export interface LoadedFolder {
  readonly name: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** A file without text is not there, or could not be read. */
export interface LoadedFile {
  readonly name: string;
  readonly text?: string;
}

/** How the names of files begin that only the extension can read. */
export const virtualPrefix = "/^/";
