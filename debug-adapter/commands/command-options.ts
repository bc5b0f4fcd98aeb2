/** An option of a command of crash. */
export interface CommandOption {
  /** `-a` */
  readonly name: string;
  /** The beginning of what `help` says of it. */
  readonly text: string;
}

/**
 * Reads the options out of `help <command>`: a line of its description that begins with one, and the
 * letters of the clusters in its synopsis (`[-adDsSup]`), which the description may leave out.
 */
export function parseCommandOptions(help: string): CommandOption[] {
  const synopsis = /^SYNOPSIS\n([^]*?)^DESCRIPTION/m.exec(help)?.[1] ?? '';
  const description = /^DESCRIPTION\n([^]*?)(?:^EXAMPLES?\b|$(?![^]))/m.exec(help)?.[1] ?? '';
  const options = new Map<string, string>();
  for (const line of description.split('\n')) {
    const [, name, text] = /^ {2,}(-\w+)(?:\[\w+\])?(?: \[?\w+\]?)? {2,}(\S.*)$/.exec(line) ?? [];
    if (name !== undefined && text !== undefined && !options.has(name))
      options.set(name, text.trim());
  }
  for (const [, letters = ''] of synopsis.matchAll(/-(\w+)/g)) {
    // A word of several letters is a cluster, unless the description knows it as one option.
    if (options.has(`-${letters}`)) continue;
    for (const letter of letters) {
      if (!options.has(`-${letter}`)) options.set(`-${letter}`, '');
    }
  }
  return [...options].map(([name, text]) => ({ name, text }));
}
