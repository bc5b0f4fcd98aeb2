import type { CpuRegisters } from './cpu-registers';
import type { DumpProblem } from './dump-problem';
import type { Vmcoreinfo } from './vmcoreinfo';

/** How makedumpfile packed the pages of a kdump-compressed file (bits of `disk_dump_header.status`). */
export type PageCompression = 'none' | 'zlib' | 'lzo' | 'snappy' | 'zstd';

/** makedumpfile's own format, which QEMU can write too (makedumpfile `diskdump_mod.h`). */
export interface KdumpContainer {
  readonly kind: 'kdump';
  /** 1 to 6 today; newer ones are read as 6. */
  readonly headerVersion: number;
  /** Bytes. */
  readonly blockSize: number;
  readonly compression: PageCompression;
  /** One part of `makedumpfile --split`: it cannot be opened alone. */
  readonly split: boolean;
}

/** `/proc/vmcore` as it is, `makedumpfile -E`, or QEMU's dump-guest-memory. */
export interface ElfContainer {
  readonly kind: 'elf';
  readonly bits: 32 | 64;
}

/** What other tools of this field write; crash opens them, we do not look inside. */
export interface ForeignContainer {
  readonly kind: 'foreign';
  /** Whose format: `diskdump`, `LKCD`, `libvirt save image` … */
  readonly format: string;
}

/** Not a dump at all, or not in this form. */
export interface UnusableContainer {
  readonly kind:
    | 'missing'
    | 'unreadable'
    | 'empty'
    | 'directory'
    | 'special'
    | 'zeros'
    | 'text'
    | 'elf-not-core'
    | 'process-core'
    | 'damaged'
    | 'unknown';
}

/** A whole dump inside a general compressor's file. */
export interface CompressedContainer {
  readonly kind: 'compressed';
  /** Also the name of the program that unpacks it (of zip: `unzip`). */
  readonly format: 'gzip' | 'xz' | 'zstd' | 'bzip2' | 'lz4' | 'zip';
}

export type DumpContainer =
  KdumpContainer | ElfContainer | ForeignContainer | CompressedContainer | UnusableContainer;

/** What may be unknown of a dump that can be read. */
export type UnknownField =
  | 'machine'
  | 'release'
  | 'version'
  | 'buildId'
  | 'kernelOffset'
  | 'crashTime'
  | 'pageSize'
  | 'dumpLevel'
  | 'cpus'
  | 'registers'
  | 'memorySize'
  | 'panicMessage'
  | 'missingBytes';

/** What a dump file is, and of which kernel. */
export interface DumpIdentity {
  readonly path: string;
  /** Bytes; 0 when there is no such file. */
  readonly fileSize: number;
  readonly container: DumpContainer;
  /** `makedumpfile -F`: the container's bytes stand rearranged in this file. */
  readonly flattened: boolean;
  /** Who took it: the kernel's kdump after a crash, or QEMU from outside of the machine. */
  readonly producer?: 'kdump' | 'qemu';
  /** As `uname -m` names it: `x86_64`, `aarch64`. */
  readonly machine?: string;
  /** As `uname -r` names it: `6.1.176-tiny`. */
  readonly release?: string;
  /** As `uname -v` names it: `#1 SMP PREEMPT_DYNAMIC Debian 6.12.107-1 (2026-01-01)`. */
  readonly version?: string;
  /** Lower-case hexadecimal digits; kernels of 5.9 and later. */
  readonly buildId?: string;
  /** How far KASLR moved the kernel text, bytes. */
  readonly kernelOffset?: bigint;
  /** Seconds since 1970. */
  readonly crashTime?: number;
  /** Bytes. */
  readonly pageSize?: number;
  /** Sum of the kinds of pages that makedumpfile left out (`-d`); see `dumpLevelWords`. */
  readonly dumpLevel?: number;
  /** How many CPUs saved their registers. */
  readonly cpus?: number;
  readonly registers: readonly CpuRegisters[];
  /** Bytes of memory that the machine had. */
  readonly memorySize?: number;
  /** The line of the log that tells most of why the kernel died. */
  readonly panicMessage?: string;
  /** makedumpfile marked it as not finished, or the file ends too early. */
  readonly incomplete: boolean;
  /** How many bytes the file lacks at least; 0 when it is whole. */
  readonly missingBytes?: number;
  /** Absent when the dump has none (QEMU without its vmcoreinfo device). */
  readonly vmcoreinfo?: Vmcoreinfo;
  /** Of a dump that can be read: why a field above is absent, in a sentence. */
  readonly unknown: Readonly<Partial<Record<UnknownField, string>>>;
  /** What a person has to know; the ones that keep crash from opening it come first. */
  readonly problems: readonly DumpProblem[];
}
