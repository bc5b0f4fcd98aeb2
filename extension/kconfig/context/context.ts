import type { Architecture } from '../model/architecture';
import type { Role } from '../model/role';
import type { Version } from '../model/version';

/** What a file is, by its name and content. */
export type FileKind =
  /** .config, defconfig or fragment of a Linux kernel */
  | 'linux-config'
  | 'buildroot-config'
  | 'u-boot-config'
  /** the same format of another project (BusyBox, coreboot, …): only its lines are looked at */
  | 'other-config'
  /** /etc/default/grub, grub.cfg, entries of the boot loader specification */
  | 'grub'
  | 'extlinux'
  | 'device-tree'
  | 'shell'
  | 'kconfig';

/** How a fact about a file is known; shown to people. */
export interface Known<T> {
  readonly value: T;
  /** Such as `the header`, `the setting kernelCrash.lint.role`, `a comment in line 3`. */
  readonly source: string;
  /** A person said so, in a setting, a comment or a file name: it was not inferred. */
  readonly declared: boolean;
}

/** Versions of the tools that will meet the kernel's dump, where known. */
export interface ToolVersions {
  readonly crash?: Version;
  readonly makedumpfile?: Version;
  readonly kexec?: Version;
}

/** All that rules may depend on besides the text itself. */
export interface Context {
  readonly kind: FileKind;
  readonly role: Known<Role>;
  /** Of the kernel that the file is about; undefined: unknown. */
  readonly kernel: Known<Version> | undefined;
  readonly architecture: Known<Architecture> | undefined;
  readonly tools: ToolVersions;
  /** Such as `debian`: some advice is for one distribution only. */
  readonly distribution: string | undefined;
  /** Memory of the machine in bytes, for the size of crashkernel=. */
  readonly memory: number | undefined;
  /** Texts of files that this one names, by the path as written; for references between files. */
  readonly referenced: ReadonlyMap<string, string>;
}
