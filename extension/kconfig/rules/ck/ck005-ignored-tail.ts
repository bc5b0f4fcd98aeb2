import { memparse } from '../../crashkernel/memparse';
import type { RangesReading, SizeReading } from '../../crashkernel/read-value';
import type { Problem } from '../../model/finding';
import type { Span } from '../../model/text';
import type { BootArgumentsRule } from '../rule';
import {
  type CommandLine,
  type Entry,
  heeded,
  readCommandLine,
  rewriting,
  spanOf,
} from './command-line';
import { corrected, withoutTrailingComma } from './corrections';

export const ck005: BootArgumentsRule = {
  id: 'CK005',
  title: 'The rest of a crashkernel= is ignored',
  severity: 'warning',
  role: 'any',
  subject: 'boot-arguments',
  why: 'After the size of a range, and after an address, the kernel does not mind what follows: it takes what it has read so far. Most often that is harmless (`512M-:64MB`), but the ranges that follow such a place do not exist for it: with `512M-2G:64MB,2G-:128MB` a machine with 4 GiB reserves nothing.',
  evidence:
    'kernel/crash_reserve.c, `parse_crashkernel_mem()`: the list ends at the first character that is no comma; `parse_crashkernel_simple()` does not look behind the address. Compared with the kernel’s own reader.',
  advice: 'Remove what is ignored; units have no `B`, and an address stands at the end only.',
  examples: {
    bad: [
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M-:64MB\n',
        fixed: 'append crashkernel=512M-:64M\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M-2G:64MB,2G-:128MB\n',
        fixed: 'append crashkernel=512M-2G:64M,2G-:128M\n',
      },
      {
        text: 'CONFIG_CMDLINE="crashkernel=256M@16MB"\n',
        fixed: 'CONFIG_CMDLINE="crashkernel=256M@16M"\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M@ quiet\n',
        fixed: 'append crashkernel=512M quiet\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512M-:192M,\n',
        fixed: 'append crashkernel=512M-:192M\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M-2G:64M@16M,2G-:128M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M@x\n' },
    ],
    good: [
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M-2G:64M,2G-:128M@16M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=256M@16M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512MB\n' },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of heeded(line)) {
      const { reading } = entry;
      if (reading.form === 'size') yield* afterAddress(entry, reading, line);
      if (reading.form === 'ranges') yield* afterRanges(entry, reading, line);
    }
  },
};

function* afterAddress(entry: Entry, reading: SizeReading, line: CommandLine): Generator<Problem> {
  const { at, offset, ignored, text, refusal } = reading;
  if (refusal || at === undefined || (offset && !ignored)) return;
  const start = offset ? (ignored?.start ?? at) : at;
  const rest = text.slice(start);
  yield {
    span: spanOf(entry, { start, end: text.length }),
    message: offset
      ? `The kernel ignores "${rest}" after the address.`
      : `No address follows the "@": the kernel ignores "${rest}" and looks for a place itself.`,
    fixes: fixes(entry, line),
  };
}

function* afterRanges(entry: Entry, reading: RangesReading, line: CommandLine): Generator<Problem> {
  const { text, stop, ranges } = reading;
  const shorter = withoutTrailingComma(reading);
  if (shorter !== undefined) {
    yield {
      span: spanOf(entry, { start: text.length - 1, end: text.length }),
      message: 'No range follows the comma: the kernel complains where no range before it fits.',
      fixes: rewriting(entry, shorter, true),
    };
    return;
  }
  if (reading.refusal || ranges.length === 0) return;
  // What it skips up to an address, then what follows that.
  const at = text.indexOf('@', stop);
  const address = at < 0 ? undefined : memparse(text, at + 1, line.kernel);
  if (at !== stop && stop < text.length) {
    yield unread(entry, { start: stop, end: at < 0 ? text.length : at }, line);
  }
  if (address && address.end < text.length) {
    yield unread(entry, { start: address.end, end: text.length }, line);
  }
}

function unread(entry: Entry, piece: Span, line: CommandLine): Problem {
  const rest = entry.value.slice(piece.start, piece.end);
  const span = spanOf(entry, piece);
  const isRanges = /[-:]/.test(rest);
  if (!isRanges) {
    return { span, message: `The kernel ignores "${rest}".`, fixes: fixes(entry, line) };
  }
  return {
    span,
    severity: line.outcome.kind === 'reserved' ? 'warning' : 'error',
    message: `The kernel stops reading here, and never looks at "${rest}": on machines that none of the ranges before it is for, nothing is reserved.`,
    fixes: fixes(entry, line),
  };
}

function fixes(entry: Entry, { kernel }: CommandLine) {
  const better = corrected(entry.value, kernel);
  return better ? rewriting(entry, better.value, better.isSure) : [];
}
