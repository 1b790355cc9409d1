import type ts from "typescript";

/** What can own a protocol method. */
export type Owner = ts.ClassDeclaration | ts.ClassExpression | ts.ObjectLiteralExpression;
