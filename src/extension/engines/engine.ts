import type { CancellationToken, Uri } from "vscode";

/** One of those that can answer the requests of the protocol. */
export interface Engine {
  /** For the status item. */
  readonly name: string;
  /** How requests name a file. */
  nameOf(uri: Uri): Uri | string;
  /** Which file an answer means. */
  uriOf(name: string): Uri;
  /**
   * @typeParam Body - what is answered to this command
   * @returns the answer's body, or `undefined` when it was called off or nobody answers; the log says why
   */
  request<Body>(command: string, args: object, token: CancellationToken): Promise<Body | undefined>;
  restart(): Promise<void>;
}
