import type ts from "typescript";
import type { Unseen } from "../engine/out-of-sight";
import { spanInText } from "../engine/text";
import type { TypeScript } from "../engine/typescript";
import { declaredApart } from "./declared-apart";
import { leadsOut } from "./leads-out";
import { isExportedDeclaration, topLevelOwner } from "./exports";
import type { FactsHost } from "./facts-host";
import { moduleGraph } from "./module-graph";
import { nearestFile } from "./nearest";
import { isModule, placeOf } from "./symbols";

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
  if (owner === "given") {
    const isOpen = host.unseen ?? publicEntry(host, declaration.getSourceFile().fileName);
    return isOpen ? undefined : false;
  }
  const sourceFile = owner.getSourceFile();
  const isScript = !isModule(ts, program.getTypeChecker(), sourceFile);
  const leaves = isExportedDeclaration(ts, owner) || (owner !== declaration && leadsOut(ts, owner));
  if (!leaves) return isScript && host.unseen ? undefined : false;
  if (host.unseen) return undefined;
  return publicEntry(host, sourceFile.fileName) !== undefined;
}

/**
 * Why may code that the language service does not hold use what a file exports? Whoever certainly uses it comes first; that a package
 * is public goes on being so when all else has been mended.
 *
 * @returns `undefined` where that is not known
 */
export function unseenUsers(host: FactsHost, fileName: string): Unseen | undefined {
  const { unseen } = host;
  if (unseen?.cause === "component" || unseen?.cause === "component-indirect") return unseen;
  return publicEntry(host, fileName) ?? unseen;
}

/**
 * The call of the project that may load the file, where nobody can tell what it loads, or the declarations that its users are shown in
 * its place.
 */
export function unseenInProject(
  ts: TypeScript,
  program: ts.Program,
  host: FactsHost,
  file: ts.SourceFile,
): Unseen | undefined {
  const declarations = declaredApart(ts, program, host, file);
  if (declarations) return { cause: "declared", at: declarations };
  const call = moduleGraph(ts, program).computedUse(file);
  return call && { cause: "computed", at: placeOf(call) };
}

/** What lets other packages import this one, in its package.json. */
function publicEntry(host: FactsHost, fileName: string): Unseen | undefined {
  const found = nearestFile(host, fileName, "package.json");
  const manifest = found && parseObject(found.text);
  if (!manifest || manifest.private === true) return undefined;
  const entry = entryPoints.find((each) => manifest[each] !== undefined);
  if (entry === undefined) return undefined;
  const start = Math.max(found.text.search(new RegExp(`"${entry}"\\s*:`)), 0);
  const end = start + entry.length + 2;
  return { cause: "package", entry, at: spanInText(found.fileName, found.text, { start, end }) };
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
