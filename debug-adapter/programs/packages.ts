import { readFileSync } from 'node:fs';

/** Which packages a system has, by who made it. */
export type PackageFamily = 'debian' | 'fedora' | 'suse' | 'arch' | 'other';

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

/** The text of os-release(5); empty where there is none. */
export function readOsRelease(): string {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // The next one.
    }
  }
  return '';
}

const INSTALL: Readonly<Record<Exclude<PackageFamily, 'other'>, string>> = {
  debian: 'sudo apt-get install',
  fedora: 'sudo dnf install',
  suse: 'sudo zypper install',
  arch: 'sudo pacman -S',
};

/** A command for a person's own terminal; undefined on a system whose packages are not known here. */
export function installCommand(
  family: PackageFamily,
  packages: (family: Exclude<PackageFamily, 'other'>) => readonly string[],
): string | undefined {
  return family === 'other'
    ? undefined
    : `${INSTALL[family]} ${[...new Set(packages(family))].join(' ')}`;
}
