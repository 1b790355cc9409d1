import ts from "typescript";
import { type FileSpan, spanInText } from "../engine/text";
import { isComponent, modulesNamedIn } from "./components";
import type { Files } from "./files";
import { fileBeside, pathKey } from "./paths";
import type { Texts } from "./scope";
import { isSource } from "./source-files";

/** What a file imports, by its text alone: no program is made. */
export class ModuleGraph {
  private readonly known = new Map<string, readonly Import[]>();
  private readonly cache: ts.ModuleResolutionCache;

  constructor(
    private readonly texts: Pick<Texts, "read">,
    private readonly files: Files,
    private readonly options: ts.CompilerOptions,
    folder: string,
  ) {
    this.cache = ts.createModuleResolutionCache(folder, pathKey, options);
  }

  /** @returns the imports of a file, re-exports and `require` calls among them */
  importsOf(file: string): readonly Import[] {
    const known = this.known.get(pathKey(file));
    if (known) return known;
    const found = this.find(file);
    this.known.set(pathKey(file), found);
    return found;
  }

  /**
   * Reads a file anew, after its text changed.
   *
   * @returns whether it imports something else now
   */
  refresh(file: string): boolean {
    const before = this.known.get(pathKey(file));
    if (!before) return false;
    this.known.delete(pathKey(file));
    return JSON.stringify(this.importsOf(file)) !== JSON.stringify(before);
  }

  /** @returns these files and all code that they import, directly or through others */
  reachableFrom(files: readonly string[]): Set<string> {
    const keys = new Set(files.map(pathKey));
    const queue = [...files];
    for (const file of queue) {
      for (const { target } of this.importsOf(file)) {
        if (target === undefined || keys.has(pathKey(target))) continue;
        keys.add(pathKey(target));
        queue.push(target);
      }
    }
    return keys;
  }

  /** @returns where a file names a module; looked for anew, since a place moves whenever the text changes */
  placeOf(file: string, specifier: string): FileSpan {
    const text = this.texts.read(file) ?? "";
    const place = isComponent(file)
      ? modulesNamedIn(file, text).find((named) => named.specifier === specifier)
      : ts
          .preProcessFile(text, true, true)
          .importedFiles.map(({ fileName, pos, end }) => ({ specifier: fileName, start: pos, end }))
          .find((named) => named.specifier === specifier);
    return spanInText(file, text, place ?? { start: 0, end: 0 });
  }

  private find(file: string): Import[] {
    const text = this.texts.read(file) ?? "";
    if (isComponent(file)) {
      return modulesNamedIn(file, text).map(({ specifier }) => ({
        specifier,
        target: this.resolve(specifier, file),
      }));
    }
    const { importedFiles, referencedFiles } = ts.preProcessFile(text, true, true);
    const named = importedFiles.map(({ fileName }) => ({
      specifier: fileName,
      target: this.resolve(fileName, file),
    }));
    const referenced = referencedFiles.map(({ fileName }) => ({
      specifier: fileName,
      target: fileBeside(file, fileName),
    }));
    return [...named, ...referenced];
  }

  private resolve(specifier: string, from: string): string | undefined {
    for (const mode of [ts.ModuleKind.ESNext, ts.ModuleKind.CommonJS] as const) {
      const { resolvedModule } = ts.resolveModuleName(
        specifier,
        from,
        this.options,
        this.files,
        this.cache,
        undefined,
        mode,
      );
      if (resolvedModule && isSource(resolvedModule.resolvedFileName) && !isPackage(resolvedModule)) {
        return resolvedModule.resolvedFileName;
      }
    }
    return undefined;
  }
}

/** One import of a file. */
export interface Import {
  readonly specifier: string;
  /** The code that it names; `undefined` for an installed package, declarations, and what is not found. */
  readonly target: string | undefined;
}

function isPackage({ resolvedFileName }: ts.ResolvedModule): boolean {
  return resolvedFileName.includes("/node_modules/");
}
