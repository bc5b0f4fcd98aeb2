import type { Expression, Operand } from './syntax';

/** An expression as it is written in Kconfig. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case 'operand':
      return operandText(expression);
    case 'compare': {
      const { left, operator, right } = expression;
      return `${operandText(left)} ${operator} ${operandText(right)}`;
    }
    case 'not':
      return `!${expression.of.kind === 'operand' ? operandText(expression.of) : `(${expressionText(expression.of)})`}`;
    case 'and':
      return expression.of
        .map((part) => (part.kind === 'or' ? `(${expressionText(part)})` : expressionText(part)))
        .join(' && ');
    case 'or':
      return expression.of.map((part) => expressionText(part)).join(' || ');
  }
}

function operandText({ text, quoted }: Operand): string {
  return quoted ? `"${text}"` : text;
}

/** The names of symbols in an expression, each once, in their order; constants are left out. */
export function* operandsOf(expression: Expression | undefined): Iterable<Operand> {
  switch (expression?.kind) {
    case 'operand':
      yield expression;
      break;
    case 'compare':
      yield expression.left;
      yield expression.right;
      break;
    case 'not':
      yield* operandsOf(expression.of);
      break;
    case 'and':
    case 'or':
      for (const part of expression.of) yield* operandsOf(part);
      break;
    case undefined:
      break;
  }
}

/** The parts that must all hold. */
export function conjuncts(expression: Expression): readonly Expression[] {
  return expression.kind === 'and' ? expression.of.flatMap(conjuncts) : [expression];
}

/** Where an expression begins, and how long it is if it stands on one line. */
export function placeOf(expression: Expression): { line: number; column: number; length: number } {
  const operands = [...operandsOf(expression)];
  const [first, last] = [operands[0], operands.at(-1)];
  if (!first || !last) return { line: 1, column: 1, length: 0 };
  const { line, column } = first;
  const length = last.line === line ? last.column + last.length - column : first.length;
  return { line, column, length };
}
