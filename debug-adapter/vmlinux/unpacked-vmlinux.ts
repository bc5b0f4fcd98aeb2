import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { BoundedCache } from '../programs/bounded-cache';
import { cacheFolder } from '../programs/cache-folder';
import { unpackFile, type UnpackOptions, type UnpackResult } from './unpack-file';

/** A few kernels of distributions, which have 0.3 to 1 GB with their debug info. */
const MOST_KEPT = 6 * 2 ** 30;
const MOST_BYTES = 4 * 2 ** 30;
const DEADLINE_MS = 30 * 60_000;

export type UnpackProgress = Pick<UnpackOptions, 'signal' | 'onBytes'>;

/**
 * The content of a packed vmlinux as a file: from the cache, or unpacked into it. It is known by the
 * packed file's place, size and time.
 */
export async function unpackedVmlinux(
  packed: string,
  progress: UnpackProgress = {},
  cache = new BoundedCache(cacheFolder('vmlinux'), MOST_KEPT),
): Promise<UnpackResult> {
  try {
    const { size, mtimeMs } = await stat(packed);
    const identity = `${await realpath(packed)}\0${size}\0${mtimeMs}`;
    const name = createHash('sha256').update(identity).digest('hex').slice(0, 32);
    const known = await cache.use(name);
    if (known !== undefined) return { ok: true, path: known };
    let result: UnpackResult | undefined;
    const path = await cache
      .add(name, async (draft) => {
        const bounds = { mostBytes: MOST_BYTES, deadlineMs: DEADLINE_MS };
        result = await unpackFile(packed, draft, { ...bounds, ...progress });
        if (!result.ok) throw new Error(result.reason);
      })
      .catch((error: unknown) => {
        if (result === undefined || result.ok) throw error;
        return undefined;
      });
    return path === undefined ? (result as UnpackResult) : { ok: true, path };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, cause: 'io', reason: `${packed} cannot be unpacked: ${message}` };
  }
}
