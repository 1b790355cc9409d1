import { beforeEach, describe, expect, it, vi } from "vitest";
import { commandIds } from "../../src/extension/command-ids";
import type { Iterator } from "../../src/extension/iterators";
import { l10n, Location, Range, registered, reset, state, Uri } from "./support/vscode";
import { uriOf } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Commands } = await import("../../src/extension/commands");
const { explanationPage, linkedCommands } = await import("../../src/extension/explain/page");

const range = new Range({ line: 3, character: 6 }, { line: 3, character: 13 });
const iterator = {
  rule: "prefer-async-generator",
  label: "class 'Counter'",
  message: "class 'Counter' is a hand-rolled async iterator.",
  verdict: "review",
  range,
  site: range,
  reasons: [],
  suppressions: [],
  choices: [
    {
      id: "one",
      title: "Convert to a function",
      verdict: "review",
      target: "function",
      reasons: [
        {
          code: "public-api",
          message: "App.vue imports this module",
          verdict: "review",
          cause: "component",
          at: new Location(Uri.file("/App.vue"), range),
        },
      ],
    },
  ],
} as unknown as Iterator;

const page = (): string => explanationPage(uriOf("/a.ts"), iterator, "abc");

beforeEach(() => {
  reset();
  l10n.bundle = undefined;
});

describe("the page of an explanation", () => {
  it("leads from a reason's code to what is written about it, and keeps the code in one line", () => {
    const link = /<a href="command:([\w.]+)\?([^"]+)"><code>public-api<\/code><\/a>/.exec(page());
    expect(link?.[1]).toBe(commandIds.showReason);
    expect(JSON.parse(decodeURIComponent(link?.[2] ?? ""))).toEqual(["public-api"]);
    expect(linkedCommands).toContain(commandIds.showReason);
    expect(/^code \{.*\}$/m.exec(page())?.[0]).toContain("white-space: nowrap;");
    const parts = { extension: Uri.file("/ext") } as unknown as ConstructorParameters<typeof Commands>[0];
    new Commands(parts).register();
    registered.get(commandIds.showReason)?.("public-api");
    expect(state.commands).toEqual([["markdown.showPreview", "/ext/docs/verdicts.md#public-api"]]);
  });

  it("leads to what keeps code out of sight, with the advice for that", () => {
    const item = /<li>.*<\/li>/s.exec(page())?.[0] ?? "";
    expect(item).toContain("App.vue imports this module.");
    const link = /<a href="command:([\w.]+)\?([^"]+)">\/App.vue:4<\/a>/.exec(item);
    expect(link?.[1]).toBe(commandIds.goTo);
    expect(JSON.parse(decodeURIComponent(link?.[2] ?? ""))).toEqual([Uri.file("/App.vue").toString(), 3, 6]);
    expect(item).toContain("Look at what the component does with it");
    expect(item).not.toContain("tsconfig");
  });

  it("calls links what they are: no script makes buttons of them, which the space bar presses", () => {
    expect(page()).toContain('class="button"');
    expect(page()).not.toContain("role=");
  });

  it("names the language that it is written in, which is VS Code's where there is a translation", () => {
    expect(page()).toContain('<html lang="en">');
    l10n.bundle = { "To review": "Zu prüfen" };
    expect(page()).toContain('<html lang="de">');
  });
});
