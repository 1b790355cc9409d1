import { describe, expect, test } from "vitest";
import ts from "typescript";
import { createProject } from "../support/project";

const library = `
export interface Source { entries(): Iterator<string>; }
export declare abstract class Feed { abstract entries(): Iterator<string>; run(): void; }
export declare function poll(source: Source): void;
`;

/** @returns the text of the place where objects with `entries()` are lost sight of */
function lostAt(text: string): string | undefined {
  const project = createProject({
    "a.ts": text,
    "vendor.d.ts": library,
    "package.json": JSON.stringify({ private: true }),
  });
  const member = project.node("a.ts", "entries() { return [''].values(); }");
  if (!ts.isMethodDeclaration(member)) throw new Error("not a method");
  return project.facts.whereMemberIsLost?.(member, member.getSourceFile())?.getText();
}

const words = (clause: string): string =>
  `import { Feed, poll, type Source } from "./vendor";\nclass Words ${clause} { entries() { return [''].values(); } }\n`;

describe("whereMemberIsLost", () => {
  test.each([
    ["an interface of a library", `${words("implements Source")}poll(new Words());`, "new Words()"],
    ["the base class of a library", words("extends Feed"), "Feed"],
    ["anything", `${words("")}const any: any = new Words();`, "new Words()"],
  ])("%s", (_, text, place) => {
    expect(lostAt(text)).toBe(place);
  });

  test.each([
    ["only made", `${words("implements Source")}new Words().entries();`],
    [
      "an interface of its own project",
      "interface Own { entries(): Iterator<string> }\nclass Words implements Own { entries() { return [''].values(); } }\nconst own: Own = new Words();",
    ],
  ])("not lost: %s", (_, text) => {
    expect(lostAt(text)).toBeUndefined();
  });
});
