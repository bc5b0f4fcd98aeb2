import * as os from 'node:os';
import * as path from 'node:path';

/** What is kept between sessions, one folder each; all of it can be made again. */
export type CacheRoom = 'crash' | 'gdb-index' | 'vmlinux';

/**
 * The folder for what is kept between sessions, absolute; it need not exist yet. Both the adapter and
 * the extension look here, whatever client runs the adapter: `$XDG_CACHE_HOME/kernel-crash-debug/<room>`,
 * else `~/.cache/kernel-crash-debug/<room>` (XDG Base Directory Specification: a relative value counts
 * as none).
 */
export function cacheFolder(
  room: CacheRoom,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): string {
  const base = environment['XDG_CACHE_HOME'] ?? '';
  const root = path.isAbsolute(base) ? base : path.join(os.homedir(), '.cache');
  return path.join(root, 'kernel-crash-debug', room);
}
