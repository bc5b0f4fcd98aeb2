import { findCall } from './find-call';

/** More parentheses than anybody writes into one expression. */
const MOST_PARENTHESES = 200;

/**
 * Why an expression is not evaluated, as a sentence: a dump does not change, and runs nothing.
 * undefined where nothing speaks against it.
 */
export function refusedExpression(expression: string): string | undefined {
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(expression)) {
    return 'An expression cannot hold control characters.';
  }
  const code = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  if (/\$_shell/.test(code)) {
    return '`$_shell` starts a shell, which this session does not allow.';
  }
  if (/\+\+|--|(?:<<|>>|[+\-*/%&|^])=(?!=)|(?<![=!<>+\-*/%&|^])=(?!=)/.test(code)) {
    return 'A dump does not change: this expression would assign a value.';
  }
  if (code.split('(').length > MOST_PARENTHESES) {
    return 'This expression has more parentheses than anybody writes.';
  }
  const called = findCall(code);
  if (called !== undefined) {
    const what = called === '' ? 'what stands before the parentheses' : `${called}()`;
    return `A dump cannot run: ${what} would have to be called. For variables of a CPU there are per_cpu(variable, n) and per_cpu_ptr(pointer, n); current is the task of the frame.`;
  }
  return undefined;
}

/** A place in an expression where a macro of the kernel stands, which the debug info does not know. */
export type KernelMacro = { readonly start: number; readonly end: number } & (
  | { readonly name: 'current' }
  | {
      readonly name: 'per_cpu' | 'per_cpu_ptr';
      readonly of: string;
      /** Absent where the CPU of the task is meant. */
      readonly cpu?: number;
    }
);

/** The first macro in an expression. */
export function findKernelMacro(expression: string): KernelMacro | undefined {
  const match =
    /(?<![\w$.]|->\s*)(?:(per_cpu(?:_ptr)?)\s*\(([^(),]+)(?:,\s*(\d{1,5})\s*)?\)|current(?![\w$]|\s*\())/.exec(
      expression,
    );
  if (!match) return undefined;
  const span = { start: match.index, end: match.index + match[0].length };
  const [, name, of = '', cpu] = match;
  return name === 'per_cpu' || name === 'per_cpu_ptr'
    ? { ...span, name, of: of.trim(), ...(cpu === undefined ? {} : { cpu: Number(cpu) }) }
    : { ...span, name: 'current' };
}
