import type { ExtensionContext } from "vscode";
import { webWorkers } from "./engines/web-worker";
import { start } from "./start";

/** Called by VS Code's extension host in a browser. Its TypeScript server takes no plugin of our kind, so our own engine answers. */
export function activate(context: ExtensionContext): void {
  start(context, { workers: webWorkers });
}
