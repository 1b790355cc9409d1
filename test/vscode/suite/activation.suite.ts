import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, fileUri, open, until } from "./editor";

describe("activation", () => {
  afterEach(closeAll);

  it("waits for a TypeScript or JavaScript file", async () => {
    const extension = vscode.extensions.getExtension("yieldwise.yieldwise");
    assert.ok(extension, "the extension is not installed");
    await vscode.window.showTextDocument(fileUri("README.md"));
    assert.equal(extension.isActive, false, "a Markdown file activated it");
    await open("src/sleep.ts");
    await until("its activation", () => extension.isActive);
  });
});
