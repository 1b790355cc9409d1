import { parentPort } from "node:worker_threads";
import { Engine } from "./engine";
import type { ToWorker } from "./messages";

const port = parentPort;
if (port) {
  const engine = new Engine((message) => {
    port.postMessage(message);
  });
  port.on("message", (message: ToWorker) => {
    engine.receive(message);
  });
}
