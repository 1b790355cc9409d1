import { Worker } from "node:worker_threads";
import type { FromWorker } from "../../worker/messages";
import type { WorkerHost } from "./engine-worker";

/** Worker threads of Node. */
export const nodeWorkers: WorkerHost = {
  hasDisk: true,
  start: (script, listener) => {
    const worker = new Worker(script.fsPath);
    worker.on("message", (message: FromWorker) => {
      listener.onMessage(message);
    });
    worker.on("error", (error) => {
      listener.onError(error);
    });
    return Promise.resolve({
      send: (message) => {
        worker.postMessage(message);
      },
      stop: async () => {
        await worker.terminate();
      },
    });
  },
};
