import * as assert from "node:assert/strict";
import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import * as vscode from "vscode";
import {
  change,
  closeAll,
  countdown,
  create,
  findings,
  firstFinding,
  putCursorOn,
  remove,
  until,
} from "./editor";

/** Whoever wants out of the process goes through one of these. */
const ways: readonly (readonly [object, readonly string[]])[] = [
  [net.Socket.prototype, ["connect"]],
  [dgram.Socket.prototype, ["send"]],
  [dns, ["lookup", "resolve"]],
  [http, ["request", "get"]],
  [https, ["request", "get"]],
  [childProcess, ["spawn", "exec", "execFile", "fork", "spawnSync", "execSync", "execFileSync"]],
  [globalThis, ["fetch", "WebSocket"]],
];

/** Notes every way out that a script takes, until it is disposed of. VS Code's own host takes them all the time. */
function watchWaysOut(script: string): { readonly taken: readonly string[]; dispose(): void } {
  const taken: string[] = [];
  const undo: (() => void)[] = [];
  const note = (name: string): void => {
    const { stack = "" } = new Error(name);
    if (stack.includes(script)) taken.push(stack);
  };
  for (const [owner, names] of ways) {
    for (const name of names) {
      const original: unknown = Reflect.get(owner, name);
      if (typeof original !== "function") continue;
      const watched = new Proxy(original, {
        apply(target, self, args) {
          note(name);
          return Reflect.apply(target, self, args);
        },
        construct(target, args, newTarget) {
          note(name);
          return Reflect.construct(target, args, newTarget) as object;
        },
      });
      if (Reflect.set(owner, name, watched)) undo.push(() => Reflect.set(owner, name, original));
    }
  }
  return {
    taken,
    dispose: () => {
      for (const each of undo) each();
    },
  };
}

function extensionPath(): string {
  const extension = vscode.extensions.getExtension("yieldwise.yieldwise");
  assert.ok(extension, "the extension is not installed");
  return extension.extensionPath;
}

describe("the network", () => {
  afterEach(closeAll);

  it("is watched as it should be", () => {
    const watch = watchWaysOut(__filename);
    dns.lookup("localhost", () => undefined);
    watch.dispose();
    dns.lookup("localhost", () => undefined);
    assert.equal(watch.taken.length, 1);
  });

  for (const engine of ["auto", "bundled"]) {
    it(`is not used, and no program is started, to find and convert (engine: ${engine})`, async function () {
      this.timeout(240_000);
      const restored = await change("yieldwise.engine", engine);
      const watch = watchWaysOut(extensionPath());
      const name = `src/network-${engine}.ts`;
      const editor = await create(name, countdown("Quiet"));
      await firstFinding(editor.document);
      putCursorOn(editor, "return this;");
      await vscode.commands.executeCommand("yieldwise.findInWorkspace");
      await vscode.commands.executeCommand("yieldwise.convert");
      await until("the generator", () => editor.document.getText().includes("async function* quiet"));
      await until("no finding", () => findings(editor.document).length === 0);
      watch.dispose();
      await restored();
      await closeAll();
      await remove(name);
      assert.deepEqual(watch.taken, []);
    });
  }
});
