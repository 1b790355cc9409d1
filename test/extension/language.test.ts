import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LogOutputChannel } from "vscode";
import type { ToWorker } from "../../src/worker/messages";
import { extensions, l10n, registered, reset, Uri } from "./support/vscode";

vi.mock("vscode", () => import("./support/vscode"));
const { OwnEngine } = await import("../../src/extension/engines/own-engine");
const { Tsserver } = await import("../../src/extension/engines/tsserver");

const bundle = { "Make it async": "Mach es asynchron" };
const log = { info: () => {}, error: () => {}, debug: () => {} } as unknown as LogOutputChannel;

/** @returns what the worker of our own engine is told before the first request, and that one */
async function toldToWorker(): Promise<ToWorker[]> {
  const told: ToWorker[] = [];
  const own = new OwnEngine(
    {
      hasDisk: true,
      start: async () => ({ send: (message) => void told.push(message), stop: async () => {} }),
    },
    Uri.file("/worker.js") as never,
    log,
  );
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
  void own.request("_yieldwise.status", {}, token);
  await vi.waitFor(() => {
    expect(told.map(({ kind }) => kind)).toContain("request");
  });
  own.dispose();
  return told;
}

/** @returns the configuration that the plugin in VS Code's server gets */
async function toldToPlugin(): Promise<unknown> {
  const told: unknown[] = [];
  const api = { configurePlugin: (_name: string, configuration: unknown) => told.push(configuration) };
  extensions.getExtension = () => ({ activate: async () => ({ getAPI: () => api }) });
  registered.set("typescript.tsserverRequest", () => undefined);
  expect(await new Tsserver(log).find()).toBe(true);
  return told[0];
}

beforeEach(reset);
afterEach(() => {
  l10n.bundle = undefined;
  extensions.getExtension = () => undefined;
});

describe("in another display language", () => {
  it("our own engine is told the translations before it is asked anything", async () => {
    l10n.bundle = bundle;
    expect((await toldToWorker())[0]).toEqual({ kind: "messages", messages: bundle });
  });

  it("the plugin is told them with its configuration", async () => {
    l10n.bundle = bundle;
    expect(await toldToPlugin()).toEqual({ presentation: "none", messages: bundle });
  });
});

describe("in English", () => {
  it("nobody is told anything", async () => {
    expect((await toldToWorker()).map(({ kind }) => kind)).toEqual(["roots", "request"]);
    expect(await toldToPlugin()).toEqual({ presentation: "none" });
  });
});
