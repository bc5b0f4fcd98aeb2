/** Which kernel is wanted, and where to look. */
export interface VmlinuxQuery {
  readonly release?: string;
  /** Lower-case hexadecimal digits. */
  readonly buildId?: string;
  /** As `uname -m`; a vmlinux of another machine is rejected. */
  readonly machine?: string;
  /** Folder of the dump. */
  readonly beside: string;
  /** More folders (workspace, settings); only their top level is read. */
  readonly folders: readonly string[];
  /** Where `/usr/lib/debug`, `/lib/modules` and `/boot` are; `/` when absent. */
  readonly root?: string;
}
