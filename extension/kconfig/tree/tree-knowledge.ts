import type { Version } from '../model/version';
import type { Dialect } from './evaluate/dialect';
import type { KconfigTree } from './symbols/kconfig-tree';

/** The Kconfig files that a configuration is for, as whoever can read them hands them to the lint. */
export interface TreeKnowledge {
  readonly tree: KconfigTree;
  readonly dialect: Dialect;
  /** For people: `Linux 6.12.1 for arm64`, `U-Boot 2025.01`. */
  readonly name: string;
  /** Of a kernel's tree. */
  readonly kernel: Version | undefined;
  /** Every symbol that some Kconfig file defines, of any architecture. */
  readonly allNames: ReadonlySet<string>;
}
