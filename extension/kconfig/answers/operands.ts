import { operandsOf } from '../tree/syntax/expression-text';
import type { Expression, KconfigFile, Operand, Property, Statement } from '../tree/syntax/syntax';

/** Where a name stands in a Kconfig file, and what for. */
export interface Mention {
  readonly operand: Operand;
  readonly role: 'definition' | 'dependency' | 'select' | 'imply' | 'value' | 'range' | 'condition';
}

/** Every name and value in a file, in the order of the text. */
export function* mentionsIn({ statements }: Pick<KconfigFile, 'statements'>): Iterable<Mention> {
  for (const statement of statements) yield* mentionsOf(statement);
}

function* mentionsOf(statement: Statement): Iterable<Mention> {
  switch (statement.kind) {
    case 'config':
    case 'menuconfig':
      yield { operand: statement.name, role: 'definition' };
      yield* ofProperties(statement.properties);
      return;
    case 'choice':
      if (statement.name) yield { operand: statement.name, role: 'definition' };
      yield* ofProperties(statement.properties);
      for (const inner of statement.body) yield* mentionsOf(inner);
      return;
    case 'menu':
      yield* ofProperties(statement.properties);
      for (const inner of statement.body) yield* mentionsOf(inner);
      return;
    case 'comment':
      yield* ofProperties(statement.properties);
      return;
    case 'if':
      yield* ofExpression(statement.condition, 'dependency');
      for (const inner of statement.body) yield* mentionsOf(inner);
      return;
    default:
  }
}

function* ofProperties(properties: readonly Property[]): Iterable<Mention> {
  for (const property of properties) {
    switch (property.kind) {
      case 'default':
        yield* ofExpression(property.value, 'value');
        break;
      case 'depends':
        yield* ofExpression(property.on, 'dependency');
        break;
      case 'select':
      case 'imply':
        yield { operand: property.symbol, role: property.kind };
        break;
      case 'range':
        yield { operand: property.low, role: 'range' };
        yield { operand: property.high, role: 'range' };
        break;
      default:
    }
    if ('condition' in property) yield* ofExpression(property.condition, 'condition');
  }
}

function* ofExpression(
  expression: Expression | undefined,
  role: Mention['role'],
): Iterable<Mention> {
  for (const operand of operandsOf(expression)) yield { operand, role };
}
