import { kindOfType } from './c-type';

/**
 * The C expression of a child of gdb's variable object: `(x).next`, `(x)->next`, `(x)[3]`, `*(x)`.
 * Members of an anonymous structure are named as if they were its parent's.
 */
export function memberExpression(parent: string, parentType: string, member: string): string {
  const inner = /^[\w.]+$/.test(parent) ? parent : `(${parent})`;
  if (member.startsWith('<anonymous')) {
    return kindOfType(parentType) === 'pointer' ? `*${inner}` : parent;
  }
  if (kindOfType(parentType) === 'pointer') {
    return member.startsWith('*') ? `*${inner}` : `${inner}->${member}`;
  }
  return /^\d+$/.test(member) ? `${inner}[${member}]` : `${inner}.${member}`;
}

/**
 * The member that an expression ends with, and a pointer to what it is a member of: `a->b` and `list` of
 * `a->b->list`, `&(a->b)` and `list` of `a->b.list`. undefined for what is more than that (`*a.b`,
 * `a + b.c`, `(t)a.b`).
 */
export function splitMember(
  expression: string,
): { readonly pointer: string; readonly member: string } | undefined {
  const [, whole = '', step, member = ''] =
    /^(.*\S)\s*(->|\.)\s*([A-Za-z_]\w*)$/.exec(expression) ?? [];
  return isPostfix(whole) ? { pointer: step === '.' ? `&(${whole})` : whole, member } : undefined;
}

/** A name or a group, and then only members and elements of it. */
function isPostfix(expression: string): boolean {
  let rest = /^\(/.test(expression) ? afterGroup(expression) : afterName(expression);
  while (rest !== undefined && rest !== '') {
    const step = /^\s*(?:->|\.)\s*/.exec(rest)?.[0];
    rest =
      step === undefined
        ? afterGroup(rest.trimStart(), '[', ']')
        : afterName(rest.slice(step.length));
  }
  return rest === '';
}

function afterName(text: string): string | undefined {
  const name = /^[A-Za-z_]\w*/.exec(text)?.[0];
  return name === undefined ? undefined : text.slice(name.length);
}

function afterGroup(text: string, open = '(', close = ')'): string | undefined {
  let depth = 0;
  for (const [at, character] of [...text].entries()) {
    if (character === open) depth += 1;
    if (character === close) depth -= 1;
    if (depth === 0) return at === 0 ? undefined : text.slice(at + 1);
  }
  return undefined;
}
