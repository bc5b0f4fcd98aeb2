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
