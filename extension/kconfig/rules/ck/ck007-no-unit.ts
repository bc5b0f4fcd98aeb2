import type { Quantity } from '../../crashkernel/memparse';
import { inUnits } from '../../crashkernel/sizes';
import type { Fix, Problem } from '../../model/finding';
import type { BootArgumentsRule } from '../rule';
import { type Entry, heeded, kindOf, readCommandLine, rewriting, spanOf } from './command-line';

const MiB = 1n << 20n;

/** Hardly a kernel boots in less. */
const SMALLEST = 16n * MiB;

export const ck007: BootArgumentsRule = {
  id: 'CK007',
  title: 'A size without its unit',
  severity: 'warning',
  role: 'any',
  subject: 'boot-arguments',
  why: '`crashkernel=512` reserves 512 bytes, without a word. Only when `kexec -p` loads the capture kernel it turns out that there is no room for it.',
  evidence:
    'lib/cmdline.c, `memparse()`: a number without K, M, G, T, P or E is in bytes; the kernel’s own reader, compiled in user space, takes `512` for 512.',
  advice: 'Write the unit: `512M`.',
  examples: {
    bad: [
      {
        text: 'CONFIG_CMDLINE="crashkernel=512"\n',
        fixed: 'CONFIG_CMDLINE="crashkernel=512M"\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=512K\n',
        fixed: 'append crashkernel=512M\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=2G-:256\n',
        fixed: 'append crashkernel=2G-:256M\n',
      },
      {
        fileName: 'extlinux.conf',
        text: 'append crashkernel=2-:256M\n',
        fixed: 'append crashkernel=2G-:256M\n',
      },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512,high\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=010M\n' },
    ],
    good: [
      { text: 'CONFIG_CMDLINE="crashkernel=512M"\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=0\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=0x10000000\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=0-2G:128M,2G-:256M\n' },
      { fileName: 'extlinux.conf', text: 'append crashkernel=512M,high crashkernel=0,low\n' },
    ],
  },
  *check(boot, context) {
    const line = readCommandLine(boot, context);
    if (!line) return;
    for (const entry of heeded(line)) {
      const { reading } = entry;
      if (reading.form !== 'ranges') {
        if (!reading.refusal && reading.size) yield* small(entry, reading.size);
        continue;
      }
      for (const { from, to, size } of reading.ranges) {
        yield* bound(entry, from);
        if (to) yield* bound(entry, to);
        yield* small(entry, size);
      }
    }
  },
};

function* small(entry: Entry, size: Quantity): Generator<Problem> {
  const kind = kindOf(entry);
  // What ,low and ,cma add holds no kernel and may well be small.
  const least = kind === 'low' || kind === 'cma' ? MiB : SMALLEST;
  if (size.value === 0n || size.value >= least) return;
  const written = entry.value.slice(size.start, size.end);
  const meant = /^0\d/.test(written)
    ? 'it begins with 0 and so is octal'
    : /[a-z]$/i.test(written)
      ? 'the unit seems to be wrong'
      : 'the unit seems to be missing';
  yield {
    span: spanOf(entry, size),
    message: `"${written}" is ${inUnits(size.value)}, too little for a capture kernel: ${meant}.`,
    fixes: withUnit(entry, size, 'M'),
  };
}

/** Of a range of memory. */
function* bound(entry: Entry, quantity: Quantity): Generator<Problem> {
  if (quantity.value === 0n || quantity.value >= MiB) return;
  const written = entry.value.slice(quantity.start, quantity.end);
  yield {
    span: spanOf(entry, quantity),
    message: `"${written}" is ${inUnits(quantity.value)}, and no machine has so little memory: the unit seems to be missing.`,
    fixes: withUnit(entry, quantity, quantity.value < 100n ? 'G' : 'M'),
  };
}

/** Sure only of a plain number that is a likely count of MiB. */
function withUnit(entry: Entry, { start, end, value }: Quantity, unit: 'M' | 'G'): Fix[] {
  const digits = /^([1-9]\d{0,5})[k]?$/i.exec(entry.value.slice(start, end))?.[1];
  if (digits === undefined) return [];
  const isSure = unit === 'M' && value >= 64n && value <= 16384n;
  const changed = `${entry.value.slice(0, start)}${digits}${unit}${entry.value.slice(end)}`;
  return rewriting(entry, changed, isSure);
}
