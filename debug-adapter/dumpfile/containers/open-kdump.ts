import type { ByteSource } from '../byte-source';
import { readPadded, readPointedTo } from '../byte-source';
import { NO_NOTES, readDumpNotes } from '../dump-notes';
import type { DumpProblem } from '../dump-problem';
import { cutOffProblem, markedIncompleteProblem, splitProblem } from '../dump-problems';
import { leastKdumpSize } from '../kdump-extent';
import {
  KDUMP_HEADER_BYTES,
  KDUMP_SUB_HEADER_BYTES,
  parseKdumpHeader,
  parseKdumpSubHeader,
} from '../kdump-header';
import { unusableContainer, type OpenedContainer } from '../opened-container';
import { KdumpMemory } from './kdump-memory';

/** Kernels keep a page for it (`VMCOREINFO_BYTES`), at most 64 KiB. */
const LONGEST_VMCOREINFO = 1 << 17;

/** Opens a kdump-compressed dump. Rejects with the system's error when reading fails. */
export async function openKdump(path: string, source: ByteSource): Promise<OpenedContainer> {
  const start = await readPadded(source, 0, KDUMP_HEADER_BYTES);
  const header = parseKdumpHeader(start.bytes);
  if (header === undefined) {
    const why = start.complete ? 'Its block size is none.' : 'It ends within its first header.';
    return unusableContainer(path, 'damaged', why);
  }
  const second = await readPadded(source, header.blockSize, KDUMP_SUB_HEADER_BYTES);
  const subHeader = parseKdumpSubHeader(second.bytes, header);
  const notes = subHeader.notes
    ? await readDumpNotes(source, [subHeader.notes], header.littleEndian)
    : NO_NOTES;
  const place = subHeader.vmcoreinfo;
  const vmcoreinfo =
    (place && (await readPointedTo(source, place.offset, place.size, LONGEST_VMCOREINFO))) ??
    notes.vmcoreinfo;

  const problems: DumpProblem[] = [];
  if (subHeader.split) problems.push(splitProblem(path));
  if (header.incomplete) problems.push(markedIncompleteProblem(path));
  const isPlain = Number.isFinite(source.size);
  const least = isPlain ? await leastKdumpSize(source, header) : 0;
  if (least > source.size) problems.push(cutOffProblem(path, source.size, BigInt(least)));

  const { release, version, machine, headerVersion, blockSize, compression } = header;
  const cpus = notes.prstatus.length || header.cpus;
  return {
    container: {
      kind: 'kdump',
      headerVersion,
      blockSize,
      compression,
      split: subHeader.split !== undefined,
    },
    littleEndian: header.littleEndian,
    ...(machine && { machine }),
    ...(release && { release }),
    ...(version && { version }),
    ...(subHeader.dumpLevel !== undefined && { dumpLevel: subHeader.dumpLevel }),
    ...(cpus > 0 && cpus <= MOST_CPUS && { cpus }),
    physBase: subHeader.physBase,
    notes,
    ...(vmcoreinfo && { vmcoreinfo }),
    memory: new KdumpMemory(source, header, subHeader),
    incomplete: header.incomplete || least > source.size,
    ...(isPlain && { missingBytes: Math.max(0, least - source.size) }),
    problems,
  };
}

/** Kernels are built for 8,192 at most. */
const MOST_CPUS = 8192;
