/**
 * What kind of type a name of gdb's stands for, as far as the name tells: a typedef may hide
 * anything, and then the value and the number of children say more.
 */
export type TypeKind = 'pointer' | 'function-pointer' | 'array' | 'function' | 'other';

/** `struct list_head *`, `int (*)(void)`, `char [16]`, `ssize_t (struct file *)`. */
export function kindOfType(type: string): TypeKind {
  if (/\(\*[^()]*\)\s*\(/.test(type)) {
    return /\(\*\s*(?:const |volatile )*\)\s*\(/.test(type) ? 'function-pointer' : 'other';
  }
  if (/\]$/.test(type)) {
    return 'array';
  }
  if (/\*\s*(?:const|volatile|restrict|\s)*$/.test(type)) {
    return 'pointer';
  }
  return /\)$/.test(type) ? 'function' : 'other';
}

/** The type without `const`, `volatile` and blanks around it. */
export function plainType(type: string): string {
  return type
    .replace(/\b(?:const|volatile)\b ?/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a pointer points to: `struct file` of `const struct file * const`; undefined for others. */
export function targetType(type: string): string | undefined {
  return /^([^()[\]]*\S)\s*\*$/.exec(plainType(type))?.[1];
}

/** What an array holds: `char` of `char [16]`, `int [3]` of `int [2][3]`. */
export function elementType(type: string): string | undefined {
  const match = /^([^()[\]]*\S)\s*\[\d*\]((?:\[\d+\])*)$/.exec(plainType(type));
  return match ? `${match[1]}${match[2] === '' ? '' : ` ${match[2]}`}` : undefined;
}
