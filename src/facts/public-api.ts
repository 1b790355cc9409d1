import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";
import { isExportedDeclaration, topLevelOwner } from "./exports";
import type { FactsHost } from "./facts-host";
import { nearestText } from "./nearest";
import { isModule } from "./symbols";

/** The entries of package.json that let other packages in; `bin` runs the package and gives nothing away. */
const entryPoints = ["main", "exports", "types", "typings", "module"];

/**
 * Can code outside the project reach this declaration?
 *
 * @returns `false` when it is not exported, or the nearest package.json is private or names no entry point; `undefined` when
 *   the project is not known well enough to say
 */
export function isPublicApi(
  ts: TypeScript,
  program: ts.Program,
  host: FactsHost,
  declaration: ts.Node,
): boolean | undefined {
  const owner = topLevelOwner(ts, declaration);
  if (owner === "local" || owner === "private") return false;
  if (owner === "unnamed") return undefined;
  const sourceFile = owner.getSourceFile();
  const isScript = !isModule(ts, program.getTypeChecker(), sourceFile);
  if (!isExportedDeclaration(ts, owner)) return isScript && !host.complete ? undefined : false;
  if (!host.complete) return undefined;
  return isPublicPackage(host, sourceFile.fileName);
}

function isPublicPackage(host: FactsHost, fileName: string): boolean {
  const text = nearestText(host, fileName, "package.json");
  const manifest = text === undefined ? undefined : parseObject(text);
  if (!manifest || manifest.private === true) return false;
  return entryPoints.some((entry) => manifest[entry] !== undefined);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // no package can be made of it
    throw error;
  }
}
