import type ts from "typescript";
import type { Facts } from "../facts";
import { say } from "../say";
import { isWithin, listAround } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { commonJsExport, exportedByModifier, wholeModule } from "./module-exports";
import { passedOn } from "./passed-on";
import { refuse, type UseRefusal, type UseTarget } from "./target";

/** A name under which a module exports the target: a name, "default" or "export=". */
export interface ModuleExport {
  readonly sourceFile: ts.SourceFile;
  readonly name: string;
}

/** Everything in the project that names the target, under whatever name. */
export interface Trace {
  /** Names outside the nodes that the caller rewrites, the declaration's own name excluded. */
  readonly mentions: readonly ts.Identifier[];
  /** All modules that the target travels through. */
  readonly exports: readonly ModuleExport[];
  /** What cannot be followed or rewritten. */
  readonly problems: readonly UseRefusal[];
}

/**
 * Finds everything that names the target: the host's references, and those of the constants and import aliases that
 * stand for it, which are symbols of their own to a compiler.
 */
export function traceUses(ts: TypeScript, facts: Facts, target: UseTarget): Trace {
  const tracer = new Tracer(ts, facts, target);
  tracer.followDeclaration();
  for (const { node } of target.references) tracer.follow(node);
  return tracer;
}

class Tracer implements Trace {
  readonly mentions: ts.Identifier[] = [];
  readonly exports: ModuleExport[] = [];
  readonly problems: UseRefusal[] = [];
  readonly #seen = new Set<ts.Node>();

  constructor(
    private readonly ts: TypeScript,
    private readonly facts: Facts,
    private readonly target: UseTarget,
  ) {}

  /** Exports that the declaration itself makes, without naming anything. */
  followDeclaration(): void {
    const { ts } = this;
    const [declaration] = this.target.replaced;
    const common = commonJsExport(ts, declaration);
    if (common?.node) this.follow(common.node);
    if (common) this.#exportedAs(declaration.getSourceFile(), common.name);
    const owner = ts.isClassExpression(declaration) ? (this.target.name?.parent ?? declaration) : declaration;
    const name = exportedByModifier(ts, owner, this.target.className);
    if (name !== undefined) this.#exportedAs(owner.getSourceFile(), name);
    if (ts.isExportAssignment(declaration.parent)) {
      const isWhole = declaration.parent.isExportEquals === true;
      this.#exportedAs(declaration.getSourceFile(), isWhole ? wholeModule : "default");
    }
  }

  /** Notes one name of the target and goes on with what it is handed on to. */
  follow(node: ts.Node): void {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    const sourceFile = node.getSourceFile();
    if (sourceFile.isDeclarationFile) {
      this.problems.push(refuse(node, say("a declaration file names it, and those are not rewritten")));
    } else if (this.ts.isIdentifier(node)) {
      this.#followName(node);
    } else if (!this.#isOwn(node) && !this.#isDefaultKeyword(node)) {
      this.problems.push(refuse(node, say("it is reached by a string, which a rename would miss")));
    }
  }

  #followName(node: ts.Identifier): void {
    if (!this.#isOwn(node)) this.mentions.push(node);
    const passing = this.#isOwn(node) ? undefined : passedOn(this.ts, node);
    if (!passing) return;
    passing.keys.forEach((key) => {
      this.follow(key);
    });
    passing.names.forEach((name) => {
      if (this.#isAlsoType(name))
        this.problems.push(refuse(name, say("'{0}' is declared a second time here", name.text)));
      this.#followAll(name);
    });
    if (passing.exportedAs !== undefined) this.#exportedAs(node.getSourceFile(), passing.exportedAs);
  }

  /** `export const Reader = Rows; export type Reader = Rows;`: who imports the name may mean either, or both. */
  #isAlsoType(name: ts.Identifier): boolean {
    const { ts } = this;
    if (!ts.isVariableDeclaration(name.parent)) return false;
    const list = listAround(ts, name.parent.parent.parent) ?? [];
    return list.some(
      (one) =>
        (ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)) && one.name.text === name.text,
    );
  }

  #followAll(name: ts.Identifier): void {
    if (this.#seen.has(name)) return;
    const references = this.facts.references(name);
    if (!references) this.problems.push(refuse(name, say("the uses of '{0}' cannot be searched", name.text)));
    this.follow(name);
    for (const { node } of references ?? []) this.follow(node);
  }

  /** `export * from` names nothing, so no reference tells of it. */
  #exportedAs(sourceFile: ts.SourceFile, name: string): void {
    if (this.exports.some((known) => known.sourceFile === sourceFile && known.name === name)) return;
    this.exports.push({ sourceFile, name });
    if (name === "default" || name === wholeModule) return;
    for (const { parent } of this.facts.modules?.importsOf(sourceFile) ?? []) {
      if (this.ts.isExportDeclaration(parent) && !parent.exportClause) {
        this.#exportedAs(parent.getSourceFile(), name);
      }
    }
  }

  #isOwn(node: ts.Node): boolean {
    const { name, replaced } = this.target;
    return node === name || replaced.some((outer) => isWithin(node, outer));
  }

  #isDefaultKeyword(node: ts.Node): boolean {
    return node.kind === this.ts.SyntaxKind.DefaultKeyword;
  }
}
