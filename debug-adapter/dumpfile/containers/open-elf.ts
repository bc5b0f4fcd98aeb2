import type { ByteSource } from '../byte-source';
import { readPadded } from '../byte-source';
import { readDumpNotes } from '../dump-notes';
import type { DumpProblem } from '../dump-problem';
import { cutOffProblem, markedIncompleteProblem } from '../dump-problems';
import { parseElfHeader, readElfSegments, type LoadSegment } from '../elf-core';
import { ELF_HEADER_BYTES, ET_CORE, ET_REL } from '../../elf/elf-ident';
import { unusableContainer, type OpenedContainer } from '../opened-container';
import { parseVmcoreinfo } from '../vmcoreinfo';
import { ElfMemory } from './elf-memory';

/** The x86-64 kernel's image has a segment of its own, from here on. */
const START_KERNEL_MAP = 0xffff_ffff_8000_0000n;
const COMMON_PAGE_SIZE = 4096;

/** Opens an ELF core. Rejects with the system's error when reading fails. */
export async function openElf(path: string, source: ByteSource): Promise<OpenedContainer> {
  const start = await readPadded(source, 0, ELF_HEADER_BYTES);
  const elf = parseElfHeader(start.bytes);
  if (elf === undefined || !start.complete) {
    return unusableContainer(path, 'damaged', 'Its ELF header is cut off or of no known class.');
  }
  if (elf.type !== ET_CORE) {
    const what = elf.type === ET_REL ? 'a kernel module or object file' : 'a vmlinux or a program';
    return unusableContainer(path, 'elf-not-core', what);
  }
  const segments = await readElfSegments(source, elf);
  const notes = await readDumpNotes(source, segments.notes, elf.littleEndian);
  if (notes.process && !notes.vmcoreinfo) return unusableContainer(path, 'process-core');
  const isPlain = Number.isFinite(source.size);
  const missing = isPlain ? segments.end - BigInt(source.size) : 0n;
  const problems: DumpProblem[] = [];
  if (elf.incomplete) problems.push(markedIncompleteProblem(path));
  if (missing > 0n) problems.push(cutOffProblem(path, source.size, segments.end));
  const vmcoreinfo = notes.vmcoreinfo;
  const pageSize = vmcoreinfo && parseVmcoreinfo(vmcoreinfo.toString('latin1')).pageSize;
  const memory = new ElfMemory(
    source,
    segments.loads,
    pageSize ?? COMMON_PAGE_SIZE,
    elf.incomplete,
  );
  const physBase = imageBase(segments.loads);
  return {
    container: { kind: 'elf', bits: elf.bits },
    littleEndian: elf.littleEndian,
    machine: elf.machine,
    ...(notes.prstatus.length > 0 && { cpus: notes.prstatus.length }),
    ...(physBase !== undefined && { physBase }),
    notes,
    ...(vmcoreinfo && { vmcoreinfo }),
    memory,
    incomplete: elf.incomplete || missing > 0n,
    ...(isPlain && { missingBytes: missing > 0n ? Number(missing) : 0 }),
    problems,
  };
}

function imageBase(loads: readonly LoadSegment[]): bigint | undefined {
  const image = loads.find(({ virtual }) => virtual >= START_KERNEL_MAP);
  return image && BigInt(image.physical) - (image.virtual - START_KERNEL_MAP);
}
