import type ts from "typescript";

/**
 * The TypeScript that the host runs (5.0 up to 6.0). The engine never imports one of its own, because
 * numeric `SyntaxKind`s differ between versions and a checker only understands its own nodes.
 * By convention it is passed as the first parameter, named `ts`.
 */
export type TypeScript = typeof ts;
