import { beforeEach, describe, expect, it, vi } from "vitest";
import { registered, reset, state, Uri } from "./support/vscode";
import { engine, writeIterator } from "./support/workspace";

vi.mock("vscode", () => import("./support/vscode"));
const { Inventory } = await import("../../src/extension/workspace/inventory");
const { WorkspaceCommands } = await import("../../src/extension/workspace/workspace-commands");

const run = async (name: string) => registered.get(`yieldwise.${name}`)?.();
const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

/** The commands, on an engine that answers only once it is let go on. */
function commands() {
  const { asked, backend } = engine();
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow: typeof backend = {
    ...backend,
    findings: async (uri) => {
      const found = await backend.findings(uri);
      await gate;
      return found;
    },
  };
  const converted: number[] = [];
  const inventory = new Inventory();
  const parts = {
    backend: slow,
    inventory,
    convertAll: { run: async () => void converted.push(inventory.count("safe")) },
    follower: { startAnew: () => undefined, catchUp: async () => true },
    log: { info: () => undefined },
  };
  new WorkspaceCommands(parts as unknown as ConstructorParameters<typeof WorkspaceCommands>[0]).register();
  return { asked, converted, goOn };
}

beforeEach(() => {
  reset();
  state.folders = [Uri.file("/work")];
  for (const name of ["a", "b"]) writeIterator(`/work/${name}.ts`);
});

describe("converting all that is safe in the workspace", () => {
  it("searches where nobody has searched yet", async () => {
    const { asked, converted, goOn } = commands();
    goOn();
    await run("convertAllSafeInWorkspace");
    expect(asked).toEqual(["/work/a.ts", "/work/b.ts"]);
    expect(converted).toEqual([2]);
  });

  it("waits for a search that is under way, and does not begin it anew", async () => {
    const { asked, converted, goOn } = commands();
    const searching = run("findInWorkspace");
    await settled();
    const converting = run("convertAllSafeInWorkspace");
    await settled();
    expect(converted).toEqual([]);
    goOn();
    await Promise.all([searching, converting]);
    expect(asked).toEqual(["/work/a.ts", "/work/b.ts"]);
    expect(converted).toEqual([2]);
  });
});
