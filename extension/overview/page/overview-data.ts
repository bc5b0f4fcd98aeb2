import type { DumpIdentity } from '../../../debug-adapter/dumpfile/dump-identity';
import type { DumpProblem } from '../../../debug-adapter/dumpfile/dump-problem';
import type { LogReading } from '../../../debug-adapter/dumpfile/log/log-record';
import { shownLines } from '../log/log-text';
import { dumpFacts, timeWords, type DumpFacts } from './dump-facts';
import { logTail, type LogTail } from './log-tail';
import { registerText } from './register-text';

/** What the page says of a dump, before vmlinux and crash are looked for. */
export interface OverviewData {
  /** The file's name. */
  readonly title: string;
  /** `Linux 6.1.176-tiny · x86_64 · crashed 2026-11-22 22:22:18 UTC` */
  readonly summary: string;
  /** The panic message, where there is one. */
  readonly panic?: string;
  readonly problems: readonly DumpProblem[];
  /** Whether crash may open it. */
  readonly canDebug: boolean;
  /** A text, such as vmcore-dmesg.txt, reads better in a text editor. */
  readonly isText: boolean;
  readonly facts: DumpFacts;
  /** The end of the log, or why there is none; absent of a file that is no dump. */
  readonly log?: LogTail | { readonly why: string };
  /** Set when some of the log could not be read: why. */
  readonly logDamage?: string;
  readonly cpus: readonly CpuText[];
}

export interface CpuText {
  /** `CPU 1 · process 1` */
  readonly title: string;
  readonly registers: string;
}

export function overviewData(identity: DumpIdentity, reading: LogReading): OverviewData {
  const { panicMessage, problems, container } = identity;
  const isDump = container.kind === 'kdump' || container.kind === 'elf';
  const log = reading.ok ? logTail(shownLines(reading.log).map(({ text }) => text)) : reading;
  const damage = reading.ok ? reading.log.damage : undefined;
  return {
    title: identity.path.split('/').at(-1) ?? identity.path,
    summary: summaryOf(identity),
    ...(panicMessage !== undefined && { panic: panicMessage }),
    problems,
    canDebug: !problems.some(({ blocking }) => blocking),
    isText: container.kind === 'text',
    facts: dumpFacts(identity),
    ...(isDump && { log }),
    ...(damage !== undefined && { logDamage: damage }),
    cpus: cpuTexts(identity),
  };
}

function summaryOf({ container, release, machine, crashTime, producer }: DumpIdentity): string {
  if (container.kind === 'foreign') return `A dump in the format ${container.format}`;
  if (container.kind !== 'kdump' && container.kind !== 'elf') return 'Not a dump that can be read';
  const kernel = release === undefined ? 'A dump of an unknown Linux kernel' : `Linux ${release}`;
  const taken = producer === 'qemu' ? 'taken by QEMU' : 'crash time unknown';
  const when = crashTime === undefined ? taken : `crashed ${timeWords(crashTime)}`;
  return [kernel, machine, when].filter((part) => part !== undefined).join(' · ');
}

function cpuTexts({ registers, machine, producer }: DumpIdentity): CpuText[] {
  return registers.map((cpu) => {
    // QEMU writes the number of the CPU plus 1 where the kernel writes the process.
    const ran = producer === 'qemu' ? '' : cpu.pid === 0 ? ' · idle' : ` · process ${cpu.pid}`;
    return { title: `CPU ${cpu.index}${ran}`, registers: registerText(cpu, machine) };
  });
}
