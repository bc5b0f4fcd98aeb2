/**
 * Whether a value is filled in later, by a shell, a boot loader or a template: `$SIZE`, `@SIZE@`,
 * `{{ size }}`, `<size>`, `%SIZE%`, `...`. Nothing can be said of it then.
 */
export function isPlaceholder(value: string): boolean {
  return /[$`%{}<>*]|^@\w+@|\.\.\.|…/.test(value);
}
