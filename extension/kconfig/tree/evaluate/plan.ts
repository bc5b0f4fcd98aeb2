import type { ChoiceGroup, KconfigSymbol } from '../symbols/kconfig-tree';
import type { Comparison, Expression } from '../syntax/syntax';
import { Evaluation, hasPrompt } from './evaluation';
import { failing, waysToSet } from './requirements';
import { fromLetter, type Tristate, UNKNOWN } from './tristate';
import type { Written } from './written-values';

/** Values to write, in an order in which each finds what it depends on above it. */
export type Plan = ReadonlyMap<string, Tristate>;

/**
 * The lines that a configuration lacks so that a symbol gets a value: all dependencies at once, as
 * few lines as are found. What is not known is taken to hold. What is proposed was computed: with
 * these lines nothing is known that would take the value away.
 * @param wanted 2 for y, 1 for m
 * @returns undefined: no way was found
 */
export function planFor(
  evaluation: Evaluation,
  symbol: KconfigSymbol,
  wanted: Tristate,
): Plan | undefined {
  const plan = new Planner(evaluation).turnOn(symbol, wanted);
  if (!plan || plan.size > MOST_LINES) return undefined;
  const after = withPlan(evaluation, plan);
  const works =
    after.value(symbol).tristate.high >= wanted &&
    [...plan].every(([name, value]) => {
      const given = after.valueOf(name)?.tristate ?? UNKNOWN;
      return given.low <= value && given.high >= value;
    });
  return works ? plan : undefined;
}

/** What Kconfig makes of the configuration with the lines of a plan. */
function withPlan(evaluation: Evaluation, plan: Plan): Evaluation {
  const { tree, input } = evaluation;
  const written = new Map<string, Written>(input.written);
  let order = Number.MAX_SAFE_INTEGER - plan.size;
  for (const [name, tristate] of plan) {
    const said = tristate === 2 ? { yesOrder: order } : {};
    written.set(name, { line: PLANNED, tristate, text: '', order, ...said });
    order++;
  }
  return new Evaluation(tree, { ...input, written });
}

const NOWHERE = { start: 0, end: 0 };
const PLANNED = {
  kind: 'unset',
  symbol: '',
  number: 0,
  span: NOWHERE,
  nameSpan: NOWHERE,
} as const;

const [MOST_LINES, MOST_STEPS, MOST_DEPTH, MOST_OPTIONS] = [20, 600, 12, 8];

class Planner {
  private steps = 0;

  constructor(private readonly evaluation: Evaluation) {}

  turnOn(symbol: KconfigSymbol, wanted: Tristate): Plan | undefined {
    return this.on(symbol, wanted, new Map(), 0);
  }

  /** @returns the plan with what is missing for a symbol to be at least that; undefined: no way */
  private on(symbol: KconfigSymbol, wanted: Tristate, plan: Plan, depth: number): Plan | undefined {
    if (++this.steps > MOST_STEPS || depth > MOST_DEPTH) return undefined;
    const planned = plan.get(symbol.name);
    if (planned !== undefined) return planned >= wanted ? plan : undefined;
    const isAsked = depth === 0;
    if (!isAsked && this.evaluation.value(symbol).tristate.high >= wanted) return plan;
    const options: (() => Plan | undefined)[] = [];
    if (hasPrompt(symbol)) {
      for (const way of waysToSet(this.evaluation, symbol, wanted)) {
        options.push(() => {
          let result: Plan | undefined = plan;
          for (const { expression } of failing(way)) {
            result = result && this.hold(expression, wanted, result, depth + 1);
          }
          return result && this.withLine(symbol, wanted, result);
        });
      }
    } else {
      options.push(...this.raisers(symbol, wanted, plan, depth));
    }
    return this.best(options);
  }

  /** Of a symbol without a prompt: what selects it, and what its defaults need. */
  private *raisers(
    { selectedBy, definitions }: KconfigSymbol,
    wanted: Tristate,
    plan: Plan,
    depth: number,
  ): Iterable<() => Plan | undefined> {
    for (const { by, property } of selectedBy) {
      yield () => {
        const raised = this.on(by.symbol, wanted, plan, depth + 1);
        if (!raised || !property.condition) return raised;
        return this.hold(property.condition, wanted, raised, depth + 1);
      };
    }
    for (const { properties } of definitions) {
      for (const property of properties) {
        if (property.kind !== 'default') continue;
        yield () => {
          let result = this.hold(property.value, wanted, plan, depth + 1);
          for (const line of properties) {
            if (line.kind === 'depends') {
              result = result && this.hold(line.on, wanted, result, depth + 1);
            }
          }
          if (!result || !property.condition) return result;
          return this.hold(property.condition, wanted, result, depth + 1);
        };
      }
    }
  }

  private off(symbol: KconfigSymbol, plan: Plan): Plan | undefined {
    if (++this.steps > MOST_STEPS) return undefined;
    const planned = plan.get(symbol.name);
    if (planned !== undefined) return planned === 0 ? plan : undefined;
    if (this.evaluation.value(symbol).tristate.low === 0) return plan;
    const { visible, selected } = this.evaluation.limitsOf(symbol);
    const canBeUnset = visible.low > 0 && selected.high === 0 && !symbol.choice;
    return canBeUnset ? new Map([...plan, [symbol.name, 0]]) : undefined;
  }

  /** With what makes an expression at least `wanted`. */
  private hold(
    expression: Expression,
    wanted: Tristate,
    plan: Plan,
    depth: number,
  ): Plan | undefined {
    if (depth > MOST_DEPTH) return undefined;
    switch (expression.kind) {
      case 'operand': {
        const constant = fromLetter(expression.text);
        if (constant !== undefined) return constant >= wanted ? plan : undefined;
        const symbol = this.symbol(expression.text, expression.quoted || expression.unknown);
        return symbol && this.on(symbol, wanted, plan, depth);
      }
      case 'not':
        return this.fail(expression.of, plan, depth);
      case 'compare':
        return this.compared(expression, expression.operator, wanted, plan, depth);
      case 'and':
        return all(expression.of, plan, (part, sofar) => this.hold(part, wanted, sofar, depth));
      case 'or':
        return this.best(expression.of.map((part) => () => this.hold(part, wanted, plan, depth)));
    }
  }

  /** With what makes an expression n. */
  private fail(expression: Expression, plan: Plan, depth: number): Plan | undefined {
    switch (expression.kind) {
      case 'operand': {
        if (expression.text === 'n') return plan;
        const symbol = this.symbol(expression.text, expression.quoted || expression.unknown);
        return symbol && this.off(symbol, plan);
      }
      case 'not':
        return this.hold(expression.of, 2, plan, depth);
      case 'compare':
        return this.compared(expression, opposite(expression.operator), 2, plan, depth);
      case 'and':
        return this.best(expression.of.map((part) => () => this.fail(part, plan, depth)));
      case 'or':
        return all(expression.of, plan, (part, sofar) => this.fail(part, sofar, depth));
    }
  }

  /** `A = y`, `A != n`; numbers and texts are a person's to choose. */
  private compared(
    { left, right }: Comparison,
    operator: Comparison['operator'],
    wanted: Tristate,
    plan: Plan,
    depth: number,
  ): Plan | undefined {
    if (this.evaluation.condition({ kind: 'compare', operator, left, right }).low === 2)
      return plan;
    const symbol = this.symbol(left.text, left.quoted || left.unknown);
    const value = fromLetter(right.text);
    if (!symbol || value === undefined) return undefined;
    if (operator === '=') {
      return value === 0 ? this.off(symbol, plan) : this.on(symbol, value, plan, depth);
    }
    if (operator === '!=' && value === 0) return this.on(symbol, wanted, plan, depth);
    return operator === '!=' && value === 2 ? this.off(symbol, plan) : undefined;
  }

  private best(options: readonly (() => Plan | undefined)[]): Plan | undefined {
    let best: Plan | undefined;
    for (const option of options.slice(0, MOST_OPTIONS)) {
      const plan = option();
      if (plan && (!best || plan.size < best.size)) best = plan;
    }
    return best;
  }

  private withLine(symbol: KconfigSymbol, wanted: Tristate, plan: Plan): Plan {
    const value = symbol.type === 'tristate' ? wanted : 2;
    const others = symbol.choice ? this.rivals(symbol.choice, symbol) : [];
    return new Map([
      ...plan,
      ...others.map(({ name }) => [name, 0] as const),
      [symbol.name, value] as const,
    ]);
  }

  /** Members of its choice that lines say y to. */
  private rivals({ members }: ChoiceGroup, symbol: KconfigSymbol): KconfigSymbol[] {
    const { written } = this.evaluation.input;
    return members.filter(
      (member) => member !== symbol && written.get(member.name)?.tristate === 2,
    );
  }

  private symbol(name: string, isConstant: boolean | undefined): KconfigSymbol | undefined {
    return isConstant ? undefined : this.evaluation.tree.symbols.get(name);
  }
}

/** With one part after the other. */
function all(
  parts: readonly Expression[],
  plan: Plan,
  each: (part: Expression, sofar: Plan) => Plan | undefined,
): Plan | undefined {
  let result: Plan | undefined = plan;
  for (const part of parts) result = result && each(part, result);
  return result;
}

function opposite(operator: Comparison['operator']): Comparison['operator'] {
  const pairs = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;
  return pairs[operator];
}
