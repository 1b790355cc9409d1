import * as vscode from "vscode";
import type { FromWorker, ToWorker } from "../../worker/messages";
import type { WorkerHost } from "./engine-worker";

/** The part of a browser's globals that is used; the types of Node are in force here. */
interface BrowserGlobals {
  readonly Worker: new (address: string) => BrowserWorker;
  readonly Blob: new (parts: readonly Uint8Array[], options: { readonly type: string }) => object;
  readonly URL: { createObjectURL(blob: object): string; revokeObjectURL(address: string): void };
}

interface BrowserWorker {
  onmessage: ((event: { readonly data: FromWorker }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: ToWorker): void;
  terminate(): void;
}

/**
 * Web Workers. The extension comes from another origin than the page that runs it, and a browser starts no worker across origins; so
 * the script is read and started from memory. VS Code has a script of its own load that one, so its address must last.
 */
export const webWorkers: WorkerHost = {
  hasDisk: false,
  start: async (script, listener) => {
    const { Worker, Blob, URL } = globalThis as unknown as BrowserGlobals;
    const text = await vscode.workspace.fs.readFile(script);
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.onmessage = ({ data }) => {
      listener.onMessage(data);
    };
    worker.onerror = ({ message }) => {
      listener.onError(new Error(message ?? "the worker's script could not be run"));
    };
    return {
      send: (message) => {
        worker.postMessage(message);
      },
      stop: () => {
        worker.terminate();
        URL.revokeObjectURL(address);
        return Promise.resolve();
      },
    };
  },
};
