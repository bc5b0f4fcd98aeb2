import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import { parseVersion, type Version } from '../../../../extension/kconfig/model/version';
import type { VersionSet } from '../../../../extension/kconfig/rules/rule';

/** Versions as they are written. */
export interface WrittenSet {
  readonly kernel?: string | undefined;
  readonly architecture?: Architecture | undefined;
  readonly crash?: string | undefined;
  readonly makedumpfile?: string | undefined;
  readonly kexec?: string | undefined;
}

export function version(written: string): Version;
export function version(written: string | undefined): Version | undefined;
export function version(written: string | undefined): Version | undefined {
  if (written === undefined) return undefined;
  const parsed = parseVersion(written);
  if (!parsed) throw new Error(`${written} is no version`);
  return parsed;
}

export function versionSet({
  kernel,
  architecture,
  crash,
  makedumpfile,
  kexec,
}: WrittenSet): VersionSet {
  return {
    kernel: version(kernel),
    architecture,
    crash: version(crash),
    makedumpfile: version(makedumpfile),
    kexec: version(kexec),
  };
}
