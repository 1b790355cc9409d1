import { parentPort } from "node:worker_threads";
import { nodeFiles } from "../project/node-files";
import { Engine } from "./engine";
import type { ToWorker } from "./messages";

const port = parentPort;
if (port) {
  const engine = new Engine(nodeFiles(), (message) => {
    port.postMessage(message);
  });
  port.on("message", (message: ToWorker) => {
    engine.receive(message);
  });
}
