import type { Rule as EslintRule, SourceCode } from "eslint";
import type ts from "typescript";
import { programFacts, singleFileFacts } from "../facts";
import { readFile, type Reading } from "../rules/support/context";
import { anyTypeScript, typeScriptOf } from "./typescript";

/** What typescript-eslint's parser hands on; without types, `program` is null. */
interface ParserServices {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: unknown): ts.Node | undefined };
}

interface Known {
  readonly text: string;
  readonly fileName: string;
  readonly reading: Reading | undefined;
}

/** By ESLint's own object for a file. Some linters use one object for all files, so text and name are compared, too. */
const readings = new WeakMap<SourceCode, Known>();

/**
 * Reads a file once for all rules.
 *
 * @returns `undefined` for what is not TypeScript or JavaScript through and through, such as a component with a template
 */
export function readingOf({ sourceCode, filename }: EslintRule.RuleContext): Reading | undefined {
  const { text } = sourceCode;
  const known = readings.get(sourceCode);
  if (known?.text === text && known.fileName === filename) return known.reading;
  const reading = read(sourceCode, filename);
  readings.set(sourceCode, { text, fileName: filename, reading });
  return reading;
}

function read(sourceCode: SourceCode, filename: string): Reading | undefined {
  const services = sourceCode.parserServices as ParserServices | undefined;
  const parsed = services?.esTreeNodeToTSNodeMap?.get(sourceCode.ast);
  return (parsed && fromParser(parsed, services, sourceCode)) ?? fromText(sourceCode, filename);
}

/** The tree that the parser has made for itself, with the types that it has. */
function fromParser(
  parsed: ts.Node,
  services: ParserServices | undefined,
  { text }: SourceCode,
): Reading | undefined {
  const sourceFile = parsed as ts.SourceFile;
  const ts = sourceFile.text === text ? typeScriptOf(sourceFile) : undefined;
  if (!ts || !services?.program) return undefined;
  return readFile(ts, sourceFile, programFacts(ts, services.program));
}

/** A tree of our own, and what the text says of itself. */
function fromText({ text, ast }: SourceCode, filename: string): Reading | undefined {
  const fileName = sourceName(filename);
  if (fileName === undefined) return undefined;
  const ts = anyTypeScript();
  const { sourceFile, facts } = singleFileFacts(ts, { fileName, text }, ast.sourceType !== "script");
  return hasSyntaxErrors(sourceFile) ? undefined : readFile(ts, sourceFile, facts);
}

/** TypeScript goes by the ending of a name; text that came without a name is taken for JavaScript. */
function sourceName(filename: string): string | undefined {
  if (filename.startsWith("<")) return "input.js";
  return /\.[cm]?[jt]sx?$/.test(filename) ? filename.replaceAll("\\", "/") : undefined;
}

/** ESLint's parser has understood it; if TypeScript has not, it is another language. */
function hasSyntaxErrors(sourceFile: ts.SourceFile): boolean {
  const { parseDiagnostics = [] } = sourceFile as { readonly parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics.length > 0;
}
