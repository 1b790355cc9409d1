import { describe, expect, it, vi } from "vitest";
import { waitForConfiguration } from "../../src/plugin/waiting";

const folder = "/home/me/.vscode/extensions/yieldwise-1.0.0/node_modules/typescript-yieldwise-plugin";
const marked = "/home/me/.vscode/extensions/yieldwise-1.0.0/.vsixmanifest";

function wait({ files = [marked], config = {}, from = folder } = {}) {
  let elapse = (): void => undefined;
  const clearTimeout = vi.fn();
  const onEnd = vi.fn();
  const serverHost = {
    fileExists: (name: string) => files.includes(name),
    setTimeout: (callback: () => void) => {
      elapse = callback;
      return 7;
    },
    clearTimeout,
  };
  const info = { serverHost, config } as unknown as Parameters<typeof waitForConfiguration>[0];
  const waiting = waitForConfiguration(info, onEnd, from);
  return {
    waiting,
    onEnd,
    clearTimeout,
    elapse: () => {
      elapse();
    },
  };
}

describe("the plugin before anybody has configured it", () => {
  it("shows nothing as a part of an installed extension, until somebody has", () => {
    const { waiting, onEnd, clearTimeout } = wait();
    expect(waiting.isOn()).toBe(true);
    waiting.end();
    expect(waiting.isOn()).toBe(false);
    expect(clearTimeout).toHaveBeenCalledWith(7);
    expect(onEnd).not.toHaveBeenCalled();
  });

  it("shows what it finds where nobody does: another editor uses the extension's copy", () => {
    const { waiting, onEnd, elapse } = wait();
    elapse();
    expect(waiting.isOn()).toBe(false);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it("shows what it finds at once as any other copy", () => {
    expect(wait({ files: [] }).waiting.isOn()).toBe(false);
    expect(wait({ from: "/home/me/.vscode/extensions/yieldwise-1.0.0/dist" }).waiting.isOn()).toBe(false);
    expect(wait({ from: "C:\\ext\\node_modules\\typescript-yieldwise-plugin" }).waiting.isOn()).toBe(false);
    const windows = {
      files: ["C:\\ext/.vsixmanifest"],
      from: "C:\\ext\\node_modules\\typescript-yieldwise-plugin",
    };
    expect(wait(windows).waiting.isOn()).toBe(true);
  });

  it("does as the configuration says where there is one already", () => {
    expect(
      wait({ config: { name: "typescript-yieldwise-plugin", presentation: "native" } }).waiting.isOn(),
    ).toBe(false);
  });
});
