/** Packed by a general compressor. */
export type Packing = 'gzip' | 'xz' | 'zstd' | 'bzip2' | 'lz4';

/** The debug info of an ELF file. */
export interface DebugInfo {
  /** Has a `.debug_info` section with content. */
  readonly present: boolean;
  /** A file with debug info alone (`objcopy --only-keep-debug`): code and data are somewhere else. */
  readonly separate?: true;
  /** How the section is compressed; absent when it is not. */
  readonly compression?: 'zlib' | 'zstd' | 'zlib-gnu' | 'unknown';
}

/** What is known of any ELF file of a kernel. */
interface KernelFile {
  readonly path: string;
  /** As `uname -m` names it: `x86_64`, `aarch64`; `machine 9999` when it is one we do not know. */
  readonly machine: string;
  readonly bits: 32 | 64;
  /** Lower-case hexadecimal digits. */
  readonly buildId?: string;
  readonly debugInfo: DebugInfo;
}

/** A linked kernel: ET_EXEC or ET_DYN. */
export interface KernelInspection extends KernelFile {
  readonly kind: 'vmlinux';
}

/** A kernel module: ET_REL. Its texts are absent in a separate debug file. */
export interface ModuleInspection extends KernelFile {
  readonly kind: 'module';
  /** `vermagic` of `.modinfo`, its first word being the release it was built for. */
  readonly vermagic?: string;
  /** `name` of `.modinfo`. */
  readonly moduleName?: string;
}

/** Anything else that is offered as a vmlinux. */
export interface OtherInspection {
  readonly kind:
    | 'missing'
    | 'unreadable'
    | 'directory'
    | 'special'
    | 'empty'
    | 'text'
    | 'boot-image'
    | 'packed'
    | 'dump'
    | 'other-elf'
    | 'damaged'
    | 'unknown';
  readonly path: string;
  /** `packed` only. */
  readonly packing?: Packing;
  /** What the file is, as a sentence for a person. */
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
}

export type VmlinuxInspection = KernelInspection | ModuleInspection | OtherInspection;
