import { argumentsNamed } from '../../boot/boot-arguments';
import { explainRefusal } from '../../crashkernel/explain-refusal';
import { offsetAfter, type Refusal, type RefusalReason } from '../../crashkernel/read-value';
import { inUnits } from '../../crashkernel/sizes';
import type { Fix, Problem } from '../../model/finding';
import type { BootArgumentsRule } from '../rule';
import {
  type CommandLine,
  type Entry,
  heeded,
  readCommandLine,
  rewriting,
  spanOf,
} from './command-line';
import { corrected, isUnknownCma, isWordForOff, withoutTrailingComma } from './corrections';

export const ck001: BootArgumentsRule = {
  id: 'CK001',
  title: 'crashkernel= that the kernel refuses',
  severity: 'error',
  role: 'any',
  subject: 'boot-arguments',
  why: 'A value that the kernel cannot read is refused with one line in its log. The system boots, no memory is set aside, and `kexec -p` fails, or nobody notices until the crash. `512MB` is such a value: sizes end in one of K, M, G, T, P, E and nothing else.',
  evidence:
    "kernel/crash_reserve.c (kernel/crash_core.c before 6.9): `-EINVAL` with `memory value expected`, `unrecognized char`, `'-' expected`, `':' expected`, `invalid size`. Our reader gives the same answers as the kernel’s own, compiled in user space, of 5.10, 6.1, 6.12, 7.2 and 7.3.",
  advice:
    'Write a size such as `512M`, or ranges of memory with their sizes such as `2G-64G:256M,64G-:512M`; `crashkernel=0` reserves nothing.',
  examples: {
    bad: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512MB\n',
        fixed: 'append crashkernel=512M\n',
      },
      {
        text: 'CONFIG_CMDLINE="crashkernel=512MiB quiet"\n',
        fixed: 'CONFIG_CMDLINE="crashkernel=512M quiet"\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=0.5G\n',
        fixed: 'append crashkernel=512M\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=-:64M\n',
        fixed: 'append crashkernel=0-:64M\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M,High\n',
        fixed: 'append crashkernel=512M,high\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=2G:512M\n',
        fixed: 'append crashkernel=2G-:512M\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M-2G:64M,2G:128M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M-:64M@\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M,foo\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=2G-4G\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel quiet\n' },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=off\n',
        fixed: 'append crashkernel=0\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=16G\n', memory: 8 * 2 ** 30 },
      { fileName: 'extlinux.conf', text: 'append crashkernel=2G-:16G\n', memory: 8 * 2 ** 30 },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="crashkernel=512M"\n', architecture: 'x86_64' },
      { text: 'CONFIG_CMDLINE="crashkernel=512M"\n', architecture: 'arm64' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=0x10000000@0x2000000\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=2G-64G:256M,64G-:512M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M,high crashkernel=0,low\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=0\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=@SIZE@ root=/dev/vda\n' },
    ],
  },
  *check(boot, context) {
    if (boot.place !== 'kexec-append') {
      for (const { value, span } of argumentsNamed(boot, 'crashkernel')) {
        if (value !== undefined) continue;
        yield {
          span,
          severity: 'warning',
          message:
            'crashkernel without "=" and a size does nothing: write such as crashkernel=512M.',
        };
      }
    }
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of heeded(line)) {
      const refusal = refusalOf(entry, line);
      if (refusal) yield refused(entry, refusal, line);
    }
    yield* tooLarge(line);
  },
};

/** What no other rule speaks of. */
function refusalOf(entry: Entry, { kernel }: CommandLine): Refusal | undefined {
  const { reading, value } = entry;
  const { refusal } = reading;
  if (value === 'auto') return undefined; // CK002
  if (reading.form === 'suffix' && /[-:]/.test(value)) return undefined; // CK003
  if (refusal?.reason === 'end-not-after-start') return undefined; // CK004
  if (withoutTrailingComma(reading) !== undefined) return undefined; // CK005
  if (isUnknownCma(value, kernel)) return undefined; // CK009
  if (refusal || reading.form !== 'ranges') return refusal;
  const offset = offsetAfter(reading.text, reading.stop, kernel);
  return offset && 'reason' in offset ? offset : undefined;
}

function refused(entry: Entry, refusal: Refusal, line: CommandLine): Problem {
  const { value, reading } = entry;
  const span = spanOf(entry, refusal.span);
  if (isWordForOff(value)) {
    return {
      span,
      severity: 'info',
      message: `The kernel does not know the word "${value}": it complains, and reserves nothing. 0 says the same without a complaint.`,
      fixes: rewriting(entry, '0', true),
    };
  }
  if (reading.text === '') {
    return {
      span,
      message: 'crashkernel= has no value: the kernel refuses it, and nothing is reserved.',
    };
  }
  const mildly = isMild(entry, line) ? ({ severity: 'warning' } as const) : {};
  return {
    span,
    ...mildly,
    message: `The kernel refuses this value: ${explainRefusal(reading.text, refusal)}. ${consequence(entry, refusal.reason, line)}`,
    fixes: fixes(entry, line),
  };
}

/** Whether memory is reserved all the same. */
function isMild(entry: Entry, { outcome }: CommandLine): boolean {
  return (
    outcome.kind === 'reserved' ||
    (entry.reading.form === 'suffix' && entry.reading.suffix === 'cma')
  );
}

function consequence(
  entry: Entry,
  reason: RefusalReason,
  { outcome, machine, entries }: CommandLine,
): string {
  const { reading } = entry;
  if (reading.form === 'suffix' && reading.suffix === 'cma') {
    return 'The kernel complains, and may reserve another size than was meant.';
  }
  if (outcome.kind === 'reserved') {
    const { memory } = machine;
    return entries[outcome.index] === entry
      ? `It does not come so far on a machine with ${inUnits(memory ?? 0n)}; on one that no range before it is for, nothing is reserved.`
      : `It goes on with crashkernel=${entries[outcome.index]?.value ?? ''}.`;
  }
  const isReachedByAll = reason === 'offset-expected' || machine.memory !== undefined;
  return reading.form === 'ranges' && reading.ranges.length > 0 && !isReachedByAll
    ? 'On machines that none of the ranges before it is for, nothing is reserved.'
    : 'Nothing is reserved.';
}

function fixes(entry: Entry, { kernel }: CommandLine): Fix[] {
  const better = corrected(entry.value, kernel);
  return better ? rewriting(entry, better.value, better.isSure) : [];
}

/** Only where the memory is known. */
function* tooLarge({ outcome, entries, machine }: CommandLine): Generator<Problem> {
  if (outcome.kind !== 'refused' || outcome.refusal.reason !== 'size-not-below-memory') return;
  const entry = entries[outcome.index];
  if (!entry) return;
  yield {
    span: spanOf(entry, outcome.refusal.span),
    message: `The machine has ${inUnits(machine.memory ?? 0n)} of memory, and the size is not less than that: nothing is reserved.`,
  };
}
