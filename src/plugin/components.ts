import type ts from "typescript";
import type { Facts } from "../engine/facts";
import type { TypeScript } from "../engine/typescript";
import { componentExtensions, modulesNamedIn } from "../project/components";

/** For how long what was found on disk counts, in milliseconds: nobody tells the server of files that it does not read. */
const freshness = 30_000;

/** Says whether files of other languages use what a file exports. */
export interface Components {
  /**
   * @param facts - of the whole project
   * @returns whether a component imports the file, directly or through other files of the project
   */
  use(sourceFile: ts.SourceFile, facts: Facts): boolean;
}

/** Looks for components in the folder of a project. */
export function componentsOf(
  ts: TypeScript,
  { project, serverHost }: ts.server.PluginCreateInfo,
): Components {
  let known: { readonly at: number; readonly imported: ReadonlySet<string> } | undefined;
  const imported = (): ReadonlySet<string> => {
    if (!known || Date.now() - known.at > freshness) known = { at: Date.now(), imported: importedFiles() };
    return known.imported;
  };
  const importedFiles = (): ReadonlySet<string> => {
    const folder = project.getCurrentDirectory();
    const options = project.getCompilerOptions();
    const components = serverHost.readDirectory(folder, componentExtensions, ["**/node_modules"], ["**/*"]);
    const files = components.flatMap((component) =>
      modulesNamedIn(serverHost.readFile(component) ?? "").flatMap(
        (name) =>
          ts.resolveModuleName(name, component, options, serverHost).resolvedModule?.resolvedFileName ?? [],
      ),
    );
    return new Set(files);
  };
  return {
    use: (sourceFile, facts) => {
      const files = imported();
      return files.size > 0 && importersOf(sourceFile, facts).some(({ fileName }) => files.has(fileName));
    },
  };
}

/** The file itself and all that import it, directly or through others. */
function importersOf(sourceFile: ts.SourceFile, { modules }: Facts): ts.SourceFile[] {
  const found = new Set([sourceFile]);
  for (const file of found) {
    for (const specifier of modules?.importsOf(file) ?? []) found.add(specifier.getSourceFile());
  }
  return [...found];
}
