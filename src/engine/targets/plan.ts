import type ts from "typescript";
import type { Span, TextEdit } from "../text";
import type { Reason } from "../verdict";
import type { Annotation } from "../describe/annotation";
import type { Facts } from "../facts";
import type { Parts } from "../lower/assemble";
import type { ExitContext } from "../lower/exits";
import type { Renderer } from "../lower/render";

/** How the generator relates to what people hold in their hands. */
export type Relation =
  /** The instance itself is the iterator, and becomes the generator object: one position for all who draw from it. */
  | "is-generator"
  /** Every loop opens a generator of its own. */
  | "opens-generators"
  /** Every loop opens a generator of its own, and the object's own `next()` is gone. */
  | "loses-protocol"
  /** The same, where every loop opened another instance before, so that what is opened by hand is drawn from as it was. */
  | "reopens";

/** How one site becomes a generator: the parts, and where the result goes. */
export interface Plan {
  /** The parts to assemble; or the finished block, where the original is a generator already. */
  readonly parts: Parts | string;
  /** The parameter list between the parentheses. */
  readonly parameters: string;
  /** The range that the generator takes the place of; comments in it must not get lost. */
  readonly replaced: { readonly start: number; readonly end: number };
  /** Further ranges that go, each a whole member; comments in them must not get lost either. */
  readonly removed?: readonly Span[];
  /** Texts of the source that stay beside the generator, so that their comments count as kept. */
  readonly kept: readonly string[];
  /** What the plan itself costs. */
  readonly reasons: readonly Reason[];
  /**
   * What forbids the plan although nothing else does. Asked last: it searches the project for names as common as `next`.
   *
   * @throws NotUnderstood with the reason
   */
  checkLast?(): void;
  /** The class's name, when it becomes a function's name and every use must follow. */
  readonly renames: ts.Identifier | undefined;
  /** What the body calls the generator itself, whose name is not known yet. */
  readonly selfName?: string | undefined;
  readonly relation: Relation;
  /** The class that the opening method no longer makes an instance of, by its name. */
  readonly openedClass?: string;
  /** What runs at once today and would wait for the first `next()`. */
  readonly eager: readonly ts.Node[];
  /** `this` there is not what is being made, but an object that others may have changed until the first `next()`. */
  readonly isOwnerThere?: boolean;
  /** What runs in `[Symbol.asyncIterator]()`, which a loop calls right before the first `next()`. */
  readonly eagerAtOpen?: readonly ts.Node[];
  /** The source that the body is made of, and how its expressions are written there. */
  readonly sources: readonly ts.Node[];
  readonly render: Renderer;
  readonly ownVariables: ReadonlySet<string>;
  /**
   * @param block - the polished body, braces included, indented from level zero with line feeds
   * @param name - the function's new name, when the plan renames
   * @returns what stands in the place of `replaced`, and further edits of the same file
   */
  print(block: string, name: string): Printed;
}

export interface Printed {
  readonly text: string;
  readonly more?: readonly TextEdit[];
}

/** What planning needs to know of the world around the site. */
export interface PlanContext extends ExitContext {
  readonly facts: Facts;
  /**
   * @param written - what the author wrote of the iterator's types, as far as it counts here
   * @returns what is written of the generator's type; `undefined` where it is left to TypeScript
   */
  annotate(written: Annotation | undefined): Annotation | undefined;
  /** The same where the author's own type stays beside it: it need not be said twice. */
  annotateBeside(written: Annotation | undefined): Annotation | undefined;
  /** What is written of it where nothing else is, since the class that goes is named as a type. */
  readonly annotationForUses?: Annotation | undefined;
}
