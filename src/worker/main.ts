/*
 * Runs in a worker thread of Node and in a Web Worker of a browser: it is mostly TypeScript, and twice of that would be too
 * much. What the two hosts differ in is loaded by the one that needs it.
 */
import { serveInBrowser } from "./browser";

if (typeof process === "object" && process.versions.node) {
  void import("./node").then(({ serveInNode }) => {
    serveInNode();
  });
} else {
  serveInBrowser();
}
