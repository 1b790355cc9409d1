import { describe, expect, it, vi } from "vitest";
import { ShownDiagnostics } from "../../src/extension/shown-diagnostics";
import { Uri } from "./support/vscode";

type Collection = ConstructorParameters<typeof ShownDiagnostics>[0];
type Shown = Parameters<ShownDiagnostics["set"]>;

const uri = Uri.file("/app/rows.ts") as unknown as Shown[0];

/** A finding as a look at the file gives it each time anew. */
function finding(line: number, reason: string): Shown[1] {
  const at = { uri, range: { line: line + 2 } };
  return [
    { range: { line }, message: "class 'Rows'", relatedInformation: [{ location: at, message: reason }] },
  ] as unknown as Shown[1];
}

function showing() {
  const collection = { set: vi.fn(), delete: vi.fn() };
  return { collection, shown: new ShownDiagnostics(collection as unknown as Collection) };
}

describe("the diagnostics that are shown", () => {
  it("stay untouched when another look finds the same, so that an open menu keeps working", () => {
    const { collection, shown } = showing();
    shown.set(uri, finding(3, "the clean-up"));
    shown.set(uri, finding(3, "the clean-up"));
    expect(collection.set).toHaveBeenCalledTimes(1);
  });

  it("follow what is found: where, why, and nothing any more", () => {
    const { collection, shown } = showing();
    shown.set(uri, finding(3, "the clean-up"));
    shown.set(uri, finding(4, "the clean-up"));
    shown.set(uri, finding(4, "the source"));
    shown.set(uri, []);
    expect(collection.set).toHaveBeenCalledTimes(4);
    expect(collection.set).toHaveBeenLastCalledWith(uri, []);
  });

  it("come back in a document that was closed and opened again", () => {
    const { collection, shown } = showing();
    shown.set(uri, finding(3, "the clean-up"));
    shown.delete(uri);
    shown.set(uri, finding(3, "the clean-up"));
    expect(collection.delete).toHaveBeenCalledTimes(1);
    expect(collection.set).toHaveBeenCalledTimes(2);
  });
});
