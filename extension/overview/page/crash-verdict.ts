import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';
import { dumpVersion } from '../../../debug-adapter/sources/kernel-version';
import { parseArchitecture } from '../../kconfig/context/parse-settings';
import type { Architecture } from '../../kconfig/model/architecture';
import { parseVersion, type Version } from '../../kconfig/model/version';
import { checkVersions } from '../../kconfig/rules/ver/check-versions';
import type { VersionData } from '../../kconfig/versions/version-data';
import type { Verdict } from './verdict';

/** The crash of this machine, as far as it was found and asked. */
export type CrashFound =
  | { readonly kind: 'none' }
  /** The setting names a file that cannot be run. */
  | { readonly kind: 'not-runnable'; readonly path: string }
  /** Programs are not run in an untrusted workspace. */
  | { readonly kind: 'untrusted'; readonly path: string }
  | { readonly kind: 'silent'; readonly path: string; readonly problem: string }
  | { readonly kind: 'asked'; readonly path: string; readonly version: Version };

/** What is known of the other side: the kernel, the machine here, and which crash reads which kernel. */
export interface CrashNeeds {
  readonly identity: DumpIdentity;
  /** The machine on which crash would run. */
  readonly here: Architecture | undefined;
  readonly data: VersionData;
}

const INSTALL =
  'Install it (Debian, Ubuntu: apt-get install crash; Fedora, RHEL: dnf install crash), or name another one in the setting kernelCrash.crashPath.';

/** Whether there is a crash that can open the dump. */
export function crashVerdict(crash: CrashFound, needs: CrashNeeds): Verdict {
  switch (crash.kind) {
    case 'none':
      return {
        state: 'unfit',
        what: 'crash was not found on this machine.',
        why: ['The PATH leads to no program of that name.'],
        remedy: INSTALL,
      };
    case 'not-runnable':
      return {
        state: 'unfit',
        what: `${crash.path} cannot be run.`,
        why: ['The setting kernelCrash.crashPath names it as crash.'],
        remedy: 'Correct the setting, or empty it to use the crash on the PATH.',
      };
    case 'untrusted':
      return {
        state: 'doubt',
        what: crash.path,
        why: ['This workspace is not trusted, so crash was not asked for its version.'],
        remedy: 'Trust the workspace to start crash.',
      };
    case 'silent':
      return {
        state: 'doubt',
        what: crash.path,
        why: [`Whether it can read this kernel is not known: ${crash.problem}.`],
      };
    case 'asked':
      return fit(crash.path, crash.version, needs);
  }
}

function fit(path: string, version: Version, needs: CrashNeeds): Verdict {
  const what = `${path}, version ${version.text}`;
  const { identity, here, data } = needs;
  const kernel = kernelOf(identity);
  const architecture =
    identity.machine === undefined ? undefined : parseArchitecture(identity.machine);
  const findings = checkVersions(
    { kernel, architecture, crash: version, makedumpfile: undefined, kexec: undefined },
    data,
  ).filter(({ tool }) => tool === 'crash');
  const why = findings.map(({ message, rule }) => `${message} (${rule})`);
  const isForeign = here !== undefined && architecture !== undefined && here !== architecture;
  if (isForeign) {
    why.unshift(
      `The dump is of ${architecture}, this machine is ${here}: crash must have been built for ${architecture} dumps (make target=…), which it says only when it starts.`,
    );
  }
  if (findings.some(({ severity }) => severity === 'error')) {
    return { state: 'unfit', what: `${what}: too old for this kernel`, why };
  }
  if (isForeign || findings.some(({ severity }) => severity === 'warning')) {
    return { state: 'doubt', what, why };
  }
  if (kernel === undefined) {
    why.push('The dump does not name its kernel, so whether this crash can read it is not known.');
    return { state: 'doubt', what, why };
  }
  if (why.length > 0) return { state: 'ready', what, why };
  return {
    state: 'ready',
    what,
    why: [`Nothing is known to be wrong between it and this kernel (data of ${data.crash.date}).`],
  };
}

/** The kernel's own version: Debian hides it behind a release such as `6.1.0-50-amd64`. */
function kernelOf({ release, version }: DumpIdentity): Version | undefined {
  if (release === undefined) return undefined;
  const known = dumpVersion(release, version);
  const parsed = parseVersion(release);
  return known ? { parts: known.base.split('.').map(Number), text: release } : parsed;
}
