import type { CpuRegisters } from './cpu-registers';
import { knowsRegisters, parseRegisters } from './cpu-registers';
import type { DumpIdentity, UnknownField } from './dump-identity';
import { readKernelLog } from './log/kernel-log';
import { logLines } from './log/log-lines';
import type { LogReading } from './log/log-record';
import { addressSpace, KernelMemory } from './memory/kernel-memory';
import { VmcoreinfoValues } from './memory/vmcoreinfo-values';
import type { ContainerMemory, OpenedContainer } from './opened-container';
import { findOops } from '../kernel-log/oops';
import { readUtsname, type Utsname } from './utsname';
import { parseVmcoreinfo, type Vmcoreinfo } from './vmcoreinfo';

/** What is known of a file before its container is opened. */
export type FileFacts = Pick<DumpIdentity, 'path' | 'fileSize' | 'flattened'>;

export interface DumpDescription {
  readonly identity: DumpIdentity;
  readonly log: LogReading;
  readonly memory?: KernelMemory;
}

const NO_NOTE = 'The dump has no vmcoreinfo, the notes of its kernel.';

/** Puts together what the headers, the notes and the memory of a dump tell of it. Never rejects. */
export async function describeDump(
  file: FileFacts,
  opened: OpenedContainer,
): Promise<DumpDescription> {
  const { container, incomplete, problems } = opened;
  if (!opened.memory) {
    const log = { ok: false, why: 'The file cannot be read as a dump.' } as const;
    return {
      identity: { ...file, container, registers: [], incomplete, unknown: {}, problems },
      log,
    };
  }
  const vmcoreinfo = opened.vmcoreinfo && parseVmcoreinfo(opened.vmcoreinfo.toString('latin1'));
  const values = new VmcoreinfoValues(vmcoreinfo ?? { entries: new Map() });
  const space = addressSpace(opened.machine, opened.memory, values, opened.physBase);
  const memory = new KernelMemory(opened.memory, space);
  const utsname = vmcoreinfo ? await orWhy(() => readUtsname(memory, values)) : NO_NOTE;
  const log = vmcoreinfo
    ? toReading(await orWhy(() => readKernelLog(memory, vmcoreinfo)))
    : ({ ok: false, why: NO_NOTE } as const);
  const memorySize = await orWhy(() => findMemorySize(opened.memory, log));
  const { registers, ...fields } = findFields(opened, vmcoreinfo, { utsname, log, memorySize });
  const { known, unknown } = partition({ registers, ...fields });
  const identity: DumpIdentity = {
    ...file,
    container,
    producer: opened.notes.qemu ? 'qemu' : 'kdump',
    registers: [],
    ...known,
    incomplete,
    ...(vmcoreinfo && { vmcoreinfo }),
    unknown,
    problems,
  };
  return { identity, log, memory };
}

/** What reads the file may meet an error of the disk or the network: the rest is still known. */
async function orWhy<Value>(read: () => Promise<Value>): Promise<Value | string> {
  try {
    return await read();
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}.`;
  }
}

function toReading(log: LogReading | string): LogReading {
  return typeof log === 'string' ? { ok: false, why: log } : log;
}

/** A field's value, or why it is not known. */
type Field<Value> =
  | { readonly value: Value; readonly why?: undefined }
  | { readonly value?: undefined; readonly why: string };

type Known = Pick<DumpIdentity, Exclude<UnknownField, 'registers'>> & {
  readonly registers?: readonly CpuRegisters[];
};
type Fields = { readonly [Name in UnknownField]-?: Field<NonNullable<Known[Name]>> };

interface FromMemory {
  readonly utsname: Utsname | string;
  readonly log: LogReading;
  readonly memorySize: number | string;
}

function findFields(
  opened: OpenedContainer,
  vmcoreinfo: Vmcoreinfo | undefined,
  { utsname, log, memorySize }: FromMemory,
): Fields {
  const { container, machine } = opened;
  const noted = (why: string) => (vmcoreinfo ? why : NO_NOTE);
  const uts = typeof utsname === 'string' ? {} : utsname;
  const noUtsname = typeof utsname === 'string' ? utsname : 'The kernel’s utsname makes no sense.';
  return {
    machine: field(machine, 'The header does not name the machine.'),
    release: field(vmcoreinfo?.release ?? opened.release ?? uts.release, noUtsname),
    version: field(opened.version ?? uts.version, noUtsname),
    buildId: field(vmcoreinfo?.buildId, noted('Kernels before 5.9 do not note their build ID.')),
    kernelOffset: field(vmcoreinfo?.kernelOffset, noted('vmcoreinfo has no KERNELOFFSET.')),
    crashTime: field(
      vmcoreinfo?.crashTime,
      noted('vmcoreinfo has no CRASHTIME: the kernel had not crashed when the dump was taken.'),
    ),
    pageSize: field(
      vmcoreinfo?.pageSize ?? (container.kind === 'kdump' ? container.blockSize : undefined),
      noted('vmcoreinfo has no PAGESIZE.'),
    ),
    dumpLevel: field(
      opened.dumpLevel,
      container.kind === 'elf'
        ? 'An ELF file does not tell which kinds of pages were left out.'
        : 'Files of header version 0 do not tell which kinds of pages were left out.',
    ),
    cpus: field(opened.cpus, 'No CPU saved its registers.'),
    registers: findRegisters(opened),
    memorySize: typeof memorySize === 'string' ? { why: memorySize } : { value: memorySize },
    panicMessage: findPanicMessage(log),
    missingBytes: field(
      opened.missingBytes,
      'A flattened file does not tell how long it should be.',
    ),
  };
}

function field<Value>(value: Value | undefined, why: string): Field<Value> {
  return value === undefined ? { why } : { value };
}

function findRegisters({ machine, notes, littleEndian }: OpenedContainer): Fields['registers'] {
  if (notes.prstatus.length === 0) return { why: 'The dump has no registers of CPUs.' };
  if (!knowsRegisters(machine)) {
    return { why: `The registers of ${machine ?? 'this machine'} are not known here.` };
  }
  const registers = parseRegisters(notes.prstatus, machine, littleEndian);
  return registers.length === 0
    ? { why: 'The notes with the registers are too short.' }
    : { value: registers };
}

function findPanicMessage(log: LogReading): Fields['panicMessage'] {
  if (!log.ok) return { why: log.why };
  const message = findOops(logLines(log.log))?.message;
  return field(message, 'The log tells of no crash.');
}

/** `Memory: 219832K/1048040K available (…)`: the second number is all that the kernel was given. */
const MEMORY_LINE = /^Memory: \d+k\/(\d+)k available/i;

/** The kernel's own number; without it what the dump describes, which lacks the crash kernel's part. */
async function findMemorySize(
  memory: ContainerMemory | undefined,
  log: LogReading,
): Promise<number | string> {
  const lines = log.ok ? log.log.records : [];
  const line = lines.map(({ text }) => MEMORY_LINE.exec(text)).find((match) => match !== null);
  if (line) return Number(line[1]) * 1024;
  const present = await memory?.presentBytes();
  return present ?? 'The log does not tell, and the pages cannot be counted.';
}

/** Values here, reasons there. */
function partition(fields: Fields): {
  readonly known: Partial<Known>;
  readonly unknown: DumpIdentity['unknown'];
} {
  const entries = Object.entries(fields);
  const known = entries.flatMap(([name, { value }]) =>
    value === undefined ? [] : [[name, value]],
  );
  const unknown = entries.flatMap(([name, { why }]) => (why === undefined ? [] : [[name, why]]));
  return {
    known: Object.fromEntries(known) as Partial<Known>,
    unknown: Object.fromEntries(unknown) as DumpIdentity['unknown'],
  };
}
