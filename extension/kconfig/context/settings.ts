import type { Architecture } from '../model/architecture';
import type { Severity } from '../model/finding';
import type { Role } from '../model/role';
import type { Version } from '../model/version';
import type { VersionData } from '../versions/version-data';
import type { TreeKnowledge } from '../tree/tree-knowledge';
import type { FileKind, Known, ToolVersions } from './context';

/** What a person chose, in an editor's settings or on a command line. */
export interface LintSettings {
  /** Absent: a comment in the file, its name, else its content decide. */
  readonly role?: Role;
  readonly kernel?: Version;
  readonly architecture?: Architecture;
  /** By rule: another severity, or not at all. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly tools: ToolVersions;
  readonly distribution?: string;
  /** In bytes. */
  readonly memory?: number;
  /** Which tool fits which kernel; the bundled data when absent. */
  readonly versionData?: VersionData;
}

export const DEFAULT_SETTINGS: LintSettings = { severities: {}, tools: {} };

/**
 * What is known of a file from the files around it: a kernel tree's Makefile, the Buildroot
 * defconfig that names it. The engine reads no files; who calls it does.
 */
export interface Surroundings {
  readonly kind?: FileKind;
  readonly kernel?: Known<Version>;
  readonly architecture?: Known<Architecture>;
  /** Texts of the files that this one names, by the path as written. */
  readonly referenced?: ReadonlyMap<string, string>;
  /** Of the tools that are built along with what the file configures: a Buildroot tree's packages. */
  readonly tools?: ToolVersions;
}

/** One file to look at. */
export interface LintRequest {
  /** Its path, or only its name, with forward slashes: it tells much about the file. */
  readonly fileName: string;
  readonly settings: LintSettings;
  readonly surroundings?: Surroundings;
  /** The Kconfig files that a configuration is for, or that a Kconfig file is one of. */
  readonly tree?: TreeKnowledge;
}
