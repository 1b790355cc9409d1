import * as vscode from "vscode";
import type { IteratorKind } from "../engine/kind";
import type { Analysis } from "./analysis";
import type { Backend, Choice, Finding } from "./backend";
import { commandIds } from "./command-ids";
import { source } from "./diagnostics";
import type { EditApplier } from "./edit-applier";
import { isIterator, kindOf } from "./iterators";
import { activeRules, readSettings, severityOf, type Settings } from "./settings";
import { convertLabel, describeReasons, fixAllOfRuleTitle, fixAllTitle, previewTitleOf } from "./wording";
import { withoutOverlaps } from "./workspace/merge";
import { type Conversion, otherFiles, toPreviewedEdit, toWorkspaceEdit } from "./workspace-edit";

const { CodeActionKind } = vscode;
const rewriteKinds: Record<IteratorKind, vscode.CodeActionKind> = {
  async: CodeActionKind.RefactorRewrite.append("asyncGenerator"),
  sync: CodeActionKind.RefactorRewrite.append("generator"),
};
const fixAll = CodeActionKind.SourceFixAll.append("yieldwise");

/** An action whose edit is made when it is chosen. */
class LazyAction extends vscode.CodeAction {
  /** It makes a generator: VS Code is told when that is done. */
  converts = false;

  constructor(
    title: string,
    kind: vscode.CodeActionKind,
    readonly makeEdit?: (token: vscode.CancellationToken) => Promise<vscode.WorkspaceEdit | undefined>,
  ) {
    super(title, kind);
  }
}

/** Offers what can be done about the findings at the cursor, and "fix all" for saving. */
export class CodeActions implements vscode.CodeActionProvider<LazyAction> {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [CodeActionKind.QuickFix, rewriteKinds.async, rewriteKinds.sync, fixAll],
  };

  constructor(
    private readonly analysis: Analysis,
    private readonly backend: Backend,
    private readonly applier: EditApplier,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<LazyAction[]> {
    const settings = readSettings(document.uri);
    if (!settings.enable) return [];
    const found = await this.analysis.findings(document);
    if (!found || token.isCancellationRequested) return [];
    const shown = found.findings.filter(({ rule }) => severityOf(rule, settings) !== "off");
    const request = { document, range, context, settings, token };
    return [...(await this.atCursor(request, shown)), ...this.ofFile(request, shown)];
  }

  async resolveCodeAction(action: LazyAction, token: vscode.CancellationToken): Promise<LazyAction> {
    const edit = await action.makeEdit?.(token);
    if (!edit) return action;
    // VS Code offers nothing in an editor that is read-only, and would change such files elsewhere.
    const readOnly = await this.applier.firstReadOnly(edit);
    const { title } = action;
    if (!readOnly) {
      action.edit = edit;
      if (action.converts) action.command = { title, command: commandIds.noteConverted };
    } else {
      action.command = { title, command: commandIds.sayReadOnly, arguments: [readOnly.toString()] };
    }
    return action;
  }

  /** In the order in which people read such menus: what to do here, why, how to be left alone, then what reaches further. */
  private async atCursor(request: Request, findings: readonly Finding[]): Promise<LazyAction[]> {
    const { range, context } = request;
    const marked = wants(context, CodeActionKind.QuickFix)
      ? findings.filter((finding) => isMarked(finding) && finding.range.intersection(range) !== undefined)
      : [];
    const around = findings.filter(
      (finding) =>
        isIterator(finding) &&
        wants(context, rewriteKinds[kindOf(finding)]) &&
        finding.site.intersection(range) !== undefined,
    );
    const fixes = await flatMapInOrder(marked, (finding) => this.fixes(request, finding));
    const rewrites = await flatMapInOrder(around, (finding) =>
      // In the full menu the quick fixes say it already; the refactor menu has them all.
      this.rewrites(request, finding, marked.includes(finding) && context.only === undefined),
    );
    const rules = [...new Set(marked.map(({ rule }) => rule))];
    return [
      ...fixes,
      ...marked.filter(isIterator).map((finding) => explanation(request, finding, CodeActionKind.QuickFix)),
      ...rules.flatMap((rule) => this.suppressions(request, marked, rule)),
      ...rules.map(documentation),
      ...this.fixAlls(request, findings, rules),
      ...rewrites,
    ];
  }

  private async fixes(request: Request, finding: Finding): Promise<LazyAction[]> {
    const [best] = finding.choices;
    const diagnostics = request.context.diagnostics.filter(
      (diagnostic) => diagnostic.source === source && diagnostic.range.isEqual(finding.range),
    );
    const fixes = await this.choices(request, finding, () => CodeActionKind.QuickFix);
    for (const fix of fixes) fix.diagnostics = diagnostics;
    const [first] = fixes;
    if (first && best?.verdict === "safe") first.isPreferred = true;
    return fixes;
  }

  private async rewrites(request: Request, finding: Finding, repeated: boolean): Promise<LazyAction[]> {
    const kind = rewriteKinds[kindOf(finding)];
    const kindFor = ({ target }: Choice): vscode.CodeActionKind => (target ? kind.append(target) : kind);
    const enabled = repeated ? [] : await this.choices(request, finding, kindFor);
    const refusals = finding.choices
      .filter(({ verdict }) => verdict === "refused")
      .map((choice) => refused(choice, kindFor(choice)));
    // The light bulb follows the cursor, and must not show up for what cannot be done.
    const asked = request.context.triggerKind === vscode.CodeActionTriggerKind.Invoke;
    const explained = asked && !repeated ? [explanation(request, finding, kind)] : [];
    return [...enabled, ...refusals, ...explained];
  }

  /** The same comment serves all findings of a rule on a line. */
  private suppressions(request: Request, marked: readonly Finding[], rule: string): LazyAction[] {
    const first = marked.find((finding) => finding.rule === rule);
    return (first?.suppressions ?? []).map(
      (choice) =>
        new LazyAction(choice.title, CodeActionKind.QuickFix, (token) => this.edit(request, choice, token)),
    );
  }

  /** Where there is more than the one fix at the cursor. */
  private fixAlls(request: Request, findings: readonly Finding[], rules: readonly string[]): LazyAction[] {
    const safe = findings.filter(({ choices }) => choices[0]?.verdict === "safe");
    const ofRule = rules
      .filter((rule) => safe.filter((finding) => finding.rule === rule).length > 1)
      .map((rule) => this.fixAll(request, fixAllOfRuleTitle(rule), CodeActionKind.QuickFix, [rule]));
    const ofFile =
      rules.length > 0 && safe.length > 1
        ? [this.fixAll(request, fixAllTitle(), CodeActionKind.QuickFix, activeRules(request.settings))]
        : [];
    return [...ofRule, ...ofFile];
  }

  /** An action for each choice that can be made, and a second one with a preview where it reaches into other files. */
  private async choices(
    request: Request,
    finding: Finding,
    kindFor: (choice: Choice) => vscode.CodeActionKind,
  ): Promise<LazyAction[]> {
    const actions: LazyAction[] = [];
    for (const choice of finding.choices) {
      if (choice.verdict === "refused") continue;
      const kind = kindFor(choice);
      actions.push(new LazyAction(choice.title, kind, (token) => this.edit(request, choice, token)));
      const preview = await this.preview(request, choice, kind, convertLabel(kindOf(finding)));
      if (preview) actions.push(preview);
    }
    for (const action of actions) action.converts = isIterator(finding);
    return actions;
  }

  private async edit(
    { document, settings }: Request,
    choice: Choice,
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const changes = await this.backend.changes(document.uri, settings.options, choice, token);
    return changes && toWorkspaceEdit(changes);
  }

  /** Only for a menu that somebody opened: the light bulb follows the cursor and must cost next to nothing. */
  private async preview(
    { document, settings, context, token }: Request,
    choice: Choice,
    kind: vscode.CodeActionKind,
    step: string,
  ): Promise<LazyAction | undefined> {
    if (context.triggerKind !== vscode.CodeActionTriggerKind.Invoke || document.isUntitled) return undefined;
    const changes = await this.backend.changes(document.uri, settings.options, choice, token);
    const others = changes ? otherFiles(changes, document.uri) : 0;
    if (!changes || others === 0) return undefined;
    const title = previewTitleOf(choice, others + 1);
    return new LazyAction(title, kind, () =>
      Promise.resolve(toPreviewedEdit([{ label: choice.title, changes }], document.uri, step)),
    );
  }

  private ofFile(request: Request, findings: readonly Finding[]): LazyAction[] {
    const asked = request.context.only?.contains(fixAll) ?? false;
    if (!asked || !findings.some(({ choices }) => choices[0]?.verdict === "safe")) return [];
    if (request.context.triggerKind === vscode.CodeActionTriggerKind.Invoke) {
      return [this.fixAll(request, fixAllTitle(), fixAll, activeRules(request.settings))];
    }
    return [new LazyAction(fixAllTitle(), fixAll, (token) => this.withinFile(request, findings, token))];
  }

  /** Saving a file saves no other one: what reaches further would be on disk in part, and somebody has to ask for it. */
  private async withinFile(
    { document, settings }: Request,
    findings: readonly Finding[],
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const all = await this.backend.safeChanges(document.uri, settings.options, activeRules(settings), token);
    if (!all || otherFiles(all, document.uri) === 0) return all && toWorkspaceEdit(all);
    const conversions: Conversion[] = [];
    for (const { choices } of findings) {
      const [best] = choices;
      if (best?.verdict !== "safe") continue;
      const changes = await this.backend.changes(document.uri, settings.options, best, token);
      if (changes && otherFiles(changes, document.uri) === 0)
        conversions.push({ label: best.title, changes });
    }
    const edits = withoutOverlaps(conversions)
      .flatMap(({ changes }) => changes)
      .flatMap((change) => change.edits);
    return edits.length === 0 ? undefined : toWorkspaceEdit([{ uri: document.uri, edits }]);
  }

  private fixAll(
    { document, settings }: Request,
    title: string,
    kind: vscode.CodeActionKind,
    rules: readonly string[],
  ): LazyAction {
    return new LazyAction(title, kind, async (token) => {
      const changes = await this.backend.safeChanges(document.uri, settings.options, rules, token);
      return changes && toWorkspaceEdit(changes);
    });
  }
}

/** What the editor asked for, and the settings of its file. */
interface Request {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly context: vscode.CodeActionContext;
  readonly settings: Settings;
  readonly token: vscode.CancellationToken;
}

function wants({ only }: vscode.CodeActionContext, kind: vscode.CodeActionKind): boolean {
  return only === undefined || only.contains(kind) || kind.contains(only);
}

function refused(choice: Choice, kind: vscode.CodeActionKind): LazyAction {
  const action = new LazyAction(choice.title, kind);
  action.disabled = { reason: describeReasons(choice) };
  return action;
}

/** What is refused has no squiggle, and so no quick fix. */
function isMarked({ verdict }: Finding): boolean {
  return verdict !== "refused";
}

function explanation({ document }: Request, { range }: Finding, kind: vscode.CodeActionKind): LazyAction {
  const title = vscode.l10n.t("Explain this iterator");
  const action = new LazyAction(title, kind);
  const { line, character } = range.start;
  const place = { uri: document.uri.toString(), line, character };
  action.command = { title, command: commandIds.explain, arguments: [place] };
  return action;
}

async function flatMapInOrder<T, R>(items: readonly T[], map: (item: T) => Promise<R[]>): Promise<R[]> {
  const all: R[] = [];
  for (const item of items) all.push(...(await map(item)));
  return all;
}

function documentation(rule: string): LazyAction {
  const title = vscode.l10n.t("Show documentation for {0}", rule);
  const action = new LazyAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: commandIds.showRule, arguments: [rule] };
  return action;
}
