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

/** What knows the sizes of structures. */
export interface Sizes {
  get(type: string): { readonly size: number } | undefined;
}

/** Bytes of a type; undefined where nothing tells. */
export function sizeOfType(type: string, layouts: Sizes): number | undefined {
  const name = plainType(type);
  const element = elementType(name);
  if (element !== undefined) {
    const count = Number(/\[(\d+)\]/.exec(name)?.[1] ?? 0);
    const size = sizeOfType(element, layouts);
    return size === undefined ? undefined : size * count;
  }
  const kind = kindOfType(name);
  return kind === 'pointer' || kind === 'function-pointer'
    ? 8
    : (SIZES[name] ?? layouts.get(name)?.size);
}

const SIZES: Readonly<Record<string, number>> = {
  char: 1,
  'signed char': 1,
  'unsigned char': 1,
  u8: 1,
  s8: 1,
  __u8: 1,
  bool: 1,
  _Bool: 1,
  short: 2,
  'unsigned short': 2,
  u16: 2,
  s16: 2,
  __u16: 2,
  int: 4,
  'unsigned int': 4,
  u32: 4,
  s32: 4,
  __u32: 4,
  __le32: 4,
  pid_t: 4,
  long: 8,
  'unsigned long': 8,
  u64: 8,
  s64: 8,
  __u64: 8,
  size_t: 8,
  'unsigned long long': 8,
  atomic_t: 4,
  refcount_t: 4,
  atomic_long_t: 8,
  atomic64_t: 8,
  umode_t: 2,
  dev_t: 4,
  gfp_t: 4,
  loff_t: 8,
  ktime_t: 8,
};
