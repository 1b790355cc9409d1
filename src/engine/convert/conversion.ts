import type ts from "typescript";
import type { Model } from "../describe/model";
import type { Facts } from "../facts";
import type { EngineOptions } from "../options";
import type { TypeScript } from "../typescript";

/** What every step of converting needs. */
export interface Conversion {
  readonly ts: TypeScript;
  readonly sourceFile: ts.SourceFile;
  readonly facts: Facts;
  readonly options: EngineOptions;
  readonly model: Model;
  /** The names of properties that do something when they are read, as far as the site reads them; worked out once. */
  readonly acting: () => ReadonlySet<string>;
}
