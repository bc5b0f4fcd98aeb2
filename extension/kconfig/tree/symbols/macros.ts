/**
 * The macro language of Kconfig (Documentation/kbuild/kconfig-macro-language.rst), without its way
 * to a shell: what only a program could tell is not known. Undefined stands for that everywhere.
 */
export class Macros {
  private readonly variables = new Map<string, Variable>();
  private steps = 0;

  private readonly environment: ReadonlyMap<string, string>;

  /** @param environment variables that make sets, as far as they are known */
  constructor(environment: Readonly<Record<string, string>>) {
    this.environment = new Map(Object.entries(environment));
  }

  define(name: string, operator: '=' | ':=' | '+=', value: string): void {
    const known = this.variables.get(name);
    if (operator === '+=' && known) {
      const added = known.isRecursive ? value : this.expand(value);
      const both =
        known.value === undefined || added === undefined ? undefined : `${known.value} ${added}`;
      this.variables.set(name, { ...known, value: both?.slice(0, MOST_LENGTH) });
    } else {
      const isRecursive = operator !== ':=';
      this.variables.set(name, { value: isRecursive ? value : this.expand(value), isRecursive });
    }
  }

  /** Replaces `$(…)`, and `$NAME` of older trees. Undefined: it needs a program, or has no end. */
  expand(text: string): string | undefined {
    this.steps = 0;
    return this.expandWith(text, [], 0);
  }

  private expandWith(
    text: string,
    parameters: readonly (string | undefined)[],
    depth: number,
  ): string | undefined {
    if (++this.steps > MOST_STEPS || depth > MOST_DEPTH || text.length > MOST_LENGTH) {
      return undefined;
    }
    let result = '';
    let from = 0;
    for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', from)) {
      result += text.slice(from, at);
      let value: string | undefined;
      if (text.charAt(at + 1) === '(') {
        const end = closing(text, at + 1);
        if (end < 0) return undefined;
        value = this.clause(text.slice(at + 2, end), parameters, depth + 1);
        from = end + 1;
      } else {
        const name = /^\w+/.exec(text.slice(at + 1))?.[0];
        value = name === undefined ? '$' : this.environment.get(name);
        from = at + 1 + (name?.length ?? 0);
      }
      if (value === undefined) return undefined;
      result += value;
      if (result.length > MOST_LENGTH) return undefined;
    }
    return result + text.slice(from);
  }

  /** What stands between the parentheses: a name, or a function and its arguments. */
  private clause(
    text: string,
    parameters: readonly (string | undefined)[],
    depth: number,
  ): string | undefined {
    if (/^[1-9]\d?$/.test(text) && Number(text) <= parameters.length) {
      return parameters[Number(text) - 1];
    }
    const [first = '', ...rest] = splitArguments(text);
    const name = this.expandWith(first, parameters, depth);
    if (name === undefined) return undefined;
    const variable = this.variables.get(name);
    if (variable) {
      if (!variable.isRecursive || variable.value === undefined) return variable.value;
      const values = rest.map((part) => this.expandWith(part, parameters, depth));
      return this.expandWith(variable.value, values, depth);
    }
    if (rest.length === 0) return this.environment.get(name);
    return SILENT.has(name) ? '' : undefined;
  }
}

interface Variable {
  readonly value: string | undefined;
  /** Of `=`: expanded where it is used. */
  readonly isRecursive: boolean;
}

/** Far more than any tree needs; a workspace may hold anything. */
const [MOST_STEPS, MOST_DEPTH, MOST_LENGTH] = [2000, 60, 20_000];

/** Functions that say something, or stop, and leave no text. */
const SILENT: ReadonlySet<string> = new Set(['error-if', 'warning-if', 'info']);

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** Where the parenthesis at an offset is closed; -1: nowhere. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text.charAt(at) === '(') depth++;
    else if (text.charAt(at) === ')' && --depth === 0) return at;
  }
  return -1;
}
