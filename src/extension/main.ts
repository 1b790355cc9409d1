import type { ExtensionContext } from "vscode";
import { nodeWorkers } from "./engines/node-worker";
import { Tsserver } from "./engines/tsserver";
import { realPathOf } from "./real-path";
import { start } from "./start";
import { isWriteProtected } from "./write-protection";

/** Called by VS Code's extension host in Node: on the desktop and on servers. */
export function activate(context: ExtensionContext): void {
  start(context, {
    workers: nodeWorkers,
    tsserver: (log) => new Tsserver(log),
    isWriteProtected,
    realPath: realPathOf,
  });
}
