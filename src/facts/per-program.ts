import type ts from "typescript";

/** @returns the same of what is looked for in one file after the other, for one node */
export function perFileOfProgram<Value>(): (
  program: ts.Program,
  node: ts.Node,
  file: ts.SourceFile,
  find: () => Value,
) => Value {
  const byNode = perProgram<Map<ts.SourceFile, { readonly value: Value }>>();
  return (program, node, file, find) => {
    const byFile = byNode(program, node, () => new Map<ts.SourceFile, { readonly value: Value }>());
    const known = byFile.get(file) ?? { value: find() };
    byFile.set(file, known);
    return known.value;
  };
}

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
