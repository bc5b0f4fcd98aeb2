import { suffixSupport } from '../../crashkernel/kernel-behaviour';
import type { Problem } from '../../model/finding';
import type { BootArgumentsRule } from '../rule';
import { isUnknownCma } from './corrections';
import {
  type CommandLine,
  type Entry,
  kindOf,
  lastOf,
  readCommandLine,
  removing,
  spanOf,
} from './command-line';

export const ck009: BootArgumentsRule = {
  id: 'CK009',
  title: ',cma that the kernel does not take, or alone',
  severity: 'error',
  role: 'any',
  subject: 'boot-arguments',
  why: 'Memory of `crashkernel=SIZE,cma` comes on top of a plain reservation, which holds the capture kernel: alone it reserves nothing. A kernel before 6.17 does not know the suffix: it takes the value for a plain one that it cannot read, and if it is the last one, it reserves nothing at all. Later kernels of architectures without it skip it.',
  evidence:
    'kernel/crash_reserve.c of 6.12 (`unrecognized char: ,`), 7.2 and 7.3; Documentation/admin-guide/kernel-parameters.txt. x86 since 6.17, powerpc in 7.2, arm64 and riscv in 7.3.',
  advice: 'Give a `crashkernel=SIZE` beside it, and leave `,cma` to kernels that take it.',
  examples: {
    bad: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M,cma\n',
        architecture: 'x86_64',
        kernel: '6.17',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=256M crashkernel=512M,cma\n',
        architecture: 'x86_64',
        kernel: '6.12',
        fixed: 'append crashkernel=256M\n',
      },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,cma crashkernel=256M"\n', kernel: '6.1' },
      {
        text: 'CONFIG_CMDLINE="crashkernel=256M crashkernel=512M,cma"\n',
        architecture: 's390x',
        kernel: '7.2',
      },
      { text: 'CONFIG_CMDLINE="crashkernel=512M,cma"\n' },
    ],
    good: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=256M crashkernel=512M,cma\n',
        architecture: 'x86_64',
        kernel: '6.17',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M crashkernel=512M,cma\n' },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M,high crashkernel=512M,cma\n',
        architecture: 'arm64',
        kernel: '7.3',
      },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of line.entries) {
      const { value } = entry;
      const isUnknown = isUnknownCma(value, line.kernel);
      if (isUnknown) yield unknown(entry, line);
      else if (kindOf(entry) === 'cma') yield* known(entry, line);
    }
  },
};

function suffixSpan(entry: Entry) {
  const { length } = entry.reading.text;
  return spanOf(entry, { start: length - ',cma'.length, end: length });
}

/** The kernel takes it for a plain value. */
function unknown(entry: Entry, line: CommandLine): Problem {
  const decides = lastOf(line, 'plain') === entry && line.outcome.kind !== 'reserved';
  const others = line.entries.some((other) => other !== entry);
  const kernel = line.machine.kernel?.text ?? '';
  return {
    span: suffixSpan(entry),
    ...(decides ? {} : { severity: 'warning' as const }),
    message: decides
      ? `Linux ${kernel} does not know ,cma (6.17 does): it takes this for a plain value that it cannot read, and nothing is reserved${others ? ', whatever stands before it' : ''}.`
      : `Linux ${kernel} does not know ,cma (6.17 does): this argument does nothing.`,
    fixes: others ? removing(entry, true) : [],
  };
}

function* known(entry: Entry, line: CommandLine): Generator<Problem> {
  const { architecture, kernel } = line.machine;
  const hasOther = lastOf(line, 'plain') !== undefined || lastOf(line, 'high') !== undefined;
  if (!hasOther) {
    yield {
      span: suffixSpan(entry),
      ...(line.open ? { severity: 'warning' } : {}),
      message: line.open
        ? 'Nothing is reserved if no crashkernel=SIZE comes from elsewhere: the memory of ,cma only adds to it.'
        : 'Nothing is reserved: the memory of ,cma only adds to that of a crashkernel=SIZE, and there is none.',
    };
    return;
  }
  const support = suffixSupport('cma', architecture, kernel);
  if (!architecture || support === 'yes' || (support === 'unsure' && !kernel)) return;
  const where = kernel ? `Linux ${kernel.text} on ${architecture}` : architecture;
  yield {
    span: suffixSpan(entry),
    severity: support === 'no' && kernel ? 'warning' : 'info',
    message:
      support === 'no'
        ? `${where} does not take ,cma: it skips this argument.`
        : `It is not sure that ${where} takes ,cma: where it does not, it skips this argument.`,
    fixes: support === 'no' && kernel ? removing(entry, true) : [],
  };
}
