import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  change,
  closeAll,
  countdown,
  create,
  findings,
  firstFinding,
  open,
  putCursorOn,
  remove,
  until,
  write,
} from "./editor";

/** Everything that was asked for before has been answered once this file has its finding. */
async function afterAnother(): Promise<void> {
  const name = `src/marker-${Date.now()}.ts`;
  const { document } = await create(name, countdown("Marker"));
  await firstFinding(document);
  await remove(name);
}

const plain = countdown("Plain")
  .replace("private left", "left")
  .replace(/: Promise<.*> \{/, " {");

describe("where nothing is to be said", () => {
  afterEach(closeAll);

  it("is quiet in Vue and Svelte files", async () => {
    for (const name of ["src/part.vue", "src/part.svelte"]) {
      const { document } = await create(name, `<script>\n${plain}</script>\n`);
      await afterAnother();
      assert.deepEqual(findings(document), []);
      await remove(name);
    }
  });

  it("is quiet in notebooks", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, countdown("InCell"), "typescript");
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    const [first] = notebook.getCells();
    assert.ok(first);
    await afterAnother();
    assert.deepEqual(findings(first.document), []);
  });

  it("is quiet in files that the settings exclude, from the moment they do", async () => {
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    const restored = await change("yieldwise.exclude", ["src/async-*.ts"]);
    await until("no finding", () => findings(document).length === 0);
    await restored();
    await firstFinding(document);
  });

  it("is quiet in files that are larger than the settings allow", async () => {
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    const restored = await change("yieldwise.maxFileSize", 0.1);
    await until("no finding", () => findings(document).length === 0);
    await restored();
    await firstFinding(document);
  });

  it("goes by the default where a setting makes no sense", async () => {
    const { document } = await open("src/async-counter.ts");
    await firstFinding(document);
    const restored = await change("yieldwise.maxFileSize", -1);
    await afterAnother();
    assert.equal(findings(document).length, 1);
    await restored();
  });
});

describe("half-typed code", () => {
  afterEach(closeAll);

  it("has no findings of its own, and what was shown stays", async () => {
    const editor = await create("src/half.ts", countdown("Half"));
    await firstFinding(editor.document);
    const position = putCursorOn(editor, "return this;");
    const changes: number[] = [];
    const watching = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some((uri) => uri.toString() === editor.document.uri.toString())) {
        changes.push(findings(editor.document).length);
      }
    });
    await editor.edit((edit) => {
      edit.insert(position, "if (");
    });
    await afterAnother();
    watching.dispose();
    assert.equal(findings(editor.document).length, 1);
    assert.ok(
      changes.every((count) => count === 1),
      `it flickered: ${changes.join()}`,
    );
  });
});

describe("files of other kinds", () => {
  afterEach(closeAll);

  it("are looked at where no tsconfig.json or jsconfig.json holds them", async () => {
    await write("loose/package.json", "{}");
    const { document } = await create("loose/plain.js", plain);
    await firstFinding(document);
    await closeAll();
    await remove("loose");
  });

  it("belong to the nearest of several projects", async () => {
    await write("packages/one/tsconfig.json", '{ "compilerOptions": { "target": "esnext" } }');
    await write(
      "packages/one/counter.ts",
      countdown("InPackage")
        .replace("class", "export class")
        .replace(/\nfor await.*\n\nexport \{\};\n/, ""),
    );
    const user =
      'import { InPackage } from "./counter";\nfor await (const n of new InPackage()) console.log(n);\n';
    await write("packages/one/user.ts", user);
    const editor = await open("packages/one/counter.ts");
    await firstFinding(editor.document);
    putCursorOn(editor, "return this;");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      editor.document.uri,
      findings(editor.document)[0]?.range,
      "quickfix",
      50,
    );
    const convert = actions.find(({ title }) => title.startsWith("Convert to async generator function"));
    assert.ok(convert?.edit, "the conversion has no edit");
    const touched = convert.edit.entries().map(([uri]) => uri.path.split("/").at(-1));
    assert.deepEqual(touched.sort(), ["counter.ts", "user.ts"]);
    await closeAll();
    await remove("packages");
  });
});
