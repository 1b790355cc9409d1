import ts from "typescript";
import type { Facts } from "../engine/facts";
import type { EngineOptions } from "../engine/options";
import { languageServiceFacts } from "../facts";
import { ConfigReader } from "../project/config";
import type { Files } from "../project/files";
import { ProjectFinder } from "../project/find-projects";
import { languageServiceHost } from "../project/language-service-host";
import { folderOfLooseFile, looseOptions } from "../project/loose-files";
import { isInSight, type ProjectScope } from "../project/scope";
import { lint, rules } from "../rules";
import type { Finding } from "../rules/rule";
import type { Texts } from "./texts";

/** A project with everything that could use the file that it was made for. */
class Project {
  private readonly service: ts.LanguageService;
  private facts: { readonly of: ts.Program; readonly facts: Facts } | undefined;
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

  findings(file: string, options: EngineOptions): readonly Finding[] {
    const program = this.service.getProgram();
    const sourceFile = program?.getSourceFile(file);
    if (!program || !sourceFile) return [];
    const key = `${JSON.stringify(options)} ${file}`;
    const findings = this.known.get(program) ?? new Map<string, readonly Finding[]>();
    this.known.set(program, findings);
    const known = findings.get(key);
    if (known) return known;
    const found = lint({ ts, sourceFile, facts: this.factsOf(program), options, rules });
    findings.set(key, found);
    return found;
  }

  dispose(): void {
    this.service.dispose();
  }

  private factsOf(program: ts.Program): Facts {
    if (this.facts?.of === program) return this.facts.facts;
    const facts = languageServiceFacts(ts, this.service, {
      complete: this.scope.complete,
      readFile: (name) => this.texts.read(name),
    });
    this.facts = { of: program, facts };
    return facts;
  }
}

/** Finds and keeps the project of each file, until files come, go or are configured anew. */
export class Projects {
  private readonly registry: ts.DocumentRegistry;
  private readonly projects = new Map<string, Project>();
  private readonly byFile = new Map<string, Project>();
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
  projectOf(file: string): Project {
    const known = this.byFile.get(file);
    if (known) return known;
    const scope = this.scopeOf(file);
    // Files of one project share its program, as long as that holds the same files.
    const key = JSON.stringify([scope.name, scope.complete, [...scope.roots].sort()]);
    const project = this.projects.get(key) ?? new Project(scope, this.texts, this.files, this.registry);
    this.projects.set(key, project);
    this.byFile.set(file, project);
    return project;
  }

  /** Takes notice of a file's new text: other imports can make other files belong together. */
  refresh(file: string): void {
    if (this.finder.refresh(file)) this.byFile.clear();
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
    const scope = this.finder.projectsOf([file], [])[0] ?? aloneOf(this.files, file);
    return { ...scope, complete: isInSight(scope, file) && this.files.isComplete() };
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
    complete: false,
    usedByComponents: [],
  };
}
