/**
 * The paths that a pattern with `*`, `?` and `[…]` names, in order, as glob(3) finds them: a
 * wildcard matches no slash, and no dot at the beginning of a name.
 */
export function matchingPaths(
  pattern: string,
  list: (folder: string) => readonly string[],
): string[] {
  let paths = [''];
  for (const part of pattern.split('/')) {
    paths = /[*?[]/.test(part)
      ? paths.flatMap((folder) =>
          matchingNames(part, list(folder)).map((name) => join(folder, name)),
        )
      : paths.map((folder) => join(folder, part));
    if (paths.length > MOST_PATHS) paths = paths.slice(0, MOST_PATHS);
  }
  return paths.sort();
}

const MOST_PATHS = 5000;

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function matchingNames(pattern: string, names: readonly string[]): string[] {
  const matches = matcher(pattern);
  return names.filter(
    (name) => (!name.startsWith('.') || pattern.startsWith('.')) && matches(name),
  );
}

/** More wildcards in one name would only make us slow. */
const MOST_STARS = 4;

function matcher(pattern: string): (name: string) => boolean {
  if ((pattern.match(/\*/g)?.length ?? 0) > MOST_STARS) return () => false;
  try {
    const expression = new RegExp(`^${expressionSource(pattern)}$`, 'u');
    return (name) => expression.test(name);
  } catch {
    return () => false;
  }
}

function expressionSource(pattern: string): string {
  return pattern.replace(/\[!?[^\]]+\]|[*?]|[\\^$.+()|{}[\]/]/g, (found) => {
    if (found === '*') return '.*';
    if (found === '?') return '.';
    if (found.length === 1) return `\\${found}`;
    const [, not = '', inner = ''] = /^\[(!?)(.*)\]$/.exec(found) ?? [];
    return `[${not && '^'}${inner.replace(/[\\^[]/g, '\\$&')}]`;
  });
}
