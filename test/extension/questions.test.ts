import { describe, expect, it, vi } from "vitest";
import { Uri } from "./support/vscode";

vi.mock("vscode", () => import("./support/vscode"));
const { Questions } = await import("../../src/extension/questions");

type Document = Parameters<InstanceType<typeof Questions>["ask"]>[0];

interface Editable {
  version: number;
  isClosed: boolean;
}

/** Questions whose answers a test gives by hand, and a document to ask about. */
function asking() {
  const asked: { token: { isCancellationRequested: boolean }; answer: (text: string) => void }[] = [];
  const questions = new Questions<string>(
    (_, token) =>
      new Promise((resolve) => {
        asked.push({
          token,
          answer: (text) => {
            resolve(token.isCancellationRequested ? undefined : text);
          },
        });
      }),
  );
  const editable: Editable = { version: 1, isClosed: false };
  const document = Object.assign(editable, { uri: Uri.file("/app/rows.ts") }) as unknown as Document;
  return { questions, document, editable, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("what is asked about a document", () => {
  it("is asked once, whoever wants to know", async () => {
    const { questions, document, asked } = asking();
    const both = Promise.all([questions.ask(document), questions.ask(document)]);
    expect(asked).toHaveLength(1);
    asked[0]?.answer("two rows");
    await expect(both).resolves.toEqual(["two rows", "two rows"]);
  });

  it("is asked anew once it was answered", async () => {
    const { questions, document, asked } = asking();
    const first = questions.ask(document);
    asked[0]?.answer("two rows");
    await first;
    void questions.ask(document);
    expect(asked).toHaveLength(2);
  });

  it("is asked again when it was called off while somebody waits, as by settings that change while a file is saved", async () => {
    const { questions, document, asked } = asking();
    const saving = questions.ask(document);
    questions.callOffAll();
    const refreshing = questions.ask(document);
    asked[0]?.answer("of the old settings");
    await settled();
    expect(asked).toHaveLength(2);
    asked[1]?.answer("of the new settings");
    await expect(saving).resolves.toBe("of the new settings");
    await expect(refreshing).resolves.toBe("of the new settings");
  });

  it("comes to nothing when the text changes meanwhile", async () => {
    const { questions, document, editable, asked } = asking();
    const before = questions.ask(document);
    editable.version = 2;
    const after = questions.ask(document);
    expect(asked[0]?.token.isCancellationRequested).toBe(true);
    asked[0]?.answer("of the old text");
    asked[1]?.answer("of the new text");
    await expect(before).resolves.toBeUndefined();
    await expect(after).resolves.toBe("of the new text");
  });

  it("comes to nothing when the document is closed, or everything ends", async () => {
    const closing = asking();
    const closed = closing.questions.ask(closing.document);
    closing.editable.isClosed = true;
    closing.questions.callOff(closing.document);
    closing.asked[0]?.answer("too late");
    await expect(closed).resolves.toBeUndefined();

    const ending = asking();
    const ended = ending.questions.ask(ending.document);
    ending.questions.dispose();
    ending.asked[0]?.answer("too late");
    await expect(ended).resolves.toBeUndefined();
    expect(ending.asked).toHaveLength(1);
  });
});
