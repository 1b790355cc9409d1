import type ts from "typescript";
import type { Facts } from "../engine/facts";
import type { Unseen } from "../engine/out-of-sight";
import { type FileSpan, spanInText } from "../engine/text";
import type { TypeScript } from "../engine/typescript";
import { componentExtensions, modulesNamedIn } from "../project/components";

/** For how long what was found on disk counts, in milliseconds: nobody tells the server of files that it does not read. */
const freshness = 30_000;

/** Says which files of other languages use what a file exports. */
export interface Components {
  /**
   * @param facts - of the whole project
   * @returns what is known of a component that imports the file, directly or through other files of the project; the nearest
   */
  using(sourceFile: ts.SourceFile, facts: Facts): Unseen | undefined;
}

/** Looks for components in the folder of a project. */
export function componentsOf(
  ts: TypeScript,
  { project, serverHost }: ts.server.PluginCreateInfo,
): Components {
  let known: { readonly at: number; readonly imports: ReadonlyMap<string, FileSpan> } | undefined;
  const imports = (): ReadonlyMap<string, FileSpan> => {
    if (!known || Date.now() - known.at > freshness) known = { at: Date.now(), imports: importsOfAll() };
    return known.imports;
  };
  const importsOfAll = (): ReadonlyMap<string, FileSpan> => {
    const folder = project.getCurrentDirectory();
    const components = serverHost.readDirectory(folder, componentExtensions, ["**/node_modules"], ["**/*"]);
    return new Map(components.flatMap((component) => importsOf(component)));
  };
  /** The files that a component imports, and where it does. */
  const importsOf = (component: string): [string, FileSpan][] => {
    const text = serverHost.readFile(component) ?? "";
    return modulesNamedIn(component, text).flatMap(({ specifier, start, end }): [string, FileSpan][] => {
      const options = project.getCompilerOptions();
      const { resolvedModule } = ts.resolveModuleName(specifier, component, options, serverHost);
      return resolvedModule
        ? [[resolvedModule.resolvedFileName, spanInText(component, text, { start, end })]]
        : [];
    });
  };
  return {
    using: (sourceFile, facts) => {
      const places = imports();
      if (places.size === 0) return undefined;
      const imported = importersOf(sourceFile, facts).find(({ fileName }) => places.has(fileName));
      const at = imported && places.get(imported.fileName);
      return at && { cause: imported === sourceFile ? "component" : "component-indirect", at };
    },
  };
}

/** The file itself and all that import it, directly or through others; the nearest first. */
function importersOf(sourceFile: ts.SourceFile, { modules }: Facts): ts.SourceFile[] {
  const found = new Set([sourceFile]);
  for (const file of found) {
    for (const specifier of modules?.importsOf(file) ?? []) found.add(specifier.getSourceFile());
  }
  return [...found];
}
