/**
 * Reads the table of commands that `help` prints (columns of words, up to the line that names
 * crash's version).
 */
export function parseHelp(text: string): string[] {
  const table = /^[\s\S]*?(?=^crash version:|$(?![\s\S]))/m.exec(text)?.[0] ?? '';
  return table.split(/\s+/).filter((word) => /^[a-z*?][a-z_0-9]*$/.test(word));
}

/** Reads what `alias` prints: `builtin  px       p -x`. Returns the names. */
export function parseAliases(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => /^(?:builtin|\S*crashrc|other)\s+(\S+)\s+\S/.exec(line)?.[1] ?? []);
}
