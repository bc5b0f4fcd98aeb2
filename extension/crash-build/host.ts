import { readFileSync } from 'node:fs';
import * as os from 'node:os';

/** Which packages a system has, by who made it. */
export type PackageFamily = 'debian' | 'fedora' | 'suse' | 'arch' | 'other';

/** The machine that builds crash and will run it. */
export interface BuildHost {
  /** As `uname -m` names it. */
  readonly machine: string;
  readonly family: PackageFamily;
}

export function thisHost(): BuildHost {
  return { machine: os.machine(), family: packageFamily(readOsRelease()) };
}

/** From the text of os-release(5). */
export function packageFamily(osRelease: string): PackageFamily {
  const field = (name: string): string =>
    new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  const names = [field('ID'), ...field('ID_LIKE').split(/\s+/)];
  for (const name of names) {
    const family = FAMILIES[name] ?? (name.startsWith('opensuse') ? 'suse' : undefined);
    if (family) {
      return family;
    }
  }
  return 'other';
}

const FAMILIES: Readonly<Record<string, PackageFamily>> = {
  debian: 'debian',
  ubuntu: 'debian',
  fedora: 'fedora',
  rhel: 'fedora',
  centos: 'fedora',
  suse: 'suse',
  sles: 'suse',
  arch: 'arch',
};

function readOsRelease(): string {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // The next one.
    }
  }
  return '';
}
