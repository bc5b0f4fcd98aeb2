import { dirname, join } from 'node:path';

/** Where the configuration of a kernel may lie as a file. */
export interface ConfigQuery {
  /** As `uname -r` names it. It comes from a dump and becomes part of paths. */
  readonly release: string | undefined;
  readonly dump: string;
  readonly vmlinux: string | undefined;
  /** Where `/boot` and `/lib/modules` are; `/` when absent. */
  readonly root?: string;
}

export interface ConfigCandidate {
  readonly path: string;
  /** Its name or place says whose it is; of others the header must say so. */
  readonly isNamed: boolean;
}

/** Best first, existing or not. */
export function configCandidates({
  release,
  dump,
  vmlinux,
  root = '/',
}: ConfigQuery): ConfigCandidate[] {
  const folders = [dirname(dump), ...(vmlinux === undefined ? [] : [dirname(vmlinux)])];
  const own = [...new Set(folders)];
  const unnamed = own.flatMap((folder) => ['.config', 'config'].map((name) => join(folder, name)));
  const named =
    release === undefined || /[/\0]/.test(release) || /^\.{0,2}$/.test(release)
      ? []
      : [
          ...own.map((folder) => join(folder, `config-${release}`)),
          join(root, 'boot', `config-${release}`),
          join(root, 'lib/modules', release, 'config'),
          join(root, 'usr/lib/modules', release, 'config'),
          join(root, 'lib/modules', release, 'build/.config'),
        ];
  return [
    ...named.map((path) => ({ path, isNamed: true })),
    ...unnamed.map((path) => ({ path, isNamed: false })),
  ];
}

/** Whether the header of a configuration (`# Linux/x86 6.1.176 Kernel Configuration`) is of a release. */
export function isOfRelease(text: string, release: string): boolean {
  const version = /^# Linux\/\S+ (\S+) Kernel Configuration$/m.exec(text.slice(0, 2000))?.[1];
  if (version === undefined) return false;
  // Debian's release 6.1.0-50-amd64 is of 6.1.176: only what comes from a plain build can be told.
  return (
    release === version ||
    (/^[-+.]/.test(release.slice(version.length)) && release.startsWith(version))
  );
}
