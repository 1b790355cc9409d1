import type ts from "typescript";
import { annotationOf, generatorType } from "../describe/annotation";
import type { Site } from "../detect/site";
import { declarationOf } from "./class-declaration";
import { parameterList } from "./common";
import type { Renderer } from "../lower/render";
import { NotUnderstood } from "../lower/draft";
import type { Layout } from "../lower/layout";
import type { Style } from "../lower/style";
import type { FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/**
 * @param heritage - an `implements` clause counts
 * @param around - so does what is written around the iterator, since it goes
 * @returns `: AsyncGenerator<number>` where the author wrote the types down, "" where they are inferred
 */
export function returnType(ts: TypeScript, site: Site, heritage: boolean, around = heritage): string {
  const annotation = annotationOf(ts, site, { heritage, around });
  return annotation ? `: ${generatorType(annotation)}` : "";
}

/** @returns `export async function* counter<T>(start: number): AsyncGenerator<number> ` for a class */
export function classHeader(
  ts: TypeScript,
  site: Site,
  owner: ts.ClassLikeDeclaration,
  name: string,
  parameters: string,
): string {
  const declared = declarationOf(ts, owner).modifiers ?? [];
  const modifiers = declared.map((modifier) => `${modifier.getText()} `).join("");
  const ownName = ` ${name}`;
  return `${modifiers}async function*${ownName}${typeParameters(owner)}(${parameters})${returnType(ts, site, true)} `;
}

function typeParameters(node: ts.ClassLikeDeclaration | FunctionWithBody): string {
  return node.typeParameters
    ? `<${node.typeParameters.map((parameter) => parameter.getText()).join(", ")}>`
    : "";
}

/** @returns the head of a function, method or arrow function as that of an async generator */
export function functionHeader(ts: TypeScript, site: Site, fn: FunctionWithBody, render: Renderer): string {
  const parameters = `${typeParameters(fn)}(${parameterList(render, fn)})${factoryType(ts, site, fn)} `;
  const modifiers = (fn.modifiers ?? [])
    .filter(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword)
    .map((modifier) => `${modifier.getText()} `)
    .join("");
  if (ts.isMethodDeclaration(fn)) return `${modifiers}async *${fn.name.getText()}${parameters}`;
  if (ts.isFunctionDeclaration(fn))
    return `${modifiers}async function* ${fn.name?.getText() ?? ""}${parameters}`;
  const name = ts.isFunctionExpression(fn) && fn.name ? fn.name.getText() : "";
  return `async function* ${name}${parameters}`;
}

/** A return type of the author's own says more than a generator's type can. */
function factoryType(ts: TypeScript, site: Site, fn: FunctionWithBody): string {
  const type = returnType(ts, site, false, true);
  if (fn.type && type === "") {
    throw new NotUnderstood(
      `the function promises to return ${fn.type.getText()}`,
      spanOf(fn.type),
      "identity",
    );
  }
  if (fn.type && !/^Async\w*(?:<|$)/.test(fn.type.getText())) {
    throw new NotUnderstood(
      `the function promises to return ${fn.type.getText()}`,
      spanOf(fn.type),
      "identity",
    );
  }
  return type;
}

/** How a header may be laid out. */
export interface HeaderLayout {
  readonly layout: Layout;
  readonly style: Style;
  /** Columns before the header. */
  readonly indentation: number;
}

/**
 * Puts each parameter on a line of its own where the header would be too long.
 *
 * @param header - everything before the body
 * @param parameters - the parameter list as it stands in the header
 */
export function wrapParameters(
  ts: TypeScript,
  header: string,
  parameters: string,
  how: HeaderLayout,
): string {
  const { layout, style, indentation } = how;
  if (header.includes("\n")) return header.replace(/\n {2}(?=\S)/g, `\n${layout.unit}`);
  if (parameters === "" || indentation + header.length + "{".length <= style.width) return header;
  const sourceFile = ts.createSourceFile(
    "header.ts",
    `function f(${parameters}) {}`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [fn] = sourceFile.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || fn.parameters.length < 2 || /\/[/*]/.test(parameters))
    return header;
  const texts = fn.parameters.map((parameter) => layout.unit + parameter.getText(sourceFile));
  const isRest = fn.parameters.at(-1)?.dotDotDotToken !== undefined;
  const lines = `(\n${texts.join(",\n")}${style.trailingCommas && !isRest ? "," : ""}\n)`;
  return header.replace(`(${parameters})`, () => lines);
}
