import { readFile } from 'node:fs/promises';
import type { AskedCrash, CrashChoice } from '../crash-choice/choose-crash';
import { chooseCrash } from '../crash-choice/choose-crash';
import { targetNameOf } from '../crash-choice/ask-crash';
import { kernelToOpen } from '../crash-choice/kernel-to-open';
import { versionDataWith } from '../crash-choice/version-data';
import { crashNotFound } from '../failures/diagnose';
import type { DumpIdentity } from '../dumpfile/dump-identity';
import type { LaunchArguments } from '../protocol/launch-arguments';
import { FailureError } from './failure-error';
import { installPackage } from './install-action';

export type ChosenCrash = Extract<CrashChoice, { readonly kind: 'chosen' }>;

/**
 * The crash for a dump.
 * @throws FailureError when there is none for its architecture, or the named one cannot be run
 */
export async function crashFor(
  launch: LaunchArguments,
  identity: DumpIdentity,
  signal: AbortSignal,
): Promise<ChosenCrash> {
  const data = await versionDataWith(launch.versionData, (file) => readFile(file, 'utf8'));
  const wish = {
    ...(launch.crashPath !== undefined && { launch: launch.crashPath }),
    named: launch.crashPaths,
  };
  const choice = await chooseCrash(wish, kernelToOpen(identity), data, signal);
  switch (choice.kind) {
    case 'chosen':
      return choice;
    case 'not-runnable':
      throw new FailureError(crashNotFound(choice.crash.path));
    case 'none':
      throw new FailureError(crashNotFound(undefined, installPackage('crash')));
    case 'wrong-target':
      throw wrongTarget(choice);
  }
}

/** What a person should know before crash starts: that it is too old for this kernel. */
export function crashWarning({ findings }: ChosenCrash): string | undefined {
  const grave = findings.filter(({ severity }) => severity !== 'info');
  return grave.length === 0 ? undefined : grave.map(({ message }) => message).join(' ');
}

function wrongTarget({
  architecture,
  crashes,
}: Extract<CrashChoice, { readonly kind: 'wrong-target' }>): FailureError {
  const named = crashes.some(({ origin }) => origin === 'launch');
  const target = targetNameOf(architecture);
  return new FailureError({
    id: 'crash-wrong-target',
    what: named
      ? `This crash does not read dumps of ${architecture}.`
      : `There is no crash for dumps of ${architecture} here.`,
    why: `A crash reads dumps of the architecture that it was built for, and the dump is of ${architecture}: ${crashes.map(targetWords).join('; ')}.`,
    remedy: `${named ? 'Take "crashPath" out of the launch configuration to let the right one be found, or get' : 'Get'} a crash for ${architecture}${target === undefined ? '' : ` (built from source with make target=${target})`}, with “Kernel Crash: Get crash for This Dump…”; or name one in kernelCrash.crashPaths.`,
    actions: [
      'get-crash',
      ...(named ? (['open-launch-json'] as const) : []),
      'open-crash-path-setting',
    ],
  });
}

function targetWords({ path, answer }: AskedCrash): string {
  return answer.ok
    ? `${path} (${answer.version.text}) is for ${answer.target ?? answer.targetName}`
    : `${path} does not say`;
}
