import type ts from "typescript";
import { unwrap } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";

/** @returns whether the function that is called only writes a log: `console.error`, `this.logger.warn`, `log`, `debug` */
export function isLogger(ts: TypeScript, callee: ts.Expression): boolean {
  const subject = ts.isPropertyAccessExpression(callee) ? unwrap(ts, callee.expression) : callee;
  const name = ts.isPropertyAccessExpression(subject) ? subject.name : subject;
  return /^(?:console|debug|warn|_?log(?:ger)?|get_?logger)$/i.test(name.getText().replace(/^#/, ""));
}
