import type ts from "typescript";
import type { Reference } from "../engine/facts";
import type { Unseen } from "../engine/out-of-sight";
import { expressionNamed } from "../engine/consume/reference-place";
import { hasModifier } from "../engine/syntax/nodes";
import { constantGiven } from "../engine/syntax/promised-values";
import type { TypeScript } from "../engine/typescript";
import { isContested } from "./contested-names";
import { declaredApart } from "./declared-apart";
import { type ExportRoute, exportRouteOf } from "./exports";
import type { FactsHost, ReferenceService } from "./facts-host";
import { namelessExport } from "./nameless-export";
import { collectModuleValue, ofNamespaceUse } from "./module-value";
import { type ModuleGraph, moduleGraph } from "./module-graph";
import {
  type Answer,
  isLost,
  type Lost,
  type Outlet,
  type Reached,
  referencesWithin,
  type RouteFrom,
  type SearchContext,
  together,
} from "./search";
import { ofOwnExports } from "./own-exports";
import { isModule, placeOf } from "./symbols";

/** One for hosts that see everything and one for those that do not: of the same program they know different things. */
const caches = {
  whole: new WeakMap<ts.Program, Map<ts.Node, Answer>>(),
  part: new WeakMap<ts.Program, Map<ts.Node, Answer>>(),
};

/** Answers that belong together. */
export interface ReferenceFinder {
  /**
   * The `references` of {@link Facts}: the language service's own, and those that it does not follow although they are sure, such as
   * `const { X } = require("./x")`
   */
  references(name: ts.Node): readonly Reference[] | undefined;
  /** What is to blame where there are none, and somewhere in the project is. */
  lostBy(name: ts.Node): Unseen | undefined;
}

export function referenceFinder(
  ts: TypeScript,
  languageService: ReferenceService,
  program: ts.Program,
  host: FactsHost,
): ReferenceFinder {
  const programs = host.unseen ? caches.part : caches.whole;
  const cache = programs.get(program) ?? new Map<ts.Node, Answer>();
  programs.set(program, cache);
  const context: SearchContext = { ts, program, languageService };
  const find = (name: ts.Node): Answer => {
    const known = cache.get(name);
    if (known) return known;
    const answer = findReferences(context, host, name);
    cache.set(name, answer);
    return answer;
  };
  return {
    references: (name) => {
      const answer = find(name);
      return isLost(answer) ? undefined : answer;
    },
    lostBy: (name) => {
      const answer = find(name);
      return isLost(answer) ? answer.lost : undefined;
    },
  };
}

const unknown: Lost = { lost: undefined };

function findReferences(context: SearchContext, host: FactsHost, name: ts.Node): Answer {
  if (isContested(context.ts, context.program, name))
    return { lost: { cause: "contested", name: name.getText(), at: placeOf(name) } };
  const nameless = namelessExport(context.ts, name);
  if (nameless === "lost") return unknown;
  const wanted = nameless ? nameless.name : name;
  const found = wanted ? referencesWithin(context, wanted) : [];
  if (isLost(found)) return found;
  const routes = [...(nameless ? [nameless.route] : []), ...exportRoutes(context, found)];
  if (host.unseen && (routes.length > 0 || isGlobal(context, name))) return unknown;
  return throughModules(context, host, found, routes);
}

function exportRoutes({ ts }: SearchContext, references: readonly Reference[]): readonly RouteFrom[] {
  return references.flatMap(({ node, sourceFile }) => {
    const route = routeOf(ts, node);
    return route ? [{ ...route, from: sourceFile }] : [];
  });
}

function routeOf(ts: TypeScript, node: ts.Node): ExportRoute | undefined {
  const { parent } = node;
  if (ts.isExportSpecifier(parent)) {
    return parent.name === node || !parent.propertyName
      ? { kind: "named", name: parent.name.text, commonJs: false }
      : undefined;
  }
  if ((parent as Partial<ts.NamedDeclaration>).name === node) {
    const owner = ts.isVariableDeclaration(parent) ? parent.parent.parent : parent;
    if (hasModifier(ts, owner, ts.SyntaxKind.ExportKeyword)) {
      const isDefault = hasModifier(ts, owner, ts.SyntaxKind.DefaultKeyword);
      return { kind: "named", name: isDefault ? "default" : node.getText(), commonJs: false };
    }
    if (ts.isClassExpression(parent) || ts.isFunctionExpression(parent)) return exportRouteOf(ts, parent);
    if (ts.isVariableDeclaration(parent) && parent.initializer)
      return routeOfInitializer(ts, parent.initializer);
  }
  if (!ts.isIdentifier(node)) return undefined;
  // `exports.X = require("./x").X` and `module.exports = { X: all.X }`
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  return exportRouteOf(ts, isMember ? parent : node);
}

/** `const X = (module.exports = class {})` */
function routeOfInitializer(ts: TypeScript, initializer: ts.Expression): ExportRoute | undefined {
  return ts.isBinaryExpression(initializer) ? exportRouteOf(ts, initializer.right) : undefined;
}

/** A top-level name of a file that is no module: every other script can use it. */
function isGlobal({ ts, program }: SearchContext, name: ts.Node): boolean {
  const sourceFile = name.getSourceFile();
  if (isModule(ts, program.getTypeChecker(), sourceFile)) return false;
  let { parent } = name;
  while (!ts.isSourceFile(parent)) {
    if (ts.isFunctionLike(parent) || ts.isBlock(parent)) return false;
    parent = parent.parent;
  }
  return true;
}

/**
 * Adds what reaches the symbol through whole modules: namespace objects, `require()`, `import()`.
 *
 * @returns lost when a module object goes where nobody can follow it
 */
function throughModules(
  context: SearchContext,
  host: FactsHost,
  found: readonly Reference[],
  routes: readonly RouteFrom[],
): Answer {
  const { ts, program } = context;
  const graph = moduleGraph(ts, program);
  const byNode = new Map<ts.Node, Reference>();
  const known: RouteFrom[] = [];
  let added: readonly Reference[] = found;
  let leaving = routes;
  while (added.length > 0 || leaving.length > 0) {
    const named = together([added, leaving.flatMap(keyOf), ...added.map((one) => ofConstant(context, one))]);
    if (isLost(named)) return named;
    for (const reference of named) byNode.set(reference.node, reference);
    const fresh = newRoutes(context, graph, [...leaving, ...exportRoutes(context, named)], known);
    if (fresh.some(({ from }) => declaredApart(ts, program, host, from))) return unknown;
    const reached = together(
      fresh.map((route) =>
        together([
          ofOwnExports(context, route, (node) => byNode.has(node)),
          throughModule(context, host, graph, route),
        ]),
      ),
    );
    if (isLost(reached)) return reached;
    added = reached.flatMap((one) => ("node" in one && !byNode.has(one.node) ? [one] : []));
    leaving = reached.flatMap((one) => ("route" in one ? [one.route] : []));
  }
  return [...byNode.values()];
}

/** `await import("./rows").then((module) => module.Rows)` hands the class on to a constant, which is a further name of it. */
function ofConstant(context: SearchContext, reference: Reference): Answer {
  const { ts } = context;
  const { node, isDeclaration } = reference;
  const expression = isDeclaration ? undefined : expressionNamed(ts, node);
  const constant = expression && constantGiven(ts, expression);
  return constant
    ? together([[{ ...reference, isDeclaration: true }], referencesWithin(context, constant)])
    : [];
}

function keyOf(route: RouteFrom): readonly Reference[] {
  const key = route.kind === "named" ? route.key : undefined;
  return key ? [{ sourceFile: route.from, node: key, isDeclaration: true }] : [];
}

/** Appends to `known` those of these routes that are new, and returns them. */
function newRoutes(
  context: SearchContext,
  graph: ModuleGraph,
  found: readonly RouteFrom[],
  known: RouteFrom[],
): readonly RouteFrom[] {
  const routes = withBarrels(context, graph, found);
  const fresh = routes.filter((route, index) => {
    const isSame = (other: RouteFrom): boolean => other.from === route.from && sameRoute(other, route);
    return !known.some(isSame) && routes.findIndex(isSame) === index;
  });
  known.push(...fresh);
  return fresh;
}

function throughModule(
  context: SearchContext,
  host: FactsHost,
  graph: ModuleGraph,
  route: RouteFrom,
): Reached {
  const opaque = graph.opaqueUse(route.from);
  if (opaque) return { lost: { cause: "named", at: placeOf(opaque) } };
  const computed = graph.computedUse(route.from);
  if (computed) return { lost: { cause: "computed", at: placeOf(computed) } };
  const reached = together<Reference | Outlet>(
    graph.usesOf(route.from).map((specifier) => collectModuleValue(context, specifier, route)),
  );
  if (isLost(reached)) return reached;
  return together<Reference | Outlet>(
    reached.map((one) =>
      "route" in one && one.member ? ofModuleMember(context, host, one, one.member) : [one],
    ),
  );
}

/** Outlets that are being followed: a module may export itself. */
const underWay = new Set<ts.Node>();

/** `export * as text from "./rows"`: whoever has `text` has the symbol for a member of it. */
function ofModuleMember(
  context: SearchContext,
  host: FactsHost,
  { route, name }: Outlet,
  member: ExportRoute,
): Reached {
  const key = name ?? route.from;
  if (underWay.has(key)) return unknown;
  underWay.add(key);
  try {
    const names = name ? referencesWithin(context, name) : [];
    const all = isLost(names)
      ? names
      : throughModules(context, host, names, [route, ...exportRoutes(context, names)]);
    if (isLost(all)) return all;
    return together<Reference | Outlet>(
      all.flatMap(({ node, isDeclaration }) =>
        isDeclaration ? [] : [ofNamespaceUse(context, node, member)],
      ),
    );
  } finally {
    underWay.delete(key);
  }
}

/** Adds the modules that pass the export on by `export * from`, which names nothing. */
function withBarrels(
  { ts }: SearchContext,
  graph: ModuleGraph,
  routes: readonly RouteFrom[],
): readonly RouteFrom[] {
  const all = [...routes];
  for (const route of all) {
    for (const specifier of graph.usesOf(route.from)) {
      const barrel = specifier.getSourceFile();
      const isStar = ts.isExportDeclaration(specifier.parent) && !specifier.parent.exportClause;
      const isKnown = all.some((other) => other.from === barrel && sameRoute(other, route));
      if (isStar && !isKnown) all.push({ ...route, from: barrel });
    }
  }
  return all;
}

function sameRoute(a: ExportRoute, b: ExportRoute): boolean {
  return a.kind === "named" && b.kind === "named" ? a.name === b.name : a.kind === b.kind;
}
