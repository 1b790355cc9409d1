import { afterEach, describe, expect, it } from "vitest";
import { setMessages } from "../../src/engine/say";
import { nodeFiles } from "../../src/project/node-files";
import { commands, type FindingsBody } from "../../src/protocol";
import { Engine } from "../../src/worker/engine";
import type { FromWorker } from "../../src/worker/messages";
import { createWorkspace, type Workspace } from "../plugin/support/workspace";
import { libraries } from "../worker/libraries";
import { englishIn, pseudo } from "./pseudo";

const text = `export class Counter {
  private left = 3;
  [Symbol.asyncIterator]() { return this; }
  async next() { return this.left === 0 ? { value: undefined, done: true } : { value: this.left--, done: false }; }
}
export class Ticks {
  constructor(bus) { bus.on("tick", this.tick); }
  tick = () => {};
  [Symbol.asyncIterator]() { return this; }
  async next() { return { value: 1 }; }
}
`;

let workspace: Workspace | undefined;
afterEach(() => {
  workspace?.remove();
  setMessages(undefined);
});

function saidWith(...before: readonly Parameters<Engine["receive"]>[0][]): string[] {
  workspace = createWorkspace({ "package.json": '{ "private": true }', "a.ts": text });
  const answers: FromWorker[] = [];
  const engine = new Engine({ libraries, disk: nodeFiles() }, (message) => answers.push(message));
  for (const message of before) engine.receive(message);
  const args = { file: workspace.path("a.ts") };
  engine.receive({ kind: "request", id: 1, command: commands.findings, args });
  const [answer] = answers;
  if (answer?.kind !== "answer") throw new Error("no answer");
  return (answer.body as FindingsBody).findings.flatMap(
    ({ message, label = [], reasons, choices, suppressions }) => [
      message,
      ...[label].flat(),
      ...reasons.map((reason) => reason.message),
      ...[...choices, ...suppressions].map(({ title }) => title),
    ],
  );
}

describe("the engine in a worker", () => {
  it("speaks the language that it is told at first", () => {
    const said = saidWith({ kind: "messages", messages: pseudo });
    expect(said.length).toBeGreaterThan(10);
    expect(said.flatMap((each) => englishIn(each, text))).toEqual([]);
  });

  it("speaks English when it is told nothing", () => {
    const said = saidWith();
    expect(said).toContain("class 'Counter'");
    expect(said.filter((each) => each.includes("⟦"))).toEqual([]);
  });
});
