import { beforeEach, describe, expect, it, vi } from "vitest";
import { reset, state } from "./support/vscode";

vi.mock("vscode", () => import("./support/vscode"));
const { EditApplier } = await import("../../src/extension/edit-applier");

type Edit = Parameters<InstanceType<typeof EditApplier>["apply"]>[0];

const edit = { entries: () => [] } as unknown as Edit;

beforeEach(reset);

describe("an edit that is not applied", () => {
  it("is told", async () => {
    await new EditApplier().apply(edit);
    expect(state.messages).toEqual(["The conversion was not applied; a file may be read-only."]);
  });

  it("is what somebody wants who discards its preview", async () => {
    await new EditApplier().preview(edit);
    expect(state.messages).toEqual([]);
  });
});
