import type { CompareOperator, SymbolType } from '../syntax/syntax';

/** A side of a comparison: a value, and the type of the symbol that it is of. */
export interface Side {
  readonly text: string;
  /** Undefined: a constant, or a symbol that nobody defines. */
  readonly type: SymbolType | undefined;
}

/** As expr_calc_value() of scripts/kconfig/expr.c: by numbers if both are numbers, else by bytes. */
export function compare(operator: CompareOperator, left: Side, right: Side): boolean {
  const order = orderOf(left, right);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function orderOf(left: Side, right: Side): number {
  if (left.type !== 'string' || right.type !== 'string') {
    const [a, b] = [numberOf(left), numberOf(right)];
    if (a !== undefined && b !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  }
  return left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
}

function numberOf({ text, type }: Side): bigint | undefined {
  switch (type) {
    case 'bool':
    case 'tristate':
      return BigInt(['n', 'm', 'y'].indexOf(text));
    case 'int':
      return numberIn(text, 10);
    case 'hex':
      return numberIn(text, 16);
    default:
      return numberIn(text, 0);
  }
}

/** As strtoll() reads the whole of a text; undefined where it does not. */
export function numberIn(text: string, base: 0 | 10 | 16): bigint | undefined {
  const match = /^\s*([-+]?)(0[xX])?([\da-fA-F]+)$/.exec(text);
  if (!match) return undefined;
  const [, sign, prefix, digits = ''] = match;
  const number = magnitude(base, prefix !== undefined, digits);
  return sign === '-' && number !== undefined ? -number : number;
}

function magnitude(base: 0 | 10 | 16, hasPrefix: boolean, digits: string): bigint | undefined {
  if (base === 16 || (base === 0 && hasPrefix)) return BigInt(`0x${digits}`);
  if (hasPrefix || !/^\d+$/.test(digits)) return undefined;
  if (base === 10 || !digits.startsWith('0')) return BigInt(digits);
  return /^[0-7]+$/.test(digits) ? BigInt(`0o${digits}`) : undefined;
}
