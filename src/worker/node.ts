import { parentPort } from "node:worker_threads";
import libraries from "yieldwise:libraries";
import { nodeFiles } from "../project/node-files";
import { Engine } from "./engine";
import type { ToWorker } from "./messages";

/** Answers as a worker thread of Node. */
export function serveInNode(): void {
  const port = parentPort;
  if (!port) throw new Error("This file is the script of a worker thread");
  const engine = new Engine({ libraries, disk: nodeFiles() }, (message) => {
    port.postMessage(message);
  });
  port.on("message", (message: ToWorker) => {
    engine.receive(message);
  });
}
