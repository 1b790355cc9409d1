import type ts from "typescript";
import { accessKind, hasModifier, isFunctionBoundary } from "../syntax/nodes";
import { isVariableName } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { applyEdits, type Span, type TextEdit } from "../text";

/** `let last: Row;` */
type BareDeclaration = ts.VariableDeclaration & { readonly name: ts.Identifier; readonly type: ts.TypeNode };

/**
 * A variable that lives from one `next()` to the next may have no value at first. The compiler trusts it where a function inside
 * uses it, but not in the generator itself, which has to say so: `let last!: Row;`
 *
 * @param text - a function
 */
export function withAssertedVariables(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("generated.ts", text, ts.ScriptTarget.Latest, true);
  return applyEdits(
    text,
    assertions(ts, sourceFile, (declaration) => {
      const { statements, index } = followers(ts, declaration);
      return statements.slice(index + 1);
    }),
  );
}

/**
 * The same for variables that stay outside of a generator that is called where it stands.
 *
 * @param replaced - what the generator takes the place of
 * @param block - the generator's block
 */
export function assertionsAround(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  replaced: Span,
  block: string,
): TextEdit[] {
  const generator = ts.createSourceFile(
    "generated.ts",
    `async function* generated() ${block}`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [fn] = generator.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || !fn.body) return [];
  const { body } = fn;
  return assertions(ts, sourceFile, (declaration) => {
    const { statements, index } = followers(ts, declaration);
    const user = statements.findIndex(({ pos, end }) => pos <= replaced.start && replaced.end <= end);
    return user <= index ? [] : [...statements.slice(index + 1, user), body];
  });
}

function assertions(
  ts: TypeScript,
  root: ts.Node,
  codeAfter: (declaration: BareDeclaration) => readonly ts.Node[],
): TextEdit[] {
  const edits: TextEdit[] = [];
  const visit = (node: ts.Node): void => {
    if (isBareDeclaration(ts, node) && !allowsUndefined(ts, node.type)) {
      if (mayBeReadFirst(ts, codeAfter(node), node.name.text))
        edits.push({ start: node.name.end, end: node.name.end, newText: "!" });
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return edits;
}

function isBareDeclaration(ts: TypeScript, node: ts.Node): node is BareDeclaration {
  if (!ts.isVariableDeclaration(node) || node.initializer || node.exclamationToken || !node.type)
    return false;
  const statement = node.parent.parent;
  if (!ts.isIdentifier(node.name) || !ts.isVariableStatement(statement)) return false;
  // What is said to be somewhere else has its value from there.
  return !hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword);
}

function allowsUndefined(ts: TypeScript, type: ts.TypeNode): boolean {
  const { AnyKeyword, UnknownKeyword, UndefinedKeyword, VoidKeyword } = ts.SyntaxKind;
  if (ts.isUnionTypeNode(type)) return type.types.some((one) => allowsUndefined(ts, one));
  return [AnyKeyword, UnknownKeyword, UndefinedKeyword, VoidKeyword].some((kind) => kind === type.kind);
}

/** The list of statements that a declaration stands in. */
function followers(
  ts: TypeScript,
  declaration: ts.Node,
): { statements: readonly ts.Statement[]; index: number } {
  let statement = declaration;
  while (!ts.isVariableStatement(statement)) statement = statement.parent;
  const { parent } = statement;
  const statements = ts.isBlock(parent) || ts.isSourceFile(parent) ? parent.statements : [];
  return { statements, index: statements.findIndex((one) => one === statement) };
}

/** May the code read the variable before it has assigned it? Where that is hard to say, it may. */
function mayBeReadFirst(ts: TypeScript, code: readonly ts.Node[], name: string): boolean {
  const flow = new AssignmentFlow(ts, name);
  for (const node of code) flow.visit(node);
  return flow.isReadFirst;
}

/** A statement that `break` leaves. */
interface Left {
  readonly node: ts.Statement;
  readonly label: string | undefined;
  /** The variable has a value wherever it is left. */
  isAssigned: boolean;
}

/** Goes through code in the order in which it runs. */
class AssignmentFlow {
  isReadFirst = false;
  /** The variable has a value, or the code here is never reached. */
  private isAssigned = false;
  /** What can be left from here, the innermost last. */
  private readonly around: Left[] = [];

  constructor(
    private readonly ts: TypeScript,
    private readonly name: string,
  ) {}

  visit(node: ts.Node): void {
    const { ts } = this;
    if (ts.isIdentifier(node)) this.use(node);
    else if (isFunctionBoundary(ts, node) || ts.isTypeNode(node)) return;
    else if (ts.isIfStatement(node)) this.choose(node.expression, [node.thenStatement, node.elseStatement]);
    else if (ts.isConditionalExpression(node)) this.choose(node.condition, [node.whenTrue, node.whenFalse]);
    else if (ts.isBinaryExpression(node)) this.binary(node);
    else if (ts.isTryStatement(node)) this.guarded(node);
    else if (ts.isIterationStatement(node, false)) this.leavable(node, undefined, () => this.loop(node));
    else if (ts.isSwitchStatement(node)) this.leavable(node, undefined, () => this.clauses(node));
    else if (ts.isLabeledStatement(node))
      this.leavable(node, node.label.text, () => {
        this.visit(node.statement);
        return this.isAssigned;
      });
    else if (ts.isBreakOrContinueStatement(node)) this.jump(node);
    else {
      ts.forEachChild(node, (child) => {
        this.visit(child);
      });
      this.isAssigned ||= ts.isReturnStatement(node) || ts.isThrowStatement(node);
    }
  }

  private use(node: ts.Identifier): void {
    if (node.text !== this.name || !isVariableName(this.ts, node)) return;
    if (accessKind(this.ts, node) === "write") this.isAssigned = true;
    // `timer!` says it for itself.
    else if (!this.ts.isNonNullExpression(node.parent)) this.isReadFirst ||= !this.isAssigned;
  }

  private binary({ left, right, operatorToken: { kind } }: ts.BinaryExpression): void {
    const { EqualsToken, AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken } = this.ts.SyntaxKind;
    const isAssignment = kind === EqualsToken;
    this.visit(isAssignment ? right : left);
    const mayStop = [AmpersandAmpersandToken, BarBarToken, QuestionQuestionToken].some((one) => one === kind);
    if (mayStop) this.perhaps(right);
    else this.visit(isAssignment ? left : right);
  }

  private choose(condition: ts.Expression, branches: readonly (ts.Node | undefined)[]): void {
    this.visit(condition);
    const before = this.isAssigned;
    const after = branches.map((branch) => {
      this.isAssigned = before;
      if (branch) this.visit(branch);
      return this.isAssigned;
    });
    this.isAssigned = after.every(Boolean);
  }

  private guarded({ tryBlock, catchClause, finallyBlock }: ts.TryStatement): void {
    const before = this.isAssigned;
    this.visit(tryBlock);
    const afterTry = this.isAssigned;
    this.isAssigned = before;
    if (catchClause) this.visit(catchClause);
    const afterBoth = afterTry && (!catchClause || this.isAssigned);
    this.isAssigned = before;
    if (finallyBlock) this.visit(finallyBlock);
    this.isAssigned ||= afterBoth;
  }

  /** @param go - visits the statement, and tells whether the variable has a value where it is left otherwise than by `break` */
  private leavable(node: ts.Statement, label: string | undefined, go: () => boolean): void {
    const left: Left = { node, label, isAssigned: true };
    this.around.push(left);
    const isAssigned = go();
    this.around.pop();
    this.isAssigned = isAssigned && left.isAssigned;
  }

  private jump(node: ts.BreakOrContinueStatement): void {
    const { ts } = this;
    const isLeft = ({ label, node: one }: Left): boolean =>
      node.label
        ? label === node.label.text
        : label === undefined && (ts.isBreakStatement(node) || ts.isIterationStatement(one, false));
    const left = this.around.findLast(isLeft);
    // What goes on with a `do … while` comes to its condition, and may leave it then.
    if (left && (ts.isBreakStatement(node) || ts.isDoStatement(left.node) || node.label))
      left.isAssigned &&= this.isAssigned;
    this.isAssigned = true;
  }

  private loop(node: ts.IterationStatement): boolean {
    const { ts } = this;
    if (ts.isDoStatement(node)) {
      this.visit(node.statement);
      this.visit(node.expression);
      return this.isAssigned || isTrue(ts, node.expression);
    }
    if (ts.isForStatement(node) && node.initializer) this.visit(node.initializer);
    const head: ts.Expression | undefined = ts.isForStatement(node)
      ? node.condition
      : ts.isWhileStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node)
        ? node.expression
        : undefined;
    if (head) this.visit(head);
    const binding = ts.isForOfStatement(node) || ts.isForInStatement(node) ? [node.initializer] : [];
    const step = ts.isForStatement(node) && node.incrementor ? [node.incrementor] : [];
    this.perhaps(...binding, node.statement, ...step);
    const isEndless = binding.length === 0 && (!head || isTrue(ts, head));
    return this.isAssigned || isEndless;
  }

  /** Each clause can be come to from the head, whatever the one before it does. */
  private clauses({ expression, caseBlock }: ts.SwitchStatement): boolean {
    const { ts } = this;
    this.visit(expression);
    const before = this.isAssigned;
    for (const clause of caseBlock.clauses) {
      this.isAssigned = before;
      this.visit(clause);
    }
    return this.isAssigned && (before || caseBlock.clauses.some(ts.isDefaultClause.bind(ts)));
  }

  /** What may not run at all. */
  private perhaps(...nodes: readonly ts.Node[]): void {
    const before = this.isAssigned;
    for (const node of nodes) this.visit(node);
    this.isAssigned = before;
  }
}

function isTrue(ts: TypeScript, { kind }: ts.Expression): boolean {
  return kind === ts.SyntaxKind.TrueKeyword;
}
