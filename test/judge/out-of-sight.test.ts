import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { type Unseen, unseenText } from "../../src/engine/out-of-sight";
import { spanInText } from "../../src/engine/text";
import type { Reason } from "../../src/engine/verdict";
import { createProject } from "../support/project";

const text = `export class Words implements AsyncIterableIterator<string> {
  private n = 0;
  [Symbol.asyncIterator]() {
    return this;
  }
  async next(): Promise<IteratorResult<string>> {
    if (this.n === 2) return { value: undefined, done: true };
    return { value: "word " + this.n++, done: false };
  }
}
`;
const at = (fileName: string) => spanInText(`/project/${fileName}`, "one\ntwo three", { start: 8, end: 13 });

function publicApi(unseen: Unseen | undefined, manifest: object): readonly Reason[] {
  const project = createProject(
    { "src/words.ts": text, "package.json": JSON.stringify(manifest, undefined, 2) },
    unseen ? { unseen } : {},
  );
  const [site] = analyze(ts, project.sourceFile("src/words.ts"), project.facts, defaultOptions);
  return site?.offers.flatMap(({ reasons }) => reasons.filter(({ code }) => code === "public-api")) ?? [];
}

describe("what code out of sight may do", () => {
  it.each<[Unseen, string]>([
    [
      { cause: "component", at: at("App.vue") },
      "App.vue imports this module, and Yieldwise does not read .vue files",
    ],
    [
      { cause: "component-indirect", at: at("a/App.svelte") },
      "App.svelte imports this module through others, and Yieldwise does not read .svelte files",
    ],
    [
      { cause: "by-name", at: at("main.ts") },
      "main.ts imports the package by its name, and that does not lead to this source",
    ],
    [
      { cause: "computed", at: at("load.js") },
      "load.js loads modules by a path that is worked out while it runs, and may load this one",
    ],
    [
      { cause: "named", at: at("count.test.js") },
      "count.test.js names the module in a string, and may load it or put another in its place",
    ],
    [
      { cause: "module", at: at("main.js") },
      "main.js hands the module on as a whole, and what it exports cannot be followed",
    ],
    [
      { cause: "declared", at: at("lines.d.ts") },
      "lines.d.ts declares what this file exports, and those who use it lead there",
    ],
    [{ cause: "no-config" }, "the file belongs to no tsconfig.json or jsconfig.json"],
    [
      { cause: "composite", at: at("tsconfig.json") },
      "the project is composite, and the TypeScript server need not have loaded all projects that refer to it",
    ],
    [
      { cause: "shared", at: at("tsconfig.test.json") },
      "the file belongs to the project of tsconfig.test.json, too",
    ],
    [{ cause: "shared" }, "the file belongs to another project, too"],
    [{ cause: "unsaved" }, "the file was never saved, so nothing around it is known"],
    [{ cause: "unread" }, "some files around it could not be read"],
    [{ cause: "one-file" }, "a linter is shown one file at a time"],
  ])("is said with the cause: %o", (unseen, expected) => {
    expect(unseenText(unseen)).toBe(expected);
    const reasons = publicApi(unseen, { private: true });
    const asMethod = reasons.find(({ verdict }) => verdict === "review");
    const asFunction = reasons.find(({ verdict }) => verdict === "refused");
    expect(asMethod?.message).toBe(
      `${expected}: users out of sight may call next(), which goes, draw values in parallel, go on after an error, or come back after leaving a loop`,
    );
    expect(asFunction?.message).toBe(
      `${expected}: code out of sight may name the class, and would have to change with it`,
    );
    expect(asMethod?.cause).toBe(unseen.cause);
    expect(asMethod?.at).toEqual(unseen.at);
    expect(asFunction?.cause).toBe(unseen.cause);
    if (unseen.at) expect(asFunction?.at).toEqual(unseen.at);
  });

  const open = { name: "words", exports: "./src/words.ts" };

  it("names the entry that makes the package public", () => {
    const [reason] = publicApi(undefined, open);
    expect(reason).toMatchObject({
      cause: "package",
      at: { fileName: "/project/package.json", lines: { start: { line: 2, character: 2 } } },
    });
    expect(reason?.message).toContain(
      "the package is not private, and 'exports' lets others import it: users",
    );
    expect(publicApi(undefined, { ...open, private: true })).toEqual([]);
  });

  it("is the package's where that stays public when all else has been mended, but not before a user that is there", () => {
    expect(publicApi({ cause: "composite" }, open).map(({ cause }) => cause)).toContain("package");
    const component = publicApi({ cause: "component", at: at("App.vue") }, open);
    expect(component.map(({ cause }) => cause)).toContain("component");
  });
});

describe("code of the project that keeps uses out of sight", () => {
  it.each([
    ["named", "declare const load: any;\nload('./count', { './words': {} });", "'./words'"],
    ["module", "import * as all from './words';\nexport const names = Object.keys(all);", "all"],
    [
      "module",
      "export const open = async () => ({ ...(await import('./words')) });",
      "(await import('./words'))",
    ],
  ])("is the one to blame: %s", (cause, user, blamed) => {
    const project = createProject({
      "src/words.ts": text,
      "src/user.ts": user,
      "package.json": '{ "private": true }',
    });
    const [site] = analyze(ts, project.sourceFile("src/words.ts"), project.facts, defaultOptions);
    const reasons =
      site?.offers.flatMap((offer) => offer.reasons.filter(({ code }) => code === "public-api")) ?? [];
    expect(reasons.map(({ verdict }) => verdict)).toEqual(["review", "refused"]);
    for (const reason of reasons) {
      expect(reason.cause).toBe(cause);
      expect(reason.message).toContain("user.ts ");
      expect(user.slice(reason.at?.start, reason.at?.end)).toBe(blamed);
    }
  });
});

describe("a place in a file that is no part of the program", () => {
  it.each(["\n", "\r\n", "\r"])("knows its line with line ends %j", (end) => {
    const source = `one${end}two three`;
    const start = source.indexOf("three");
    expect(spanInText("/a.vue", source, { start, end: start + 5 }).lines).toEqual({
      start: { line: 1, character: 4 },
      end: { line: 1, character: 9 },
    });
  });
});

describe("a member of JavaScript", () => {
  const untyped = (access: string): string => `export class Table {
  ${access}rows() {
    const left = [1, 2];
    return {
      async next() {
        if (left.length === 0) return { value: undefined, done: true };
        return { value: left.shift(), done: false };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
  all() {
    return this.${access}rows();
  }
}
`;
  const reasonsOf = (text: string) => {
    const project = createProject({ "src/table.js": text, "package.json": '{ "private": true }' });
    const [site] = analyze(ts, project.sourceFile("src/table.js"), project.facts, defaultOptions);
    return site?.best.reasons ?? [];
  };

  it("is named where it may be called on a value whose type nobody knows", () => {
    const text = untyped("");
    const reason = reasonsOf(text).find(({ code }) => code === "public-api");
    expect(reason?.message).toContain(
      "in JavaScript, 'rows' may be called on a value whose type nobody knows: ",
    );
    expect(reason?.at?.start).toBe(text.indexOf("rows"));
  });

  it("is not named where it is private, and all calls are in sight", () => {
    const reason = reasonsOf(untyped("#")).find(({ code }) => code === "public-api");
    expect(reason).toBeUndefined();
  });
});
