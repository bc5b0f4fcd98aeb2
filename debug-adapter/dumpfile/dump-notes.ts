import type { ByteSource } from './byte-source';
import { parseNotes } from './elf-notes';
import type { FileRange } from './file-range';

/** What the ELF notes of a dump hold, wherever its container keeps them. */
export interface DumpNotes {
  /** The text of the VMCOREINFO note. */
  readonly vmcoreinfo?: Buffer;
  /** `struct elf_prstatus` of each CPU that saved its registers, in the order of the notes. */
  readonly prstatus: readonly Buffer[];
  /** QEMU's own notes (`CPUState`): the dump was taken from outside of the machine. */
  readonly qemu: boolean;
  /** Notes that the kernel writes into the core of a process only. */
  readonly process: boolean;
}

export const NO_NOTES: DumpNotes = { prstatus: [], qemu: false, process: false };

const NT_PRSTATUS = 1;
/** NT_AUXV, NT_SIGINFO, NT_FILE. */
const PROCESS_NOTES: readonly number[] = [6, 0x53494749, 0x46494c45];
const MOST_NOTE_SEGMENTS = 16;
/** Notes of 8,192 CPUs, QEMU's among them, are some 7 MB. */
const MOST_NOTE_BYTES = 8 << 20;

/** Reads the notes, at most 8 MiB of them. Rejects with the system's error when reading fails. */
export async function readDumpNotes(
  source: ByteSource,
  segments: readonly FileRange[],
  littleEndian: boolean,
): Promise<DumpNotes> {
  let vmcoreinfo: Buffer | undefined;
  const prstatus: Buffer[] = [];
  let qemu = false;
  let process = false;
  let room = MOST_NOTE_BYTES;
  for (const { offset, size } of segments.slice(0, MOST_NOTE_SEGMENTS)) {
    if (offset >= BigInt(Number.MAX_SAFE_INTEGER)) continue;
    const inFile = Math.max(0, Math.min(source.size - Number(offset), Number.MAX_SAFE_INTEGER));
    const length = Math.min(room, Number(size), inFile);
    room -= length;
    const bytes = await source.read(Number(offset), length);
    for (const { owner, type, content } of parseNotes(bytes, littleEndian)) {
      if (owner === 'VMCOREINFO') vmcoreinfo ??= content;
      else if (owner === 'QEMU') qemu = true;
      else if (owner === 'CORE' && type === NT_PRSTATUS) prstatus.push(content);
      else if (owner === 'CORE' && PROCESS_NOTES.includes(type)) process = true;
    }
  }
  return { ...(vmcoreinfo && { vmcoreinfo }), prstatus, qemu, process };
}
