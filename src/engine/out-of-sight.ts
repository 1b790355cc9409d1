import { say } from "./say";
import type { FileSpan } from "./text";

/** Why not all code that may use what a file declares can be looked at. */
export type Unseen =
  /** Another package may import it: `entry` of package.json lets it in. */
  | { readonly cause: "package"; readonly entry: string; readonly at: FileSpan }
  /** A file of another language imports the file, itself or through other modules. */
  | { readonly cause: "component" | "component-indirect"; readonly at: FileSpan }
  /** A file imports the package by its name, and that does not lead to the source. */
  | { readonly cause: "by-name"; readonly at: FileSpan }
  /** Code of the project loads modules by a path that is worked out while the program runs, and may come to the file by that. */
  | { readonly cause: "computed"; readonly at: FileSpan }
  /** Code of the project names the module in a string, as a key of stubs or for a loader of its own. */
  | { readonly cause: "named"; readonly at: FileSpan }
  /** Code of the project has the module as an object, and does something else with it than to ask for members by their names. */
  | { readonly cause: "module"; readonly at: FileSpan }
  /** Declarations beside a file of JavaScript stand for it, and its users lead to them. */
  | { readonly cause: "declared"; readonly at: FileSpan }
  /** Another script, or the platform, declares the same name for all scripts. */
  | { readonly cause: "contested"; readonly name: string; readonly at: FileSpan }
  /** No configuration names the file, so nobody says which files belong to it. */
  | { readonly cause: "no-config"; readonly at?: undefined }
  /** Projects that refer to the file's own project need not be loaded. */
  | { readonly cause: "composite"; readonly at?: FileSpan }
  /** The file belongs to another project, too, which is looked at by itself. */
  | { readonly cause: "shared"; readonly at?: FileSpan }
  /** The file was never saved; files that cannot be read; a linter that is shown one file at a time. */
  | { readonly cause: "unsaved" | "unread" | "one-file"; readonly at?: undefined };

export type UnseenCause = Unseen["cause"];

/** @returns what the matter is, as a sentence without a full stop; more general where nobody knows */
export function unseenText(unseen: Unseen | undefined): string {
  switch (unseen?.cause) {
    case undefined:
      return say("not every place that uses it can be followed");
    case "package":
      return say("the package is not private, and '{0}' lets others import it", unseen.entry);
    case "component":
    case "component-indirect":
      return componentText(unseen.cause, baseName(unseen.at));
    case "by-name":
      return say(
        "{0} imports the package by its name, and that does not lead to this source",
        baseName(unseen.at),
      );
    case "computed":
      return say(
        "{0} loads modules by a path that is worked out while it runs, and may load this one",
        baseName(unseen.at),
      );
    case "named":
      return say(
        "{0} names the module in a string, and may load it or put another in its place",
        baseName(unseen.at),
      );
    case "module":
      return say(
        "{0} hands the module on as a whole, and what it exports cannot be followed",
        baseName(unseen.at),
      );
    case "declared":
      return say("{0} declares what this file exports, and those who use it lead there", baseName(unseen.at));
    case "contested":
      return say(
        "the file is no module, '{0}' is declared elsewhere, too, and uses cannot be told apart",
        unseen.name,
      );
    case "no-config":
      return say("the file belongs to no tsconfig.json or jsconfig.json");
    case "composite":
      return say(
        "the project is composite, and the TypeScript server need not have loaded all projects that refer to it",
      );
    case "shared":
      return unseen.at
        ? say("the file belongs to the project of {0}, too", baseName(unseen.at))
        : say("the file belongs to another project, too");
    case "unsaved":
      return say("the file was never saved, so nothing around it is known");
    case "unread":
      return say("some files around it could not be read");
    case "one-file":
      return say("a linter is shown one file at a time");
  }
}

function componentText(cause: "component" | "component-indirect", name: string): string {
  const extension = name.slice(name.lastIndexOf("."));
  return cause === "component"
    ? say("{0} imports this module, and Yieldwise does not read {1} files", name, extension)
    : say("{0} imports this module through others, and Yieldwise does not read {1} files", name, extension);
}

function baseName({ fileName }: FileSpan): string {
  return fileName.slice(fileName.lastIndexOf("/") + 1);
}
