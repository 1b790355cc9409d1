import { describe, expect, test } from "vitest";
import { traceSymbol } from "../../src/engine/consume";
import { createProject } from "../support/project";

function isComplete(text: string, body = ""): boolean {
  const source = `class Bag { constructor() { this.list = [1]; ${body} } walk() { return this.list.values(); } }`;
  const project = createProject({
    "a.js": `${source}\n${text}\nexport {};`,
    "package.json": '{"private":true}',
  });
  return traceSymbol(project.ts, project.facts, project.node("a.js", "walk"), "call", "sync").complete;
}

describe("a method of JavaScript", () => {
  test.each([
    "for (const one of new Bag().walk()) use(one);",
    "const bag = new Bag();\nfor (const one of bag.walk()) use(one);",
    "/** @type {Bag | undefined} */\nlet other;\nnew Bag().walk();",
  ])("is called in sight alone: %s", (text) => {
    expect(isComplete(text)).toBe(true);
  });

  test.each([
    "keep(new Bag());",
    "const bag = new Bag();\nkeep(bag);",
    "const bag = new Bag();\nbag[key]();",
    "let bag;\nbag = new Bag();",
    "keep(Bag);",
    "class Box extends Bag {}\nnew Box().walk();",
    "new new Bag().constructor();",
    "export { Bag };",
    "export const bag = new Bag();",
  ])("may be called out of sight: %s", (text) => {
    expect(isComplete(text)).toBe(false);
  });

  test("may be called on what its class hands out itself", () => {
    expect(isComplete("new Bag().walk();", "keep(this);")).toBe(false);
    expect(isComplete("new Bag().walk();", "this.size = 1;")).toBe(true);
  });
});
