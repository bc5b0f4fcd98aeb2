/** `6.1.176`: VERSION.PATCHLEVEL.SUBLEVEL of the kernel's Makefile. */
export type BaseVersion = `${number}.${number}.${number}`;

/** What is known of the version of the kernel that was dumped. */
export interface DumpVersion {
  /** As `uname -r`, for a person. */
  readonly release: string;
  readonly base: BaseVersion;
  /** The release is a distribution's name (`6.1.0-50-amd64`) whose third number means nothing. */
  readonly vague: boolean;
}

/**
 * Reads the version from `uname -r` and, where a distribution hides it there, from `uname -v`
 * (`#1 SMP Debian 6.1.176-1 (2026-07-02)`).
 */
export function dumpVersion(release: string, version = ''): DumpVersion | undefined {
  const parts = /^(\d+)\.(\d+)(?:\.(\d+))?(-\d)?/.exec(release);
  if (!parts) return undefined;
  const [, major, minor, patch = '0', abi] = parts;
  const told = new RegExp(`\\bDebian (${major}\\.${minor}\\.\\d+)\\b`).exec(version)?.[1];
  return {
    release,
    base: (told ?? `${major}.${minor}.${patch}`) as BaseVersion,
    vague: told === undefined && patch === '0' && abi !== undefined,
  };
}

/** The version in the first lines of a kernel's Makefile; undefined when it is no such file. */
export function makefileVersion(text: string): BaseVersion | undefined {
  const value = (name: string) => new RegExp(`^${name}[ \\t]*=[ \\t]*(\\d+)`, 'm').exec(text)?.[1];
  const [major, minor] = [value('VERSION'), value('PATCHLEVEL')];
  if (major === undefined || minor === undefined) return undefined;
  return `${major}.${minor}.${value('SUBLEVEL') ?? '0'}` as BaseVersion;
}

/** Whether a tree has the source of the dump; `perhaps` when the release does not say enough. */
export function sameVersion(tree: BaseVersion, dump: DumpVersion): 'yes' | 'no' | 'perhaps' {
  if (tree === dump.base) return 'yes';
  const series = (version: BaseVersion) => version.split('.', 2).join('.');
  return dump.vague && series(tree) === series(dump.base) ? 'perhaps' : 'no';
}

/** What a person should know of a source that may be another version's; undefined when it is right. */
export function versionNote(tree: BaseVersion, dump: DumpVersion | undefined): string | undefined {
  if (!dump) return undefined;
  switch (sameVersion(tree, dump)) {
    case 'yes':
      return undefined;
    case 'no':
      return `This is the source of Linux ${tree}; the dump is of ${dump.release}. Lines may differ.`;
    case 'perhaps':
      return `This is the source of Linux ${tree}; the release ${dump.release} does not say whether that is the same. Lines may differ.`;
  }
}
