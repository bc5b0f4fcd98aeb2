/** Takes pieces out of C sources in the kernel's style, where a definition ends at a `}` in column 1. */

/** A function's definition, from the line that names it. */
export function extractFunction(source: string, name: string): string {
  const head = new RegExp(`^[a-z][^\\n;={}]*\\b${name}\\(`, 'm').exec(source);
  const end = head ? source.indexOf('\n}\n', head.index) : -1;
  if (!head || end < 0) throw new Error(`no function ${name} in the kernel's sources`);
  const definition = source.slice(head.index, end + 3);
  if (/^[^{]*;/.test(definition)) {
    // That was a declaration; the definition comes later.
    return extractFunction(source.slice(head.index + head[0].length), name);
  }
  return definition;
}

/** From the line that begins with one text to the one that begins with another, inclusive. */
export function extractBetween(source: string, first: string, last: string): string {
  const start = source.indexOf(`\n${first}`) + 1;
  const tail = source.indexOf(`\n${last}`, start) + 1;
  if (start === 0 || tail === 0) throw new Error(`no "${first}" in the kernel's sources`);
  const end = source.indexOf('\n', tail);
  return source.slice(start, end + 1);
}
