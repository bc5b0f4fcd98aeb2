/**
 * Reads gdb's `info args` and `info locals` with `print max-depth 0`: `name = value` a line. Only the
 * names and whether a value is optimized out count: values are had by other ways.
 */
export function parseInfoVariables(
  text: string,
): readonly { readonly name: string; readonly optimizedOut: boolean }[] {
  return [...text.matchAll(/^([A-Za-z_]\w*) = (.*)$/gm)].map(([, name = '', value]) => ({
    name,
    optimizedOut: value === '<optimized out>',
  }));
}
