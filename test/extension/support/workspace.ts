import type { Analysed } from "../../../src/extension/analysis";
import type { Backend, FileFindings, Finding } from "../../../src/extension/backend";
import { EventEmitter, state, Uri } from "./vscode";

type ApiUri = Parameters<Backend["findings"]>[0];

/** A file's address, as VS Code's own type has it. */
export function uriOf(path: string): ApiUri {
  return Uri.file(path) as unknown as ApiUri;
}

/** Writes a file that holds an iterator, or another one over it. */
export function writeIterator(path: string, name = "Rows"): void {
  state.files.set(
    `file:${path}`,
    `class ${name} { [Symbol.asyncIterator]() { return this; } async next() {} }`,
  );
}

/** One finding for each class of a file's text. */
export function findingsIn(path: string, text = state.files.get(`file:${path}`) ?? ""): Finding[] {
  return [...text.matchAll(/class (\w+)/g)].map(([, label = ""]) => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const rest = { message: "", reasons: [], choices: [], suppressions: [] };
    return { ...rest, rule: "prefer-async-generator", label, verdict: "safe", range, site: range };
  }) as unknown as Finding[];
}

/** What is said of a file whose text may be half-typed. */
function foundIn(path: string, text = state.files.get(`file:${path}`) ?? ""): FileFindings {
  const unfinished = text.includes("= ;");
  return { findings: unfinished ? [] : findingsIn(path, text), unfinished };
}

/** An engine that finds what stands in the files, and says which files it was asked about. */
export function engine() {
  const asked: string[] = [];
  const backend = {
    findings: async ({ path }: ApiUri): Promise<FileFindings> => {
      asked.push(path);
      return foundIn(path);
    },
    changes: async () => [],
    safeChanges: async () => [],
  } satisfies Backend;
  return { asked, backend };
}

/** What the editor does, as the follower of the workspace hears of it; what is open, a test says in `state.documents`. */
export function editor() {
  const analysed = new EventEmitter<Analysed>();
  const changedFile = new EventEmitter<ApiUri>();
  const goneFolder = new EventEmitter<ApiUri>();
  const visibility = new EventEmitter<unknown>();
  return {
    analysed,
    changedFile,
    goneFolder,
    visibility,
    analysis: {
      onDidAnalyse: analysed.event,
      onDidChangeFile: changedFile.event,
      onDidDeleteFolder: goneFolder.event,
      isFollowing: ({ path }: ApiUri) => state.documents.some(({ uri }) => uri.path === path),
      findings: async (document: { uri: ApiUri; getText(): string }) =>
        foundIn(document.uri.path, document.getText()),
    },
    view: { visible: true, onDidChangeVisibility: visibility.event },
  };
}
