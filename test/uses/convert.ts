import type ts from "typescript";
import type { Facts } from "../../src/engine/facts";
import type { TypeScript } from "../../src/engine/typescript";
import { applyEdits } from "../../src/engine/text";
import {
  chooseFunctionName,
  rewriteUses,
  type GeneratorType,
  type UseRefusal,
  type UseTarget,
} from "../../src/engine/uses";
import { createProject, type Project, type ProjectOptions } from "../support/project";

/** A class that counts, to be put behind `export ` and the like. */
export const counterClass = `class Counter {
  private at: number;
  constructor(first: number, private readonly last = 3) {
    this.at = first;
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
  async next(): Promise<IteratorResult<number>> {
    return this.at > this.last ? { done: true, value: undefined } : { done: false, value: this.at++ };
  }
}
`;

/** The same in JavaScript. */
export const counterScript = `class Counter {
  constructor(first) {
    this.at = first;
  }
  [Symbol.asyncIterator]() {
    return this;
  }
  async next() {
    return this.at > 3 ? { done: true, value: undefined } : { done: false, value: this.at++ };
  }
}
`;

/** A class with a type parameter. */
export const boxesClass = `class Boxes<T> {
  constructor(private readonly items: T[]) {}
  [Symbol.asyncIterator](): this {
    return this;
  }
  async next(): Promise<IteratorResult<T>> {
    const value = this.items.shift();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }
}
`;

export interface ConvertOptions extends ProjectOptions {
  /** The type in place of the class; `AsyncGenerator<number>` when absent. */
  readonly generatorType?: GeneratorType;
  /** The name that an anonymous class has for its author. */
  readonly anonymousName?: string;
  /** Texts before the conversion need not compile. */
  readonly unchecked?: boolean;
  /** What is converted: the first class ("new") or the first function ("call"); "new" when absent. */
  readonly makes?: "new" | "call";
}

export interface Converted {
  readonly newName: string;
  /** The files' texts, the declaring file with its class replaced. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Converts the first class of the first file as the engine would, with a stand-in for the generator itself.
 *
 * @throws Error when the files do not compile before or after, or when the uses cannot be rewritten
 */
export function convert(files: Readonly<Record<string, string>>, options: ConvertOptions = {}): Converted {
  const { project, target, newName, result } = rewrite(files, options);
  if ("message" in result) throw new Error(`Refused: ${result.message}`);
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    const edits = result.files.find(({ fileName }) => fileName === project.path(name))?.edits ?? [];
    const declaration = target.replaced[0];
    const own =
      declaration.getSourceFile().fileName === project.path(name) ? [replaceClass(declaration, newName)] : [];
    texts[name] = applyEdits(text, [...edits, ...own]);
  }
  if (!options.unchecked) expectNoErrors(lightProject(texts, options), texts, "after");
  return { newName, files: texts };
}

/** @returns why the uses of the first class of the first file cannot be rewritten, and the text that it blames */
export function refusalOf(
  files: Readonly<Record<string, string>>,
  options: ConvertOptions = {},
): { message: string; text: string; file: string } {
  const { project, result } = rewrite(files, options);
  if (!("message" in result)) throw new Error("Not refused");
  return blamed(project, files, result);
}

function blamed(
  project: Project,
  files: Readonly<Record<string, string>>,
  { message, at }: UseRefusal,
): { message: string; text: string; file: string } {
  const file = Object.keys(files).find((name) => project.path(name) === at.fileName) ?? at.fileName;
  return { message, text: files[file]?.slice(at.start, at.end) ?? "", file };
}

function rewrite(files: Readonly<Record<string, string>>, options: ConvertOptions) {
  const project = lightProject(files, options);
  const { ts, facts } = project;
  if (!options.unchecked) expectNoErrors(project, files, "before");
  const target = targetIn(project, facts, Object.keys(files)[0] ?? "", options);
  const newName = chooseFunctionName(ts, facts, target);
  const generatorType = options.generatorType ?? (() => "AsyncGenerator<number>");
  const result = rewriteUses(ts, facts, { ...target, newName, makes: options.makes ?? "new", generatorType });
  return { project, target, newName, result };
}

function targetIn(project: Project, facts: Facts, file: string, options: ConvertOptions): UseTarget {
  const { ts } = project;
  const isMaker = (node: ts.Node): node is ts.ClassLikeDeclaration | ts.FunctionDeclaration =>
    options.makes === "call" ? ts.isFunctionDeclaration(node) : ts.isClassLike(node);
  const declaration = firstOf(ts, project.sourceFile(file), isMaker);
  const { parent } = declaration;
  const isConstant = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name);
  const name = isConstant && ts.isIdentifier(parent.name) ? parent.name : declaration.name;
  const keyword = declaration.getChildren().find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword);
  const asked = name ?? defaultKeyword(ts, declaration) ?? keyword;
  const references = asked && facts.references(asked);
  if (!references) throw new Error("The host gives no references");
  return {
    className: name?.text ?? options.anonymousName ?? "",
    ...(name && { name }),
    replaced: [declaration],
    references,
  };
}

function defaultKeyword(ts: TypeScript, declaration: ts.Node): ts.Node | undefined {
  if (!ts.canHaveModifiers(declaration)) return undefined;
  return ts.getModifiers(declaration)?.find(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
}

function firstOf<T extends ts.Node>(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  is: (node: ts.Node) => node is T,
): T {
  const find = (node: ts.Node): T | undefined => (is(node) ? node : ts.forEachChild(node, find));
  const found = find(sourceFile);
  if (!found) throw new Error(`Nothing to convert in ${sourceFile.fileName}`);
  return found;
}

function replaceClass(declaration: ts.Node, newName: string) {
  const sourceFile = declaration.getSourceFile();
  const text = declaration.getText(sourceFile);
  const head = /^(?:export )?(?:default )?/.exec(text)?.[0] ?? "";
  const isScript = /\.[cm]?js$/.test(sourceFile.fileName);
  const isGeneric = text.includes("<T>");
  const signature = isGeneric
    ? "<T>(items: T[]): AsyncGenerator<T>"
    : "(first: number, last = 3): AsyncGenerator<number>";
  const body = isGeneric ? "{ yield* items; }" : "{ for (let at = first; at <= last; at++) yield at; }";
  const script = "(first) { for (let at = first; at <= 3; at++) yield at; }";
  const generator = `${head}async function* ${newName}${isScript ? script : `${signature} ${body}`}`;
  return { start: declaration.getStart(sourceFile), end: declaration.end, newText: generator };
}

/** Without the DOM, and with the libraries unchecked: a second less for each case. */
function lightProject(files: Readonly<Record<string, string>>, options: ProjectOptions): Project {
  const light = { lib: ["lib.esnext.d.ts"], skipLibCheck: true };
  return createProject(files, { ...options, compilerOptions: { ...light, ...options.compilerOptions } });
}

function expectNoErrors(project: Project, files: Readonly<Record<string, string>>, when: string): void {
  const errors = project.errors();
  if (errors.length === 0) return;
  throw new Error(`Errors ${when} the conversion:\n${errors.join("\n")}\n${JSON.stringify(files, null, 2)}`);
}
