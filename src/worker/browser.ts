import libraries from "yieldwise:libraries";
import { Engine } from "./engine";
import type { FromWorker, ToWorker } from "./messages";

/** The part of a Web Worker's globals that is used. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: { readonly data: ToWorker }) => void): void;
}

/** Answers as a Web Worker. */
export function serveInBrowser(): void {
  const scope = globalThis as unknown as WorkerScope;
  const engine = new Engine({ libraries }, (message) => {
    scope.postMessage(message);
  });
  scope.addEventListener("message", ({ data }) => {
    engine.receive(data);
  });
}
