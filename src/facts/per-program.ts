import type ts from "typescript";

/** @returns a memory: what has been found for a node of a program is not looked for again */
export function perProgram<Value>(): (program: ts.Program, node: ts.Node, find: () => Value) => Value {
  const byProgram = new WeakMap<ts.Program, WeakMap<ts.Node, { readonly value: Value }>>();
  return (program, node, find) => {
    const byNode = byProgram.get(program) ?? new WeakMap<ts.Node, { readonly value: Value }>();
    byProgram.set(program, byNode);
    const known = byNode.get(node) ?? { value: find() };
    byNode.set(node, known);
    return known.value;
  };
}
