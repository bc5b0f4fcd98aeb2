import type { AskedCrash, CrashChoice } from '../../../debug-adapter/crash-choice/choose-crash';
import { kernelToOpen } from '../../../debug-adapter/crash-choice/kernel-to-open';
import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';
import type { VersionData } from '../../kconfig/versions/version-data';
import type { Verdict } from './verdict';

/** The choice of a session, or what there is to choose from where programs may not be run. */
export type CrashFound = CrashChoice | { readonly kind: 'untrusted'; readonly path: string };

/** What is known besides: the kernel, and of when the table is that says which crash reads it. */
export interface CrashNeeds {
  readonly identity: DumpIdentity;
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
        what: `${crash.crash.path} cannot be run.`,
        why: ['The settings name it as crash.'],
        remedy:
          'Correct kernelCrash.crashPath or kernelCrash.crashPaths, or empty them to use the crash on the PATH.',
      };
    case 'untrusted':
      return {
        state: 'doubt',
        what: crash.path,
        why: ['This workspace is not trusted, so crash was not asked what it is.'],
        remedy: 'Trust the workspace to start crash.',
      };
    case 'wrong-target':
      return {
        state: 'unfit',
        what: `There is no crash for dumps of ${crash.architecture} on this machine.`,
        why: crash.crashes.map(
          ({ path, answer }) =>
            `${path} reads dumps of ${(answer.ok && (answer.target ?? answer.targetName)) || 'another machine'}.`,
        ),
        remedy: `Get a crash that was built for ${crash.architecture} dumps, and name it in the setting kernelCrash.crashPaths.`,
      };
    case 'chosen':
      return fit(crash, needs);
  }
}

function fit(
  { crash, findings }: Extract<CrashChoice, { readonly kind: 'chosen' }>,
  { identity, data }: CrashNeeds,
): Verdict {
  const what = whatOf(crash);
  const why = findings.map(({ message, rule }) => `${message} (${rule})`);
  if (!crash.answer.ok) {
    why.unshift(`Whether it can read this kernel is not known: ${crash.answer.problem}.`);
    return { state: 'doubt', what, why };
  }
  if (findings.some(({ severity }) => severity === 'error')) {
    return { state: 'unfit', what: `${what}: too old for this kernel`, why };
  }
  const kernel = kernelToOpen(identity);
  if (kernel.architecture !== undefined && crash.answer.targetName === undefined) {
    why.unshift(
      `The dump is of ${kernel.architecture}; for which machine’s dumps this crash was built it does not say.`,
    );
    return { state: 'doubt', what, why };
  }
  if (findings.some(({ severity }) => severity === 'warning')) return { state: 'doubt', what, why };
  if (kernel.version === undefined) {
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

function whatOf({ path, answer }: AskedCrash): string {
  if (!answer.ok) return path;
  const target = answer.target === undefined ? '' : `, for ${answer.target}`;
  return `${path}, version ${answer.version.text}${target}`;
}
