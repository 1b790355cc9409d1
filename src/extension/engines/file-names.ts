import * as vscode from "vscode";
import { virtualPrefix } from "../../worker/messages";

/** Stands for an authority that is empty; no other is written like this. */
const noAuthority = "^";

/** The extension of a document that was never saved, which tells TypeScript the language. */
const extensions: Record<string, string> = {
  typescript: ".ts",
  typescriptreact: ".tsx",
  javascript: ".js",
  javascriptreact: ".jsx",
};

/** How our own engine names files: those that it can read itself by their paths, all others by names that say where they are. */
export class FileNames {
  /** Names that tell more than the address does, by address, and the addresses of all that is not on disk. */
  private readonly names = new Map<string, string>();
  private readonly uris = new Map<string, vscode.Uri>();

  /** @param hasDisk - whether the engine runs where it can read the disk */
  constructor(private readonly hasDisk: boolean) {}

  nameOf(uri: vscode.Uri): string {
    if (!this.isVirtual(uri)) return uri.fsPath.replaceAll("\\", "/");
    const key = uri.toString();
    const name = this.names.get(key) ?? `${virtualName(uri)}${endingOf(uri)}`;
    this.uris.set(name, uri);
    if (name !== virtualName(uri)) this.names.set(key, name);
    return name;
  }

  uriOf(name: string): vscode.Uri {
    const known = this.uris.get(name);
    if (known) return known;
    if (!name.startsWith(virtualPrefix)) return vscode.Uri.file(name);
    // Addresses of other kinds have more to them than can be told from a name, and folders keep theirs.
    const end = name.lastIndexOf("/");
    const folder = this.uris.get(name.slice(0, end));
    if (folder) return vscode.Uri.joinPath(folder, name.slice(end + 1));
    const [scheme = "", authority = "", ...path] = name.slice(virtualPrefix.length).split("/");
    return vscode.Uri.from({
      scheme,
      authority: authority === noAuthority ? "" : decodeURIComponent(authority),
      path: `/${path.join("/")}`,
    });
  }

  /** @returns whether the engine cannot read the file itself */
  isVirtual({ scheme }: vscode.Uri): boolean {
    return !(this.hasDisk && scheme === "file");
  }
}

function virtualName({ scheme, authority, path }: vscode.Uri): string {
  const start = `${virtualPrefix}${scheme}/${encodeURIComponent(authority) || noAuthority}`;
  return `${start}${path.startsWith("/") ? "" : "/"}${path}`.replace(/\/$/, "");
}

/** What to add to the name of a document that does not tell its language. */
function endingOf(uri: vscode.Uri): string {
  if (/\.(?:[cm]?[jt]sx?|json)$/.test(uri.path)) return "";
  const key = uri.toString();
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === key);
  return extensions[document?.languageId ?? ""] ?? "";
}
