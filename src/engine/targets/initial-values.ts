import type ts from "typescript";
import type { Members } from "../detect/members";

/** @returns what the fields are made from */
export function initialValues({ fields }: Members): ts.Expression[] {
  return [...fields.values()].flatMap(({ initializer }) => initializer ?? []);
}
