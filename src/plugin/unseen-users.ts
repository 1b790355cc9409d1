import type ts from "typescript";
import type { Unseen } from "../engine/out-of-sight";
import { type FileSpan, spanInText } from "../engine/text";
import type { TypeScript } from "../engine/typescript";

/**
 * Why a project need not hold every file that could use what a file of it exports: it is there for the loose files of an editor, a
 * component uses the file, it is composite and there for others to reference, or it shares the file with another project, such as
 * that of the tests.
 *
 * @param component - finds the component that uses the file, where one does
 * @returns `undefined` where the project holds them all
 */
export function unseenUsers(
  ts: TypeScript,
  { project, serverHost }: ts.server.PluginCreateInfo,
  fileName: string,
  component: () => Unseen | undefined,
): Unseen | undefined {
  if (!listsItsFiles(ts, project)) return { cause: isUnsaved(fileName) ? "unsaved" : "no-config" };
  const found = component();
  if (found) return found;
  if (project.getCompilerOptions().composite === true)
    return withPlace("composite", placeIn(ts, project, serverHost, /"composite"/));
  const others = project.getScriptInfo(fileName)?.containingProjects ?? [];
  const other = others.find((each) => each !== project && listsItsFiles(ts, each));
  return other && withPlace("shared", placeIn(ts, other, serverHost, /\{/));
}

function listsItsFiles(ts: TypeScript, { projectKind }: ts.server.Project): boolean {
  const { Configured, External } = ts.server.ProjectKind;
  return projectKind === Configured || projectKind === External;
}

/** Editors call a text without a file something like `^/untitled/ts-nul-authority/Untitled-1`. */
function isUnsaved(fileName: string): boolean {
  return fileName.startsWith("^/untitled/");
}

function withPlace(cause: "composite" | "shared", at: FileSpan | undefined): Unseen {
  return at ? { cause, at } : { cause };
}

/** Where a project's configuration says so; what it extends may say it instead, and then that is the place. */
function placeIn(
  ts: TypeScript,
  project: ts.server.Project,
  host: ts.server.ServerHost,
  pattern: RegExp,
): FileSpan | undefined {
  if (project.projectKind !== ts.server.ProjectKind.Configured) return undefined;
  const fileName = project.getProjectName();
  const text = host.readFile(fileName);
  if (text === undefined) return undefined;
  const found = pattern.exec(text);
  const start = found?.index ?? 0;
  return spanInText(fileName, text, { start, end: start + (found?.[0].length ?? 0) });
}
