import type { DownloadResult } from './debuginfod';
import type { KernelWanted } from './judge-vmlinux';
import type { UnpackResult } from './unpack-file';

/** Which kernel is wanted, and where to look. */
export interface VmlinuxQuery extends KernelWanted {
  /** Folder of the dump. */
  readonly beside: string;
  /** More folders (workspace); only their top level is read. */
  readonly folders: readonly string[];
  /** Files, and folders such as a build tree or a copy of /usr/lib/debug, that a person has named. */
  readonly paths?: readonly string[];
  /** Where `/usr/lib/debug`, `/lib/modules` and `/boot` are; `/` when absent. */
  readonly root?: string;
  /** Unpacks a packed vmlinux; without it such files are named and left alone. */
  readonly unpack?: (path: string) => Promise<UnpackResult>;
  /** Asks the servers that a person has set for a build ID, when nothing was found here. */
  readonly download?: (buildId: string) => Promise<DownloadResult>;
}
