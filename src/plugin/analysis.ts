import type ts from "typescript";
import type { Facts } from "../engine/facts";
import type { Unseen } from "../engine/out-of-sight";
import type { TypeScript } from "../engine/typescript";
import type { LintOptions } from "../rules";
import type { Finding } from "../rules/rule";
import { componentsOf } from "./components";
import { concernCheck } from "./concern";
import type { Parts } from "./parts";
import { unseenUsers } from "./unseen-users";

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
  /** By what is out of sight, as JSON: of most files nothing is. */
  readonly facts: Map<string, Facts>;
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

  const factsFor = ({ facts }: ProgramState, unseen: Unseen | undefined): Facts => {
    const key = JSON.stringify(unseen ?? null);
    const known = facts.get(key);
    if (known) return known;
    const made = factsOf(ts, parts, info, unseen, checkCancelled);
    facts.set(key, made);
    return made;
  };

  const findings: Analysis["findings"] = (fileName, options) => {
    const current = program();
    const sourceFile = current?.getSourceFile(fileName);
    if (!current || !sourceFile) return [];
    if (!isConcerned(sourceFile, options)) return [];
    const state = stateOf(current);
    const unseen = unseenUsers(ts, info, fileName, () =>
      components.using(sourceFile, factsFor(state, undefined)),
    );
    const key = `${JSON.stringify([options, unseen])} ${fileName}`;
    const known = state.findings.get(key);
    if (known) return known;
    checkCancelled();
    const facts = factsFor(state, unseen);
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
  unseen: Unseen | undefined,
  checkCancelled: () => void,
): Facts {
  const facts = parts.facts(ts, info.languageService, {
    unseen,
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
