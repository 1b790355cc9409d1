import type ts from "typescript";
import type { Facts } from "../engine/facts";
import type { TypeScript } from "../engine/typescript";
import type { LintOptions } from "../rules";
import type { Finding } from "../rules/rule";
import { componentsOf } from "./components";
import { concernCheck } from "./concern";
import type { Parts } from "./parts";

/** What is found in the files of one project, as they are at the moment. */
export interface Analysis {
  /** The language service's program; `undefined` where the server does without one for this project. */
  program(): ts.Program | undefined;
  /**
   * @returns findings in the order of the text; none for a file that the project does not hold
   * @throws ts.OperationCanceledException when the request is called off meanwhile
   */
  findings(fileName: string, options: LintOptions): readonly Finding[];
  /** Works out anew what it is asked from now on. */
  forget(): void;
}

interface ProgramState {
  /** Of files whose consumers are all in this project, and of others. */
  readonly facts: Map<boolean, Facts>;
  readonly findings: Map<string, readonly Finding[]>;
}

/**
 * Analyses each file once for each state of the project: diagnostics, fixes and refactors of the same state share it.
 *
 * @param info - of the project; its language service must be the original, since the proxy asks this analysis
 */
export function projectAnalysis(ts: TypeScript, parts: Parts, info: ts.server.PluginCreateInfo): Analysis {
  // Any edit of any file makes another program, and a finding depends on consumers in other files.
  let states = new WeakMap<ts.Program, ProgramState>();
  const checkCancelled = cancellationCheck(ts, info);
  const isConcerned = concernCheck(parts.rules);
  const components = componentsOf(ts, info);

  const program = (): ts.Program | undefined =>
    info.project.languageServiceEnabled ? info.languageService.getProgram() : undefined;

  const stateOf = (current: ts.Program): ProgramState => {
    const known = states.get(current);
    if (known) return known;
    const state: ProgramState = { facts: new Map(), findings: new Map() };
    states.set(current, state);
    return state;
  };

  const factsFor = ({ facts }: ProgramState, complete: boolean): Facts => {
    const known = facts.get(complete);
    if (known) return known;
    const made = factsOf(ts, parts, info, complete, checkCancelled);
    facts.set(complete, made);
    return made;
  };

  const findings: Analysis["findings"] = (fileName, options) => {
    const current = program();
    const sourceFile = current?.getSourceFile(fileName);
    if (!current || !sourceFile) return [];
    if (!isConcerned(sourceFile, options)) return [];
    const state = stateOf(current);
    const complete =
      isComplete(ts, info.project, fileName) && !components.use(sourceFile, factsFor(state, true));
    const key = `${JSON.stringify(options)} ${String(complete)} ${fileName}`;
    const known = state.findings.get(key);
    if (known) return known;
    checkCancelled();
    const facts = factsFor(state, complete);
    const found = parts.lint({ ts, sourceFile, facts, options, rules: parts.rules });
    state.findings.set(key, found);
    return found;
  };

  const forget = (): void => {
    states = new WeakMap();
  };

  return { program, findings, forget };
}

function cancellationCheck(ts: TypeScript, { languageServiceHost }: ts.server.PluginCreateInfo): () => void {
  const token = languageServiceHost.getCancellationToken?.();
  return () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what the server catches is not an Error
    if (token?.isCancellationRequested()) throw new ts.OperationCanceledException();
  };
}

function factsOf(
  ts: TypeScript,
  parts: Parts,
  info: ts.server.PluginCreateInfo,
  complete: boolean,
  checkCancelled: () => void,
): Facts {
  const facts = parts.facts(ts, info.languageService, {
    complete,
    readFile: (fileName) => info.languageServiceHost.readFile(fileName),
  });
  return {
    ...facts,
    // The searches through the project are what takes time.
    references: (name) => {
      checkCancelled();
      return facts.references(name);
    },
  };
}

/**
 * Whether this project holds every file that could use what the file exports: not the loose files of an editor, not a composite
 * project, which is there for others to reference, and not a project that shares the file with another, such as that of the tests.
 */
function isComplete(ts: TypeScript, project: ts.server.Project, fileName: string): boolean {
  const { Configured, External } = ts.server.ProjectKind;
  const listsItsFiles = ({ projectKind }: ts.server.Project): boolean =>
    projectKind === Configured || projectKind === External;
  if (!listsItsFiles(project) || project.getCompilerOptions().composite === true) return false;
  const others = project.getScriptInfo(fileName)?.containingProjects ?? [];
  return !others.some((other) => other !== project && listsItsFiles(other));
}
