import type { Failure } from '../protocol/failure';
import type { CrashStartError } from './errors';

/** What is known besides crash's own words. */
export interface StartFacts {
  readonly crashPath: string;
  readonly vmlinux: string;
  readonly vmcore: string;
  /** Release of the dump, `uname -r`. */
  readonly release?: string;
}

interface Reason {
  readonly pattern: RegExp;
  readonly explain: (facts: StartFacts, said: string) => Pick<Failure, 'what' | 'why' | 'remedy'>;
  readonly actions: Failure['actions'];
}

/** Crash's words and what they mean, the most telling first. */
const REASONS: readonly Reason[] = [
  {
    pattern: /machine type mismatch/,
    explain: (facts) => ({
      what: 'This crash was built for another architecture.',
      why: `${facts.crashPath} cannot read a dump of this machine type.`,
      remedy:
        'Use a crash built for the dump’s architecture (from source: make target=ARM64, and so on) and name it in kernelCrash.crashPath.',
    }),
    actions: ['open-crash-path-setting', 'show-log'],
  },
  {
    pattern: /no debugging data available|no \.gnu_debuglink section/,
    explain: (facts) => ({
      what: 'The vmlinux has no debug info that crash can read.',
      why: `crash says of ${facts.vmlinux}: no debugging data available. It is stripped, or the kernel was built with CONFIG_DEBUG_INFO_REDUCED=y.`,
      remedy: 'Give the vmlinux of the debug package of this kernel, built with full debug info.',
    }),
    actions: ['pick-vmlinux', 'show-log'],
  },
  {
    pattern: /do not match|kernel version inconsistency|cannot read linux_banner/,
    explain: (facts) => ({
      what: 'The vmlinux does not belong to this dump.',
      why: `crash could not make ${facts.vmlinux} fit the dump${ofRelease(facts)}.`,
      remedy: 'Give the vmlinux of exactly the build that crashed.',
    }),
    actions: ['pick-vmlinux', 'show-log'],
  },
  {
    pattern: /not a supported file format/,
    explain: (facts, said) => ({
      what: 'crash does not know one of the files.',
      why: /(\S+): not a supported file format/.exec(said)?.[1]?.includes('vmlinux')
        ? `${facts.vmlinux} is no kernel image with debug info.`
        : `${facts.vmcore} is no dump that this crash can read.`,
      remedy: 'Check vmcore and vmlinux in the launch configuration.',
    }),
    actions: ['pick-vmcore', 'pick-vmlinux', 'show-log'],
  },
  {
    pattern: /invalid structure member offset|cannot determine how compound pages/,
    explain: (facts, said) => ({
      what: 'This kernel is newer than this crash knows.',
      why: `crash misses a structure member that has moved or gone${ofRelease(facts)} (${firstMatch(said, /invalid structure member offset: \S+/) ?? 'see the log'}).`,
      remedy: 'Use a newer crash (kernelCrash.crashPath).',
    }),
    actions: ['open-crash-path-setting', 'show-log'],
  },
  {
    pattern: /truncated or incomplete|page incomplete|truncated\/incomplete/,
    explain: (facts) => ({
      what: 'The dump is not complete.',
      why: `crash says that ${facts.vmcore} was cut off, or could not be saved whole.`,
      remedy:
        'Copy it again and compare sizes; or try "crashArgs": ["--zero_excluded"] to see what is there.',
    }),
    actions: ['open-launch-json', 'show-log'],
  },
  {
    pattern: /page excluded|seek error|read error/,
    explain: (facts) => ({
      what: 'crash cannot read what it needs from the dump.',
      why: `It stopped at memory that is missing or not where it expects it${ofRelease(facts)}.`,
      remedy:
        'Make sure that the vmlinux is of exactly this build, and try a newer crash (kernelCrash.crashPath).',
    }),
    actions: ['pick-vmlinux', 'open-crash-path-setting', 'show-log'],
  },
];

/** Tells a person why crash did not come to its prompt. */
export function explainStartFailure(error: CrashStartError, facts: StartFacts): Failure {
  const output = error.output.trim();
  switch (error.kind) {
    case 'cancelled':
      return failure(
        'cancelled',
        ['The session was stopped while crash was starting.', '', ''],
        [],
      );
    case 'not-found':
      return crashNotFound(facts.crashPath);
    case 'terminal-unavailable':
      return {
        ...failure(
          'terminal-unavailable',
          [
            'No terminal for crash can be opened.',
            `The native part of this extension (node-pty) does not load on ${process.platform}-${process.arch}: this package was made for another platform.`,
            'Install the package for this platform.',
          ],
          ['show-log'],
        ),
        output,
      };
    case 'silent':
      return {
        ...failure(
          'crash-silent',
          [
            'crash has said nothing for several minutes.',
            `It was ended. The last it said: ${lastLine(output)}`,
            'Try a newer crash (kernelCrash.crashPath), or "crashArgs": ["--no_modules"].',
          ],
          ['open-crash-path-setting', 'open-launch-json', 'show-log'],
        ),
        output,
      };
    case 'endless':
      return {
        ...failure(
          'crash-silent',
          [
            'crash writes without end and does not come to its prompt.',
            `It was ended. The last it said: ${lastLine(output)}`,
            'Try a newer crash (kernelCrash.crashPath), and make sure that crashPath names crash.',
          ],
          ['open-crash-path-setting', 'show-log'],
        ),
        output,
      };
    case 'exited':
      return { ...explainExit(error, facts, output), output };
  }
}

/** There is no crash to start. */
export function crashNotFound(crashPath: string | undefined): Failure {
  return failure(
    'crash-not-found',
    [
      crashPath === undefined
        ? 'The program crash is not installed.'
        : `There is no program ${crashPath}.`,
      crashPath === undefined
        ? 'No folder of the PATH has it.'
        : 'crashPath must name the crash binary, which must be executable.',
      'Install it (Debian and Ubuntu: apt install crash; Fedora and RHEL: dnf install crash), or name it in kernelCrash.crashPath.',
    ],
    ['get-crash', 'open-crash-path-setting', 'retry'],
  );
}

function explainExit(error: CrashStartError, facts: StartFacts, output: string): Failure {
  const reason = REASONS.find(({ pattern }) => pattern.test(output));
  if (reason) {
    const { what, why, remedy } = reason.explain(facts, output);
    return failure('crash-refused', [what, why, remedy], reason.actions);
  }
  const how =
    (error.exitSignal ?? 0) > 0
      ? `signal ${error.exitSignal} ended it`
      : `its exit status is ${error.exitCode}`;
  const said = withoutBanner(output);
  return failure(
    'crash-refused',
    [
      'crash ended before it could open the dump.',
      said === ''
        ? `It gave no reason (${how}). Known causes of its silence: the kernel${facts.release === undefined ? '' : ` (${facts.release})`} is newer than this crash, the vmlinux is of another build, or the dump was cut off.`
        : `It said: ${said} (${how}).`,
      'Use the vmlinux of exactly this build and the newest crash (kernelCrash.crashPath).',
    ],
    ['pick-vmlinux', 'open-crash-path-setting', 'show-log'],
  );
}

function failure(
  id: Failure['id'],
  [what, why, remedy]: readonly [string, string, string],
  actions: Failure['actions'],
): Failure {
  return { id, what, why, remedy, actions };
}

function ofRelease(facts: StartFacts): string {
  return facts.release === undefined ? '' : ` of ${facts.release}`;
}

function firstMatch(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[0];
}

/** What crash said besides licence, gdb's banner, progress and usage; at most a few lines. */
function withoutBanner(output: string): string {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim());
  const banner = lines.findLastIndex((line) => line.startsWith('Type "apropos word"'));
  const usage = lines.indexOf('Usage:');
  return lines
    .slice(banner + 1, usage < 0 ? undefined : usage)
    .filter(
      (line) =>
        line !== '' &&
        !/^(please wait|crash \d|Copyright|This program|and you are|certain conditions|warning: Couldn't determine a path for the index cache)/.test(
          line.replace(/^crash: /, ''),
        ),
    )
    .slice(-6)
    .join(' ')
    .slice(0, 600);
}

function lastLine(output: string): string {
  return (
    output
      .split(/[\r\n]+/)
      .filter((line) => line.trim() !== '')
      .at(-1)
      ?.trim() ?? 'nothing.'
  );
}
