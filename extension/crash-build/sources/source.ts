/** Where the source of crash is taken from. */
export type CrashSource = ReleaseArchive | DebianPackage | SourceFolder;

/** A release as the project publishes it, over https. */
export interface ReleaseArchive {
  readonly kind: 'archive';
  readonly version: string;
  /** Address of the archive (`.tar.gz`), with `{version}` for the version. */
  readonly address: string;
}

/** The source package of a Debian archive (Ubuntu's too), which apt verifies. */
export interface DebianPackage {
  readonly kind: 'debian';
  /** Base of the archive, as in apt's own lists. */
  readonly mirror: string;
  readonly suite: string;
  readonly component: string;
}

/** Unpacked somewhere on this machine, perhaps from git. */
export interface SourceFolder {
  readonly kind: 'folder';
  readonly path: string;
}

export const DEFAULT_GDB_ARCHIVE = 'https://ftp.gnu.org/gnu/gdb/gdb-{version}.tar.gz';

/** The address of one version. */
export function addressOf(template: string, version: string): string {
  return template.replaceAll('{version}', version);
}
