import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { root } from "./host/paths.mjs";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const packed = readFileSync(join(root, "dist", `yieldwise-${manifest.version}.vsix`));
const files = unzipSync(packed);
const text = (name) => Buffer.from(files[name]).toString("utf8");

const rulePages = readdirSync(join(root, "docs", "rules")).map((page) => `extension/docs/rules/${page}`);
const texts =
  readFileSync(join(root, "README.md"), "utf8") + JSON.stringify(manifest.contributes.walkthroughs);
const pictures = readdirSync(join(root, "media"))
  .filter((name) => texts.includes(`media/${name}`))
  .map((name) => `extension/media/${name}`);

describe("the packed extension", () => {
  it("holds what it needs and nothing else", () => {
    const expected = new Set([
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/changelog.md",
      "extension/dist/extension.js",
      "extension/dist/web/extension.js",
      "extension/dist/worker.js",
      "extension/dist/ThirdPartyNotices.txt",
      "extension/LICENSE.txt",
      "extension/media/icon.png",
      "extension/media/sample.ts",
      "extension/media/view.svg",
      "extension/node_modules/typescript-yieldwise-plugin/index.js",
      "extension/node_modules/typescript-yieldwise-plugin/package.json",
      "extension/package.json",
      "extension/package.nls.json",
      "extension/l10n/bundle.l10n.json",
      "extension/readme.md",
      "extension/CONTRIBUTING.md",
      "extension/docs/architecture.md",
      "extension/docs/gallery.md",
      "extension/docs/verdicts.md",
      ...rulePages,
      ...pictures,
    ]);
    assert.deepEqual(Object.keys(files).sort(), [...expected].sort());
    console.log(`      ${(packed.length / 1024).toFixed(0)} KiB packed, ${expected.size} files:`);
    for (const name of [...expected].sort()) console.log(`        ${name} (${files[name].length} bytes)`);
  });

  it("holds the licences of the code of others that is in it", () => {
    const notices = text("extension/dist/ThirdPartyNotices.txt");
    assert.match(notices, /^typescript \d+\.\d+\.\d+ \(Apache-2\.0\)\n\nApache License/m);
    assert.match(notices, /^ignore \d+\.\d+\.\d+ \(MIT\)\n\nCopyright/m);
  });

  it("holds every file that its README leads to", () => {
    const names = Object.keys(files);
    const links = [
      ...text("extension/readme.md").matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)|src(?:set)?="([^"]+)"/g),
    ];
    const missing = links
      .map(([, link, picture]) => link ?? picture)
      .filter((link) => !/[;{}]/.test(link) && !names.includes(`extension/${link}`));
    assert.ok(links.length > 20);
    assert.deepEqual(missing, []);
    assert.match(text("extension/docs/verdicts.md"), /\]\(\.\.\/readme\.md#/);
  });

  it("tells nobody to build from sources that are not in it", () => {
    const readme = text("extension/readme.md");
    assert.doesNotMatch(readme, /npm (?:start|test|run (?:package|vscode))\b|only with the sources/);
    assert.match(readme, /^## In VS Code\n\nVS Code 1/m);
  });

  it("names the plugin that it carries, by the version that it carries", () => {
    const inside = JSON.parse(text("extension/package.json"));
    const plugin = JSON.parse(text("extension/node_modules/typescript-yieldwise-plugin/package.json"));
    assert.deepEqual(inside.dependencies, { "typescript-yieldwise-plugin": plugin.version });
    assert.equal(inside.contributes.typescriptServerPlugins[0].name, plugin.name);
    assert.equal(inside.publisher, "yieldwise");
    assert.equal(inside.name, "yieldwise");
  });

  it("is about using, not about developing", () => {
    const inside = JSON.parse(text("extension/package.json"));
    assert.deepEqual(
      ["scripts", "devDependencies", "bin", "private"].filter((key) => key in inside),
      [],
    );
    assert.doesNotMatch(text("extension/dist/extension.js"), /sourceMappingURL/);
  });

  it("runs in a browser, where there is nothing of Node", () => {
    const inside = JSON.parse(text("extension/package.json"));
    assert.equal(inside.browser, "./dist/web/extension.js");
    assert.doesNotMatch(text("extension/dist/web/extension.js"), /require\("(?!vscode")/);
  });

  it("has nothing in it that could use the network or start a program", () => {
    const harmless =
      /^(?:node:)?(?:crypto|fs(?:\/promises)?|inspector|os|path|perf_hooks|source-map-support|worker_threads)$|^vscode$/;
    const scripts = Object.keys(files).filter((name) => name.endsWith(".js"));
    assert.equal(scripts.length, 4);
    for (const name of scripts) {
      const script = text(name);
      const needed = [...script.matchAll(/\b(?:require|import|getBuiltinModule)\(["'`]([\w:@/.-]+)["'`]\)/g)];
      assert.deepEqual(
        needed.map(([, module]) => module).filter((module) => !harmless.test(module)),
        [],
        name,
      );
      // The worker brings the declarations of the language, which speak of these.
      if (name !== "extension/dist/worker.js")
        assert.doesNotMatch(script, /\bfetch\(|new (?:XMLHttpRequest|WebSocket)/, name);
    }
  });

  it("has a page for each rule that it can switch", () => {
    const { properties } = manifest.contributes.configuration.properties["yieldwise.rules"];
    const pages = Object.keys(properties).map((id) => `extension/docs/rules/${id}.md`);
    assert.deepEqual(
      pages.filter((page) => !(page in files)),
      [],
    );
  });

  it("stays small: what weighs is TypeScript 6, for editors whose TypeScript server takes no plugins", () => {
    const name = "extension/dist/worker.js";
    const typescript = zipSync({ [name]: files[name] }).length;
    const rest = packed.length - typescript;
    console.log(`      TypeScript and its libraries: ${(typescript / 1024).toFixed(0)} KiB of it`);
    // Most of the rest is pictures, those of the first steps among them, in two themes each.
    assert.ok(rest < 1344 * 1024, `${rest} bytes packed without TypeScript`);
    // The engine is there twice, for the plugin and for the worker, and grows with what it understands.
    assert.ok(packed.length < 3.25 * 1024 * 1024, `${packed.length} bytes packed`);
  });
});
