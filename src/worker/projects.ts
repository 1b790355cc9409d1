import ts from "typescript";
import type { EngineOptions } from "../engine/options";
import type { Unseen } from "../engine/out-of-sight";
import { languageServiceFacts } from "../facts";
import { ConfigReader } from "../project/config";
import type { Files } from "../project/files";
import { ProjectFinder } from "../project/find-projects";
import { languageServiceHost } from "../project/language-service-host";
import { folderOfLooseFile, looseOptions } from "../project/loose-files";
import type { ProjectScope } from "../project/scope";
import { lint, rules } from "../rules";
import type { Finding } from "../rules/rule";
import type { Texts } from "./texts";

/** A project with everything that could use the file that it was made for. */
class Project {
  private readonly service: ts.LanguageService;
  private readonly known = new WeakMap<ts.Program, Map<string, readonly Finding[]>>();

  constructor(
    readonly scope: ProjectScope,
    private readonly texts: Texts,
    files: Files,
    registry: ts.DocumentRegistry,
  ) {
    this.service = ts.createLanguageService(languageServiceHost(files, scope, texts), registry);
  }

  program(): ts.Program | undefined {
    return this.service.getProgram();
  }

  /** @param unseen - why code that is not in the project may use the file */
  findings(file: string, options: EngineOptions, unseen: Unseen | undefined): readonly Finding[] {
    const program = this.service.getProgram();
    const sourceFile = program?.getSourceFile(file);
    if (!program || !sourceFile) return [];
    const key = `${JSON.stringify([options, unseen])} ${file}`;
    const findings = this.known.get(program) ?? new Map<string, readonly Finding[]>();
    this.known.set(program, findings);
    const known = findings.get(key);
    if (known) return known;
    const facts = languageServiceFacts(ts, this.service, {
      unseen,
      readFile: (name) => this.texts.read(name),
    });
    const found = lint({ ts, sourceFile, facts, options, rules });
    findings.set(key, found);
    return found;
  }

  dispose(): void {
    this.service.dispose();
  }
}

/** A project, as far as it is about one file. */
export interface ProjectOfFile {
  program(): ts.Program | undefined;
  findings(file: string, options: EngineOptions): readonly Finding[];
}

interface Known extends ProjectOfFile {
  readonly unseen: Unseen | undefined;
}

/** Finds and keeps the project of each file, until files come, go or are configured anew. */
export class Projects {
  private readonly registry: ts.DocumentRegistry;
  private readonly projects = new Map<string, Project>();
  private readonly byFile = new Map<string, Known>();
  private outdated: Project[] = [];
  private finder: ProjectFinder;

  constructor(
    private readonly texts: Texts,
    private readonly files: Files,
  ) {
    this.registry = ts.createDocumentRegistry(files.useCaseSensitiveFileNames);
    this.finder = this.newFinder();
  }

  /**
   * @throws CannotRun when the file's tsconfig.json is not right
   */
  projectOf(file: string): ProjectOfFile {
    const known = this.byFile.get(file);
    if (known) return known;
    const scope = this.scopeOf(file);
    // Files of one project share its program, as long as that holds the same files.
    const key = JSON.stringify([scope.name, [...scope.roots].sort()]);
    const project = this.projects.get(key) ?? new Project(scope, this.texts, this.files, this.registry);
    const unseen = scope.unseen.get(file) ?? (this.files.isComplete() ? undefined : { cause: "unread" });
    const found: Known = {
      unseen,
      program: () => project.program(),
      findings: (name, options) => project.findings(name, options, unseen),
    };
    this.projects.set(key, project);
    this.byFile.set(file, found);
    return found;
  }

  /** Takes notice of a file's new text: other imports can make other files belong together, and a place that is named has moved. */
  refresh(file: string): void {
    const isNamed = [...this.byFile.values()].some(({ unseen }) => unseen?.at?.fileName === file);
    if (this.finder.refresh(file) || isNamed) this.byFile.clear();
  }

  /** Forgets everything about which files belong together. */
  clear(): void {
    this.outdated.push(...this.projects.values());
    this.projects.clear();
    this.byFile.clear();
    this.finder = this.newFinder();
  }

  /** Gives up what `clear` left: until then, new projects take over what it has parsed. */
  sweep(): void {
    for (const project of this.outdated) project.dispose();
    this.outdated = [];
  }

  private newFinder(): ProjectFinder {
    return new ProjectFinder(new ConfigReader(this.files), this.texts, this.files);
  }

  private scopeOf(file: string): ProjectScope {
    // What was never saved can be used by nobody, and nothing around it is known.
    if (!this.files.fileExists(file)) return aloneOf(this.files, file);
    return this.finder.projectsOf([file], [])[0] ?? aloneOf(this.files, file);
  }
}

function aloneOf(files: Files, file: string): ProjectScope {
  return {
    name: file,
    folder: folderOfLooseFile(files, file, []),
    options: looseOptions,
    roots: [file],
    references: [],
    requested: [file],
    unseen: new Map([[file, { cause: "unsaved" }]]),
  };
}
