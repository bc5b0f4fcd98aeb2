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
