import { posix } from 'node:path';

const LONGEST_PATH = 4096;
/** Fewer say too little: every second directory has a `main.c`. */
const SHORTEST_SUFFIX = 2;

/**
 * A path of the debug info without `.` and with `..` resolved as far as they can be; undefined when it
 * can be no path. Relative ones may still begin with `..`.
 */
export function normalizeDebugPath(path: string): string | undefined {
  if (path === '' || path.length > LONGEST_PATH || /[\0\n\r]/.test(path)) return undefined;
  const normalized = posix.normalize(path);
  return normalized === '.' || normalized.endsWith('/') ? undefined : normalized;
}

/** The ends of a normalized path, longest first, of two components or more; none begins with `..`. */
export function suffixesOf(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '..');
  const count = Math.max(0, parts.length - SHORTEST_SUFFIX + 1);
  return Array.from({ length: count }, (_, first) => parts.slice(first).join('/'));
}

/**
 * The place that `sourceMap` gives a path: its longest key that is the path or a folder of it. Keys
 * are compared as they stand and normalized; undefined when none fits.
 */
export function mapPath(
  path: string,
  sourceMap: Readonly<Record<string, string>>,
): string | undefined {
  let best: { readonly length: number; readonly place: string } | undefined;
  for (const [key, place] of Object.entries(sourceMap)) {
    const prefix = posix.normalize(key).replace(/(?<=.)\/+$/, '');
    const rest = restAfter(prefix, path);
    if (rest === undefined || (best && best.length >= prefix.length)) continue;
    best = { length: prefix.length, place: posix.join(place, rest) };
  }
  return best?.place;
}

function restAfter(prefix: string, path: string): string | undefined {
  if (path === prefix) return '';
  // `.`: every relative path.
  if (prefix === '.') return path.startsWith('/') || path.startsWith('../') ? undefined : path;
  const folder = prefix.endsWith('/') ? prefix : `${prefix}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : undefined;
}
