import type { Token } from './scanner';
import type { CompareOperator, Expression, Operand } from './syntax';

/** Why an expression could not be read. */
export class ExpressionError extends Error {
  constructor(
    readonly token: Token,
    message: string,
  ) {
    super(message);
  }
}

/** Deeper parentheses are nobody's: they would only make us slow. */
const MOST_DEPTH = 200;

/** The tokens of a line, read one after the other. */
export class TokenReader {
  private at = 0;

  /** @param tokens the last one is the line's end */
  constructor(private readonly tokens: readonly Token[]) {}

  get current(): Token {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] as Token;
  }

  get isAtEnd(): boolean {
    return this.current.kind === 'end';
  }

  take(): Token {
    const token = this.current;
    this.at++;
    return token;
  }

  /** Takes the next token if it is that word or operator. */
  takes(text: string): boolean {
    const { kind } = this.current;
    if (kind === 'string' || kind === 'end' || this.current.text !== text) return false;
    this.at++;
    return true;
  }

  /** @throws ExpressionError */
  operand(): Operand {
    const token = this.current;
    if (token.kind !== 'word' && token.kind !== 'string') {
      throw new ExpressionError(token, `A symbol is wanted ${where(token)}`);
    }
    this.at++;
    return operandOf(token);
  }

  /**
   * `||` binds weakest, then `&&`, then `!` and comparisons.
   * @throws ExpressionError
   */
  expression(depth = 0): Expression {
    if (depth > MOST_DEPTH) throw new ExpressionError(this.current, 'The expression is too deep');
    return this.junction('or', '||', () => this.junction('and', '&&', () => this.factor(depth)));
  }

  private junction(kind: 'and' | 'or', operator: string, part: () => Expression): Expression {
    const first = part();
    if (!this.takes(operator)) return first;
    const of = [first];
    do of.push(part());
    while (this.takes(operator));
    return { kind, of };
  }

  private factor(depth: number): Expression {
    let negations = 0;
    while (this.takes('!')) negations++;
    let result = this.takes('(') ? this.parenthesis(depth) : this.comparison();
    for (; negations > 0; negations--) result = { kind: 'not', of: result };
    return result;
  }

  private parenthesis(depth: number): Expression {
    const inner = this.expression(depth + 1);
    if (!this.takes(')')) {
      throw new ExpressionError(
        this.current,
        `A closing parenthesis is wanted ${where(this.current)}`,
      );
    }
    return inner;
  }

  private comparison(): Expression {
    const left = this.operand();
    const { kind, text } = this.current;
    if (kind !== 'operator' || !isComparison(text)) return left;
    this.at++;
    return { kind: 'compare', operator: text, left, right: this.operand() };
  }
}

export function operandOf({ kind, text, pieces, line, column, length }: Token): Operand {
  const operand = {
    kind: 'operand',
    text,
    quoted: kind === 'string',
    line,
    column,
    length,
  } as const;
  return pieces ? { ...operand, pieces } : operand;
}

export function hasMacro({ text, pieces }: Operand): boolean {
  return pieces ? pieces.some((piece) => piece.includes('$')) : text.includes('$');
}

/** `before "&&"`, for messages. */
export function where(token: Token): string {
  return token.kind === 'end' ? 'at the end of the line' : `before ${JSON.stringify(token.text)}`;
}

function isComparison(text: string): text is CompareOperator {
  return /^(?:[<>]=?|!?=)$/.test(text);
}
