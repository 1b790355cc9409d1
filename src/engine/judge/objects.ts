import type ts from "typescript";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { hasModifier, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** Functions, and accessors. */
export type Code = FunctionWithBody | Accessor;

type Accessor = ts.AccessorDeclaration & { readonly body: ts.Block };

/** A function that runs, or may run, when another one does. */
export interface Reached {
  readonly code: Code;
  /** Where the first function comes to it: a call, or a name that is read; `undefined` for the first function itself. */
  readonly by: ts.Node | undefined;
}

/** The objects that a site's methods belong to. */
export interface Objects {
  readonly owners: readonly ts.Node[];
  readonly methods: readonly Method[];
  readonly accessors: readonly Accessor[];
  /** Those of an iterable that is not the iterator itself; the iterator may hold it under any name. */
  readonly handedOut: readonly Method[];
  /** What has been worked out already: the same names are asked for again and again. */
  readonly known: Known;
}

interface Known {
  readonly places: Map<ts.Node, string | undefined>;
  readonly codes: Map<ts.Node, readonly Code[]>;
  readonly reached: Map<ts.Node, readonly Reached[]>;
}

const known = new WeakMap<Site, Objects>();

/** @returns the objects of a site */
export function objectsOf(ts: TypeScript, site: Site): Objects {
  const objects = known.get(site) ?? readObjects(ts, site);
  known.set(site, objects);
  return objects;
}

function readObjects(ts: TypeScript, { iterator, iterable }: Site): Objects {
  const both = [...new Set([iterator, iterable])].flatMap((members) => members ?? []);
  return {
    owners: both.map(({ owner }) => owner),
    methods: both.flatMap((members) => [...members.methods.values()]),
    accessors: both.flatMap(({ others }) => others.filter((other) => isOwnAccessor(ts, other))),
    handedOut: iterable === iterator ? [] : [...(iterable?.methods.values() ?? [])],
    known: { places: new Map(), codes: new Map(), reached: new Map() },
  };
}

function isOwnAccessor(ts: TypeScript, node: ts.Node): node is Accessor {
  return (
    ts.isAccessor(node) && node.body !== undefined && !hasModifier(ts, node, ts.SyntaxKind.StaticKeyword)
  );
}

/** @returns what has been worked out for the node before, or is now */
export function remembered<T>(known: Map<ts.Node, T>, node: ts.Node, workOut: () => T): T {
  const before = known.get(node);
  if (before !== undefined || known.has(node)) return before as T;
  const answer = workOut();
  known.set(node, answer);
  return answer;
}
