import * as fs from 'node:fs/promises';
import { rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { processStat } from './process-stat';

const PREFIX = 'kernel-crash-debug-';
const OWNER_FILE = 'owner';
/** A directory without an owner file is being made, or its maker died in that moment. */
const OWNERLESS_GRACE_MS = 60_000;

/**
 * A directory of one session, mode 0700, without blanks in its name: crash works in it, reads the
 * dump through links in it (crash has no quoting) and writes its answers there.
 */
export class PrivateDirectory {
  private linkCount = 0;

  private constructor(readonly path: string) {}

  /** @param owner the process that it is of: once that has ended, the directory is abandoned */
  static async create(parent = os.tmpdir(), owner = process.pid): Promise<PrivateDirectory> {
    const directory = new PrivateDirectory(await fs.mkdtemp(path.join(parent, PREFIX)));
    const id = { pid: owner, started: await startOf(owner) };
    await fs.writeFile(path.join(directory.path, OWNER_FILE), JSON.stringify(id));
    return directory;
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /** Makes a link named `name` to an absolute path of the person's, and returns the name. */
  async link(name: string, target: string): Promise<string> {
    await fs.symlink(path.resolve(target), this.file(name));
    return name;
  }

  /** A file name that nothing in this directory has yet. */
  freshName(prefix: string, suffix = ''): string {
    this.linkCount += 1;
    return `${prefix}${this.linkCount}${suffix}`;
  }

  async remove(): Promise<void> {
    await fs.rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }

  /** For the last moment of a process that is told to die. */
  removeNow(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/**
 * Removes what sessions left behind whose adapter was killed: their directories, and a crash that
 * still works in one of them (its working directory tells). Only what belongs to this user counts.
 * Returns how many directories and processes went.
 */
export async function sweepAbandoned(
  parent = os.tmpdir(),
): Promise<{ directories: number; processes: number }> {
  const swept = { directories: 0, processes: 0 };
  const names = await fs.readdir(parent).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(PREFIX))) {
    const directory = path.join(parent, name);
    if (!(await isAbandoned(directory).catch(() => false))) {
      continue;
    }
    for (const pid of await processesIn(directory)) {
      try {
        process.kill(pid, 'SIGKILL');
        swept.processes += 1;
      } catch {
        // It ended meanwhile.
      }
    }
    await fs.rm(directory, { recursive: true, force: true }).then(
      () => (swept.directories += 1),
      () => undefined,
    );
  }
  return swept;
}

async function isAbandoned(directory: string): Promise<boolean> {
  const stat = await fs.lstat(directory);
  if (!stat.isDirectory() || stat.uid !== process.getuid?.()) {
    return false;
  }
  const text = await fs.readFile(path.join(directory, OWNER_FILE), 'utf8').catch(() => '');
  const owner = parseOwner(text);
  if (!owner) {
    return Date.now() - stat.mtimeMs > OWNERLESS_GRACE_MS;
  }
  return (await startOf(owner.pid)) !== owner.started;
}

function parseOwner(text: string): { pid: number; started: string } | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    if (typeof owner === 'object' && owner !== null && 'pid' in owner && 'started' in owner) {
      const { pid, started } = owner;
      return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
    }
  } catch {
    // Half written.
  }
  return undefined;
}

/** Empty when there is no such process. */
async function startOf(pid: number): Promise<string> {
  return (await processStat(pid))?.started ?? '';
}

async function processesIn(directory: string): Promise<number[]> {
  const pids = (await fs.readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found: number[] = [];
  for (const pid of pids) {
    const cwd = await fs.readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (cwd === directory || cwd === `${directory} (deleted)`) {
      found.push(Number(pid));
    }
  }
  return found;
}
