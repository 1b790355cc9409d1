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

const own = `interface Own { entries(): Iterator<string> }\nclass Words implements Own { entries() { return [''].values(); } }\n`;

describe("whereMemberIsLost to code of which only a declaration is in sight", () => {
  test.each([
    ["a function", "declare function use(own: Own): void;\nuse(new Words());", "use(new Words())"],
    [
      "a class",
      "declare class Users { constructor(own: Own) }\nnew Users(new Words());",
      "new Users(new Words())",
    ],
    [
      "a member of a constant",
      "declare const users: { add(own: Own): void };\nusers.add(new Words());",
      "users.add(new Words())",
    ],
    [
      "a member of what it has",
      "interface Users { add(own: Own): void }\ndeclare const all: Users[];\nfor (const users of all) users.add(new Words());",
      "users.add(new Words())",
    ],
    [
      "an interface that nothing is made for",
      "interface Users { add(own: Own): void }\nfunction fill(users: Users) { users.add(new Words()); }",
      "users.add(new Words())",
    ],
    [
      "a field of what it gets",
      "declare function use(box: { readonly own: Own }): void;\nconst box = { own: new Words() };\nuse(box);",
      "use(box)",
    ],
    [
      "what a function gives",
      "declare function use(make: () => Promise<Own>): void;\nconst make = async () => new Words();\nuse(make);",
      "use(make)",
    ],
    [
      "all of a list",
      "declare function use(...list: Own[]): void;\nconst list = [new Words()];\nuse(...list);",
      "use(...list)",
    ],
    [
      "a place of its own",
      "declare const slot: { own?: Own };\nslot.own = new Words();",
      "slot.own = new Words()",
    ],
  ])("%s", (_, text, place) => {
    expect(lostAt(own + text)).toBe(place);
  });

  test.each([
    ["a function with a body", "function use(own: Own) { own.entries(); }\nuse(new Words());"],
    [
      "an overload of it",
      "function use(own: Own): void;\nfunction use(own: Own) { own.entries(); }\nuse(new Words());",
    ],
    [
      "an interface that a class is made for",
      "interface Users { add(own: Own): void }\nclass List implements Users { add(own: Own) { own.entries(); } }\nfunction fill(users: Users) { users.add(new Words()); }\nfill(new List());",
    ],
    [
      "what does not know the member",
      "declare function use(box: { readonly name: string }): void;\nconst box = { name: 'a', own: new Words() };\nuse(box);",
    ],
    ["lists of the language", "const list: Own[] = [];\nlist.push(new Words());"],
  ])("not: %s", (_, text) => {
    expect(lostAt(own + text)).toBeUndefined();
  });
});

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
