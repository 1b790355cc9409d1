import * as vscode from "vscode";

/** One question that waits for its answer. */
interface Question<Answer> {
  readonly version: number;
  readonly source: vscode.CancellationTokenSource;
  readonly answer: Promise<Answer | undefined>;
}

/** Asks about documents: once for each of their texts, whoever wants to know. */
export class Questions<Answer> {
  private readonly waiting = new Map<string, Question<Answer>>();
  private disposed = false;

  /** @param put - asks about a document as it stands; gives `undefined` when nobody answers or the token calls it off */
  constructor(
    private readonly put: (
      document: vscode.TextDocument,
      token: vscode.CancellationToken,
    ) => Promise<Answer | undefined>,
  ) {}

  /**
   * Asks about a document, or waits with those who asked before.
   *
   * A question that is called off, such as when the settings change, is put again: whoever waits, "fix on save" among them, is
   * told what holds now.
   *
   * @returns `undefined` when nobody answers, or when the document changed or was closed meanwhile
   */
  async ask(document: vscode.TextDocument): Promise<Answer | undefined> {
    const { version } = document;
    for (;;) {
      const { source, answer } = this.questionAbout(document);
      const given = await answer;
      if (document.version !== version || document.isClosed || this.disposed) return undefined;
      if (!source.token.isCancellationRequested) return given;
    }
  }

  /** Calls off what was asked about a document, because it changed or what is to be said of it. */
  callOff(document: vscode.TextDocument): void {
    const key = keyOf(document);
    this.waiting.get(key)?.source.cancel();
    this.waiting.delete(key);
  }

  /** Calls off every question, because what there is to say may have changed. */
  callOffAll(): void {
    for (const { source } of this.waiting.values()) source.cancel();
    this.waiting.clear();
  }

  dispose(): void {
    this.disposed = true;
    this.callOffAll();
  }

  private questionAbout(document: vscode.TextDocument): Question<Answer> {
    const key = keyOf(document);
    const current = this.waiting.get(key);
    if (current?.version === document.version) return current;
    this.callOff(document);
    const source = new vscode.CancellationTokenSource();
    const answer = this.put(document, source.token).finally(() => {
      if (this.waiting.get(key)?.source === source) this.waiting.delete(key);
      source.dispose();
    });
    const question = { version: document.version, source, answer };
    this.waiting.set(key, question);
    return question;
  }
}

/** @returns what a document is known by, whichever of its texts is meant */
export function keyOf({ uri }: vscode.TextDocument): string {
  return uri.toString();
}
