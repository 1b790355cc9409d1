import { describe, expect, it } from "vitest";
import ts from "typescript";
import { applyFixes } from "../../src/cli/fix";
import { Project } from "../../src/cli/project";
import { TextStore } from "../../src/cli/text-store";
import { defaultOptions } from "../../src/engine/options";
import { nodeFiles } from "../../src/project/node-files";
import { defineRule, type Fix } from "../../src/rules/rule";
import { Workspace } from "./workspace";

describe("a fix that is a mistake of ours", () => {
  it("is taken back where it breaks the code, and the others are made", () => {
    const { applied, failed, changed } = fixed({
      "broken.ts": breaking,
      "fine.ts": mending,
    });
    expect(applied.map(({ title }) => title)).toEqual(["Mend"]);
    expect(changed).toEqual(["fine.ts"]);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.message).toMatch(/^The fix "Break" would break .*broken\.ts, and was left out\./);
  });

  it("costs nobody else anything where it fails", () => {
    const { applied, failed, changed } = fixed({ "failing.ts": failing, "fine.ts": mending });
    expect(applied).toHaveLength(1);
    expect(changed).toEqual(["fine.ts"]);
    expect(failed[0]?.message).toMatch(/^The fix "Fail" failed\..*no such edit/);
  });
});

const breaking = "export const broken = 1;\n";
const mending = "export const mended = false;\n";
const failing = "export const failing = 1;\n";

function fixed(files: Record<string, string>) {
  const { folder } = new Workspace(files);
  const names = Object.keys(files).map((name) => `${folder}/${name}`);
  const texts = new TextStore();
  const scope = {
    name: folder,
    folder,
    options: {},
    roots: names,
    references: [],
    requested: names,
    unseen: new Map(),
  };
  const project = new Project(scope, texts, nodeFiles(), ts.createDocumentRegistry());
  const settings = { rules: [mistaken], engine: defaultOptions, preview: false, level: "safe" } as const;
  const result = applyFixes([project], texts, settings);
  return { ...result, changed: texts.changes().map(({ file }) => file.slice(folder.length + 1)) };
}

/** A rule that goes wrong in two ways, and right in one. */
const mistaken = defineRule({
  id: "mistaken",
  code: 1,
  defaultSeverity: "warning",
  recommended: false,
  fixes: ["safe"],
  description: "Code that says so",
  why: "To see what comes of it.",
  messages: { found: "There it is" },
  mentions: [{ word: "export", test: /export/ }],
  check: ({ sourceFile }) => {
    const fix = fixFor(sourceFile);
    return fix ? [{ message: "found", at: { start: 0, end: 1 }, fixes: [fix] }] : [];
  },
});

function fixFor({ fileName, text }: ts.SourceFile): Fix | undefined {
  const replace = (from: string, newText: string) => {
    const start = text.indexOf(from);
    return [{ fileName, edits: [{ start, end: start + from.length, newText }] }];
  };
  if (text.includes("broken")) return { title: "Break", safe: true, edits: () => replace("= 1", "= {") };
  if (text.includes("false")) return { title: "Mend", safe: true, edits: () => replace("false", "true") };
  if (!text.includes("failing")) return undefined;
  return {
    title: "Fail",
    safe: true,
    edits: () => {
      throw new Error("no such edit");
    },
  };
}
