/**
 * Reads `mod -t`: the taints of the modules that have any, by name.
 *
 *     NAME      TAINTS
 *     labcrash  O
 *
 * When no module has any it says so in a sentence, which gives none.
 */
export function parseModTaints(text: string): Map<string, string> {
  const taints = new Map<string, string>();
  for (const line of text.split('\n').slice(1)) {
    const [, name, letters] = /^(\S+) {2,}(\S+)\s*$/.exec(line) ?? [];
    if (name !== undefined && letters !== undefined) taints.set(name, letters);
  }
  return taints;
}

/** Reads `struct module.version`: where in its structure a member lies, in bytes. */
export function parseMemberOffset(text: string): number | undefined {
  const offset = /^ +\[(\d{1,7})\] \S/m.exec(text)?.[1];
  return offset === undefined ? undefined : Number(offset);
}
