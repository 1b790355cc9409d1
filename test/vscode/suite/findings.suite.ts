import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { change, closeAll, countdown, create, fileUri, findings, firstFinding, open, until } from "./editor";

describe("findings", () => {
  afterEach(closeAll);

  it("names the product and the rule, underlines a name, and links to the rule's page", async () => {
    const { document } = await open("src/async-counter.ts");
    const finding = await firstFinding(document);
    assert.equal(finding.source, "yieldwise");
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(document.getText(finding.range), "AsyncCounter");
    assert.ok(typeof finding.code === "object", "the code has no link");
    assert.equal(finding.code.value, "prefer-async-generator");
    const page = await vscode.workspace.fs.readFile(finding.code.target);
    assert.match(Buffer.from(page).toString("utf8"), /prefer-async-generator/);
  });

  it("are shown once: the plugin leaves the presentation to the extension", async () => {
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    const restored = await change("yieldwise.outsideConsumers", "serial");
    await until("the findings after a change", () => findings(document).length > 0);
    await restored();
    assert.deepEqual(
      findings(document).map(({ source }) => source),
      ["yieldwise"],
    );
  });

  it("leave alone what is a generator already, and what cannot become one", async () => {
    const fine = await open("src/nested.ts");
    const refused = await open("src/job-queue.ts");
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    assert.deepEqual(findings(fine.document), []);
    assert.deepEqual(findings(refused.document), []);
  });

  it("come with the severity that is set, and not at all when the rule is off", async () => {
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    const restored = await change("yieldwise.rules", { "prefer-async-generator": "warning" });
    await until("a warning", () => findings(document)[0]?.severity === vscode.DiagnosticSeverity.Warning);
    await change("yieldwise.rules", { "prefer-async-generator": "off" });
    await until("no finding", () => findings(document).length === 0);
    await restored();
    await firstFinding(document);
  });

  it("go when the extension is switched off, and come back", async () => {
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    const restored = await change("yieldwise.enable", false);
    await until("no finding", () => findings(document).length === 0);
    await restored();
    await firstFinding(document);
  });

  it("follow the text while somebody types", async () => {
    const editor = await create("src/typing.ts", countdown("Typed"));
    await firstFinding(editor.document);
    const { document } = editor;
    const everything = new vscode.Range(
      document.positionAt(0),
      document.positionAt(document.getText().length),
    );
    await editor.edit((edit) => {
      edit.replace(everything, "export {};\n");
    });
    await until("no finding in the new text", () => findings(document).length === 0);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), `\n\n${countdown("Again")}`);
    });
    const finding = await firstFinding(document);
    assert.equal(document.getText(finding.range), "Again");
  });

  it("are there in a file that was never saved", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "typescript",
      content: countdown("Unsaved"),
    });
    await vscode.window.showTextDocument(document);
    const finding = await firstFinding(document);
    assert.equal(document.getText(finding.range), "Unsaved");
  });

  it("are not there of a document that nobody sees, until a tab shows it, and go with its last tab", async () => {
    const hidden = await vscode.workspace.openTextDocument(fileUri("src/async-counter.ts"));
    const { document } = await create("src/seen.ts", countdown("Seen"));
    await firstFinding(document);
    assert.deepEqual(findings(hidden), []);
    await vscode.window.showTextDocument(hidden, { preview: false });
    await firstFinding(hidden);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await until("no finding without a tab", () => findings(hidden).length === 0);
    await firstFinding(document);
  });

  it("are there in JavaScript", async () => {
    const text = countdown("Plain")
      .replace("private left", "left")
      .replace(/: Promise<.*> \{/, " {");
    const { document } = await create("src/plain.js", text);
    await firstFinding(document);
  });

  it("come back after the TypeScript server was restarted", async () => {
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    await vscode.commands.executeCommand("typescript.restartTsServer");
    const fresh = await create("src/after-restart.ts", countdown("Fresh"));
    await firstFinding(fresh.document);
    await firstFinding(document);
  });
});
