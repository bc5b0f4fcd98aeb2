import type { ByteSource } from './byte-source';
import { readPadded, readPointedTo } from './byte-source';
import type { ContainerIdentity } from './container-identity';
import { fromVmcoreinfo, LONGEST_VMCOREINFO, unusableIdentity } from './container-identity';
import { cutOffProblem } from './dump-problems';
import type { ElfHeader, FileRange } from './elf-core';
import { ELF_HEADER_BYTES, ET_CORE, ET_REL } from '../elf/elf-ident';
import { parseElfHeader, readElfSegments } from './elf-core';
import { readNotes } from './elf-notes';

/** Notes that the kernel writes into the core of a process only: NT_AUXV, NT_SIGINFO, NT_FILE. */
const PROCESS_NOTES: readonly number[] = [6, 0x53494749, 0x46494c45];
const MOST_NOTE_SEGMENTS = 16;

/** The identity of an ELF file. Rejects with the system's error when reading fails. */
export async function identifyElf(path: string, source: ByteSource): Promise<ContainerIdentity> {
  const start = await readPadded(source, 0, ELF_HEADER_BYTES);
  const elf = parseElfHeader(start.bytes);
  if (elf === undefined || !start.complete) {
    return unusableIdentity(path, 'damaged', 'Its ELF header is cut off or of no known class.');
  }
  if (elf.type !== ET_CORE) {
    const what = elf.type === ET_REL ? 'a kernel module or object file' : 'a vmlinux or a program';
    return unusableIdentity(path, 'elf-not-core', what);
  }
  const segments = await readElfSegments(source, elf);
  const notes = await findNotes(source, segments.notes, elf);
  if (notes.process && !notes.vmcoreinfo) return unusableIdentity(path, 'process-core');
  const cutOff = Number.isFinite(source.size) && segments.end > BigInt(source.size);
  return {
    container: { kind: 'elf', bits: elf.bits },
    machine: elf.machine,
    ...fromVmcoreinfo(notes.vmcoreinfo),
    incomplete: cutOff,
    problems: cutOff ? [cutOffProblem(path, source.size, segments.end)] : [],
  };
}

async function findNotes(
  source: ByteSource,
  segments: readonly FileRange[],
  elf: ElfHeader,
): Promise<{ readonly vmcoreinfo?: Buffer; readonly process: boolean }> {
  let process = false;
  for (const segment of segments.slice(0, MOST_NOTE_SEGMENTS)) {
    for await (const note of readNotes(source, segment, elf.littleEndian)) {
      if (note.owner === 'VMCOREINFO') {
        const { offset, size } = note.content;
        const vmcoreinfo = await readPointedTo(source, offset, size, LONGEST_VMCOREINFO);
        if (vmcoreinfo) return { vmcoreinfo, process };
      }
      process ||= note.owner === 'CORE' && PROCESS_NOTES.includes(note.type);
    }
  }
  return { process };
}
