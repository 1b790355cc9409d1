import type { Members } from "../detect/members";
import { protocols, type IteratorKind } from "../kind";
import type { TypeScript } from "../typescript";
import { checkDeclaredBefore } from "./declared-later";
import { checkHome } from "./home-object";
import { initialValues } from "./initial-values";

/**
 * Can the code of an iterator object stand in `(function* () {…})()`?
 *
 * @throws NotUnderstood when something in it would mean something else there, or not compile
 */
export function checkCalledAtOnce(ts: TypeScript, members: Members, kind: IteratorKind): void {
  const { openKey } = protocols[kind];
  // What opens it is gone in a generator.
  const fns = [...members.methods.values()].flatMap(({ key, fn }) => (key === openKey ? [] : fn));
  const moved = [...fns, ...initialValues(members)];
  checkHome(ts, moved, undefined);
  checkDeclaredBefore(ts, members.owner, moved);
}
