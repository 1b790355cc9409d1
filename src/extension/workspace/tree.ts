import * as vscode from "vscode";
import type { Verdict } from "../../engine/verdict";
import type { PlacedReason } from "../backend";
import { type Iterator, kindOf } from "../iterators";
import { Questions } from "../timing";
import { targetName, verdictName } from "../wording";
import type { Inventory, Listed } from "./inventory";

const { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } = vscode;

/** The id of the view, as in package.json. */
export const viewId = "yieldwise.iterators";

/** One line of the view. */
export type Node =
  | { readonly kind: "verdict"; readonly verdict: Verdict }
  | FileNode
  | IteratorNode
  | { readonly kind: "reason"; readonly reason: PlacedReason; readonly of: IteratorNode };

/** The line of a file; the commands of the view get it. */
export interface FileNode {
  readonly kind: "file";
  readonly verdict: Verdict;
  readonly file: Listed;
}

/** The line of an iterator; the commands of the view get it. */
export interface IteratorNode {
  readonly kind: "iterator";
  readonly file: Listed;
  readonly iterator: Iterator;
}

const verdicts: readonly Verdict[] = ["safe", "review", "refused"];

/** Shapes differ, so that nobody has to tell colours apart. */
const icons: Record<Verdict, vscode.ThemeIcon> = {
  safe: new ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed")),
  review: new ThemeIcon("eye", new vscode.ThemeColor("list.warningForeground")),
  refused: new ThemeIcon("circle-slash", new vscode.ThemeColor("disabledForeground")),
};

/** The hand-rolled iterators of the workspace: by verdict, then file, with the reasons below each. */
export class IteratorTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  private readonly questions = new Questions();

  constructor(private readonly inventory: Inventory) {}

  /** Has VS Code ask for all rows anew. */
  refresh(): void {
    this.questions.tell();
    this.changed.fire();
  }

  /** @returns whether VS Code has all rows since the last refresh; the next one makes it begin again, and it would come to no end */
  isShown(): boolean {
    return this.questions.areOver();
  }

  dispose(): void {
    this.changed.dispose();
  }

  getChildren(node?: Node): Node[] {
    this.questions.ask();
    if (!node) return verdicts.filter((verdict) => this.inventory.count(verdict) > 0).map(verdictNode);
    switch (node.kind) {
      case "verdict":
        return this.filesOf(node.verdict);
      case "file":
        return iteratorsOf(node.file, node.verdict);
      case "iterator":
        return node.iterator.reasons.map((reason) => ({ kind: "reason", reason, of: node }));
      case "reason":
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case "verdict":
        return this.verdictItem(node.verdict);
      case "file":
        return fileItem(node.file, node.verdict);
      case "iterator":
        return iteratorItem(node);
      case "reason":
        return reasonItem(node.reason);
    }
  }

  private filesOf(verdict: Verdict): Node[] {
    return this.inventory
      .listed()
      .filter(({ iterators }) => iterators.some((iterator) => iterator.verdict === verdict))
      .map((file) => ({ kind: "file", verdict, file }));
  }

  private verdictItem(verdict: Verdict): vscode.TreeItem {
    // What needs nothing done comes folded.
    const state =
      verdict === "refused" ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
    const item = new TreeItem(verdictName(verdict), state);
    const count = this.inventory.count(verdict);
    item.id = verdict;
    item.iconPath = icons[verdict];
    item.description = String(count);
    item.contextValue = `verdict.${verdict}`;
    item.accessibilityInformation = { label: withCount(verdictName(verdict), count) };
    return item;
  }
}

function verdictNode(verdict: Verdict): Node {
  return { kind: "verdict", verdict };
}

function iteratorsOf(file: Listed, verdict: Verdict): Node[] {
  return file.iterators
    .filter((iterator) => iterator.verdict === verdict)
    .map((iterator) => ({ kind: "iterator", file, iterator }));
}

function fileItem({ uri, iterators }: Listed, verdict: Verdict): vscode.TreeItem {
  const item = new TreeItem(uri, TreeItemCollapsibleState.Expanded);
  const count = iterators.filter((iterator) => iterator.verdict === verdict).length;
  const path = vscode.workspace.asRelativePath(uri);
  item.id = `${verdict} ${uri.toString()}`;
  item.iconPath = ThemeIcon.File;
  item.description = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  item.tooltip = path;
  item.contextValue = `file.${verdict}`;
  item.accessibilityInformation = { label: withCount(path, count) };
  return item;
}

function iteratorItem({ file, iterator }: IteratorNode): vscode.TreeItem {
  const { label, verdict, target, range, reasons, message } = iterator;
  const line = range.start.line + 1;
  const name = label ?? l10n.t("iterator in line {0}", line);
  const state = reasons.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(name, state);
  const becomes = verdict === "refused" || !target ? "" : targetName(kindOf(iterator), target);
  item.iconPath = icons[verdict];
  const where = isTelling(iterator, file) ? "" : l10n.t("line {0}", line);
  item.description = [becomes && `→ ${target ?? ""}`, where].filter(Boolean).join(" · ");
  item.tooltip = message;
  item.contextValue = `iterator.${verdict}.${kindOf(iterator)}`;
  item.command = goTo(new vscode.Location(file.uri, range));
  item.accessibilityInformation = {
    label: [name, verdictName(verdict), becomes, l10n.t("line {0}", line)].filter(Boolean).join(", "),
  };
  return item;
}

/** Several can be "this object", and a name can occur twice. */
function isTelling({ label, name }: Iterator, { iterators }: Listed): boolean {
  const isOnly = iterators.filter((each) => each.label === label).length === 1;
  return label === undefined || (name !== undefined && isOnly);
}

function reasonItem({ code, message, verdict, at }: PlacedReason): vscode.TreeItem {
  const item = new TreeItem(message, TreeItemCollapsibleState.None);
  item.description = code;
  item.iconPath = verdict === "safe" ? new ThemeIcon("info") : icons[verdict];
  item.tooltip = message;
  item.contextValue = "reason";
  if (at) item.command = goTo(at);
  item.accessibilityInformation = { label: `${verdictName(verdict)}: ${message}` };
  return item;
}

function withCount(name: string, count: number): string {
  return count === 1 ? l10n.t("{0}, 1 iterator", name) : l10n.t("{0}, {1} iterators", name, count);
}

function goTo({ uri, range }: vscode.Location): vscode.Command {
  const selection = new vscode.Range(range.start, range.start);
  return { title: l10n.t("Go There"), command: "vscode.open", arguments: [uri, { selection }] };
}
