import * as path from 'node:path';

/** Names that dumps usually have, as a glob for the workspace. */
export const DUMP_GLOB = '{vmcore*,*.vmcore,*.kdump,dump.[0-9]*}';

/** The same for a path; texts that kdump writes beside a dump are none. */
export function looksLikeDump(file: string): boolean {
  const name = path.basename(file);
  return (
    /^(vmcore.*|dump\.[0-9].*|.*\.(vmcore|kdump))$/.test(name) &&
    !/\.(txt|log|json|xz|gz|zst|md|sh|c|h)$/.test(name)
  );
}

/**
 * Names that open as the overview of a dump. The globs of VS Code cannot leave out a text such as
 * `vmcore-dmesg.txt` or a database's `dump.1.sql`, so they name no more than what kdump, makedumpfile
 * and Debian's kdump-tools (`dump.<YYYYMMDDhhmm>`) write; all of them look like dumps.
 */
export const OVERVIEW_GLOBS = [
  'vmcore',
  'vmcore-incomplete',
  'vmcore.flat',
  'vmcore.[0-9]',
  'vmcore.[0-9][0-9]',
  'vmcore.[0-9][0-9][0-9]',
  '*.vmcore',
  '*.kdump',
  `dump.${'[0-9]'.repeat(12)}`,
];
