/**
 * Reads gdb's `info args` and `info locals` with `print max-depth 0`: `name = value` a line. The values
 * are gdb's words; those of structures say nothing.
 */
export function parseInfoVariables(
  text: string,
): readonly { readonly name: string; readonly value: string }[] {
  return [...text.matchAll(/^([A-Za-z_]\w*) = (.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value,
  }));
}
