import type ts from "typescript";
import { declaredInScope } from "../engine/syntax/in-scope";
import { isConst, unwrap } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";

/** A text in its order, as far as it can be read; `undefined` stands for what is not known until the program runs. */
export type Pieces = readonly (string | undefined)[];

const unknown: Pieces = [undefined];

/** More than that many values are not told apart. */
const mostValues = 8;
const longestChain = 12;

/** @returns what a path may come to, by what is written there */
export function piecesOf(ts: TypeScript, path: ts.Expression, depth = 0): readonly Pieces[] {
  if (depth > longestChain) return [unknown];
  const inner = (one: ts.Expression): readonly Pieces[] => piecesOf(ts, one, depth + 1);
  const value = unwrap(ts, path);
  if (ts.isStringLiteralLike(value)) return [[value.text]];
  if (ts.isTemplateExpression(value)) {
    const spans = value.templateSpans.flatMap(({ expression, literal }) => [
      inner(expression),
      [[literal.text]],
    ]);
    return joined([[[value.head.text]], ...spans]);
  }
  if (ts.isConditionalExpression(value)) return [...inner(value.whenTrue), ...inner(value.whenFalse)];
  if (ts.isBinaryExpression(value)) return ofOperation(ts, value, inner);
  if (ts.isIdentifier(value)) return ofName(ts, value, inner);
  if (ts.isPropertyAccessExpression(value)) return ofMember(value, inner);
  if (ts.isNewExpression(value) && value.expression.getText() === "URL")
    return ofUrl(value.arguments ?? [], inner);
  return ts.isCallExpression(value) ? ofCall(ts, value, inner) : [unknown];
}

type Inner = (expression: ts.Expression) => readonly Pieces[];

/** Each with each that follows, as one text. */
function joined(parts: readonly (readonly Pieces[])[], between = ""): readonly Pieces[] {
  const all = parts.reduce<readonly Pieces[]>(
    (before, next, index) =>
      before.flatMap((start) =>
        next.map((end) => (index === 0 || between === "" ? [...start, ...end] : [...start, between, ...end])),
      ),
    [[]],
  );
  return all.length > mostValues ? [unknown] : all.map(merged);
}

function merged(pieces: Pieces): Pieces {
  return pieces.reduce<(string | undefined)[]>((found, piece) => {
    const last = found.at(-1);
    if (piece !== undefined && last !== undefined) found[found.length - 1] = last + piece;
    else if (piece !== undefined || found.length === 0 || last !== undefined) found.push(piece);
    return found;
  }, []);
}

function ofOperation(
  ts: TypeScript,
  { left, right, operatorToken }: ts.BinaryExpression,
  inner: Inner,
): readonly Pieces[] {
  if (operatorToken.kind === ts.SyntaxKind.PlusToken) return joined([inner(left), inner(right)]);
  const { BarBarToken, QuestionQuestionToken } = ts.SyntaxKind;
  const isEither = operatorToken.kind === BarBarToken || operatorToken.kind === QuestionQuestionToken;
  return isEither ? [...inner(left), ...inner(right)] : [unknown];
}

function ofName(ts: TypeScript, name: ts.Identifier, inner: Inner): readonly Pieces[] {
  if (name.text === "__filename") return [[fileOf(name)]];
  if (name.text === "__dirname") return [[folderOf(fileOf(name))]];
  const initializer = declaredInScope(ts, name, name.text, (statement) => {
    const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    return declarations.find((one) => isConst(ts, one) && one.name.getText() === name.text)?.initializer;
  });
  return initializer ? inner(initializer) : [unknown];
}

function ofMember(access: ts.PropertyAccessExpression, inner: Inner): readonly Pieces[] {
  const text = access.getText();
  if (text === "import.meta.url" || text === "import.meta.filename") return [[fileOf(access)]];
  if (text === "import.meta.dirname") return [[folderOf(fileOf(access))]];
  return /^(?:href|pathname)$/.test(access.name.text) ? inner(access.expression) : [unknown];
}

/** `new URL("./readers/", import.meta.url)` */
function ofUrl([path, base]: readonly ts.Expression[], inner: Inner): readonly Pieces[] {
  if (!path) return [unknown];
  if (!base) return inner(path);
  const folders = inner(base).map(([first, ...more]): Pieces => {
    const isFolder = first !== undefined && more.length === 0;
    return isFolder ? [`${folderOf(first)}/`] : unknown;
  });
  return joined([folders, inner(path)]);
}

function ofCall(ts: TypeScript, call: ts.CallExpression, inner: Inner): readonly Pieces[] {
  const { expression: callee, arguments: given } = call;
  const [first] = given;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  if (name === "toString" && ts.isPropertyAccessExpression(callee)) return inner(callee.expression);
  if (!first) return [unknown];
  if (/^(?:fileURLToPath|pathToFileURL|String)$/.test(name) || callee.getText() === "require.resolve")
    return inner(first);
  if (name === "dirname")
    return inner(first).map(([path, ...more]) =>
      path !== undefined && more.length === 0 ? [folderOf(path)] : unknown,
    );
  // What it starts with is relative to the folder that the program was started in.
  if (name === "resolve") return joined([inner(first).map(fromStart), ...given.slice(1).map(inner)], "/");
  return name === "join" ? joined(given.map(inner), "/") : [unknown];
}

function fromStart(pieces: Pieces): Pieces {
  const [first] = pieces;
  return first === undefined || isAbsolute(first) ? pieces : [undefined, "/", ...pieces];
}

/** @returns whether a path starts at the root of the file system */
export function isAbsolute(path: string): boolean {
  return /^(?:\/|[a-z]:[\\/])/i.test(path);
}

/** @returns the path of the folder that it names something in, without a slash at its end */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

function fileOf(node: ts.Node): string {
  return node.getSourceFile().fileName;
}
