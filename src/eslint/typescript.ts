import { createRequire } from "node:module";
import path from "node:path";
import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";

/** Where TypeScript's API is, from 5.0 up to 6: later ones have no file like it. */
const entry = /[\\/]typescript[\\/]lib[\\/]typescript\.js$/;

let maker: TypeScript | undefined;
let parser: TypeScript | undefined;

/**
 * The TypeScript that made a syntax tree. Kinds of nodes are numbers that differ between versions, so another one would misread it.
 * A parser has loaded the right one into this process.
 *
 * @returns `undefined` when it is not to be found
 */
export function typeScriptOf(sourceFile: ts.SourceFile): TypeScript | undefined {
  if (maker && isMakerOf(maker, sourceFile)) return maker;
  maker = loaded().find((candidate) => isMakerOf(candidate, sourceFile));
  return maker;
}

/** @returns a TypeScript to parse with: one that is loaded already, else the user's, else the one that comes with Yieldwise */
export function anyTypeScript(): TypeScript {
  parser ??= loaded()[0] ?? installed();
  if (parser) return parser;
  throw new Error(
    "Yieldwise finds no TypeScript 5.0 to 6.0. Its own is a dependency: install 'yieldwise' anew",
  );
}

function isMakerOf({ SyntaxKind }: TypeScript, sourceFile: ts.SourceFile): boolean {
  const [file, end]: readonly ts.SyntaxKind[] = [sourceFile.kind, sourceFile.endOfFileToken.kind];
  return file === SyntaxKind.SourceFile && end === SyntaxKind.EndOfFileToken;
}

function loaded(): TypeScript[] {
  const { cache } = createRequire(__filename);
  return Object.entries(cache).flatMap(([file, module]) => {
    const isWhole = entry.test(file) && module?.loaded === true;
    const api: unknown = isWhole ? module.exports : undefined;
    return isUsable(api) ? [api] : [];
  });
}

function installed(): TypeScript | undefined {
  for (const from of [path.join(process.cwd(), "package.json"), __filename]) {
    const api = load(from);
    if (isUsable(api)) return api;
  }
  return undefined;
}

/** A TypeScript that is missing or cannot be loaded is none: the next place may have one. */
function load(from: string): unknown {
  try {
    return createRequire(from)("typescript");
  } catch {
    return undefined;
  }
}

function isUsable(candidate: unknown): candidate is TypeScript {
  const api = candidate as Partial<TypeScript> | undefined;
  const major = Number.parseInt(api?.versionMajorMinor ?? "", 10);
  return typeof api?.createSourceFile === "function" && (major === 5 || major === 6);
}
