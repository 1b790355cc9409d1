export { chooseFunctionName, rewriteUses, type UseEdits, type UseRequest } from "./rewrite-uses";
export type { UseRefusal, UseTarget } from "./target";
export type { GeneratorType } from "./type-uses";
