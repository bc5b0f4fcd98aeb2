import type { Architecture } from '../model/architecture';

/**
 * What is known of which tool fits which Linux. `versions.json` beside this file is the bundled
 * one; it is data, made from the tools' own git histories, and it grows old: each section carries
 * the day it was looked at. A person may extend it with a file of the same form
 * (`readVersionData()`).
 *
 * All versions are upstream's, as dotted numbers (`6.12`, `8.0.6`), all days `YYYY-MM-DD`.
 */
export interface VersionData {
  readonly crash: CrashData;
  readonly makedumpfile: MakedumpfileData;
  readonly kexec: KexecData;
}

interface Section {
  /** The day up to which the sources were looked at. */
  readonly date: string;
  /** Where it comes from, for people. */
  readonly sources: readonly string[];
}

export interface CrashData extends Section {
  readonly releases: readonly CrashRelease[];
  readonly breaks: readonly Break[];
}

export interface MakedumpfileData extends Section {
  readonly releases: readonly MakedumpfileRelease[];
  /** Architectures that were not in it from the beginning. */
  readonly architectures: readonly ArchitectureSupport[];
  readonly breaks: readonly Break[];
}

export interface KexecData extends Section {
  readonly releases: readonly Release[];
  readonly features: readonly Feature[];
}

export interface Release {
  readonly version: string;
  /** The day it came out. */
  readonly date: string;
}

export interface CrashRelease extends Release {
  /** The newest kernel that its commits speak of; crash itself names no limit. */
  readonly newestKernel: string;
  /** The gdb inside. */
  readonly gdb: string;
}

export interface MakedumpfileRelease extends Release {
  /** LATEST_VERSION in makedumpfile.h: of newer kernels it says that they are not supported. */
  readonly latestKernel: string;
}

export interface ArchitectureSupport {
  readonly architecture: Architecture;
  /** The first release that has it. */
  readonly since: string;
}

export const EFFECTS = ['fatal', 'corrupt', 'command', 'size'] as const;

/**
 * - fatal: no session, no dump
 * - corrupt: the dump lacks pages that are needed
 * - command: a part of the tool does not work
 * - size: nothing is lost, the dump is larger than it need be
 */
export type Effect = (typeof EFFECTS)[number];

/** Something in the kernel that changed and that tools had to learn. */
export interface Break {
  /** The first kernel that has it. */
  readonly kernel: string;
  /** All when absent. */
  readonly architecture?: Architecture;
  /** What must hold besides and no version tells: `with the radix MMU`. */
  readonly condition?: string;
  readonly effect: Effect;
  /** The effect was read out of the commit's words; nobody has seen it. */
  readonly uncertain?: true;
  /** Of fatal and corrupt ones a clause (`it stops with …`), of others what does not work. */
  readonly symptom: string;
  /** What helps without a newer version. */
  readonly workaround?: string;
  /**
   * The first release with the fix, of each branch that got it: `7.3.2` and `8.0.1` (8.0.0 is newer
   * than 7.3.2 and does not have it). Empty: no release has it, only the tool's git.
   */
  readonly fixedIn: readonly string[];
  /** Commits of the fix, abbreviated; the first one is what a row is known by. */
  readonly commits: readonly string[];
}

/** Something that kexec-tools can do since some release. */
export interface Feature {
  /** A noun: `unified kernel images`. */
  readonly feature: string;
  /** Only kernels from this one on have use for it. */
  readonly kernel?: string;
  readonly architecture?: Architecture;
  /** Null: no release has it, only the tool's git. */
  readonly since: string | null;
  /** Whoever runs such a kernel on such a machine needs it for kdump; else only those who use it. */
  readonly needed: boolean;
  /** As for a break. */
  readonly commits: readonly string[];
}
