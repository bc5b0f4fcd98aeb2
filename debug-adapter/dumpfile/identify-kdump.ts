import type { ByteSource } from './byte-source';
import { readPadded, readPointedTo } from './byte-source';
import type { DumpProblem } from './dump-problem';
import { cutOffProblem, markedIncompleteProblem, splitProblem } from './dump-problems';
import type { ContainerIdentity } from './container-identity';
import { fromVmcoreinfo, LONGEST_VMCOREINFO, unusableIdentity } from './container-identity';
import { leastKdumpSize } from './kdump-extent';
import {
  KDUMP_HEADER_BYTES,
  KDUMP_SUB_HEADER_BYTES,
  parseKdumpHeader,
  parseKdumpSubHeader,
} from './kdump-header';

/** The identity of a kdump-compressed dump. Rejects with the system's error when reading fails. */
export async function identifyKdump(path: string, source: ByteSource): Promise<ContainerIdentity> {
  const start = await readPadded(source, 0, KDUMP_HEADER_BYTES);
  const header = parseKdumpHeader(start.bytes);
  if (header === undefined) {
    const why = start.complete ? 'Its block size is none.' : 'It ends within its first header.';
    return unusableIdentity(path, 'damaged', why);
  }
  const second = await readPadded(source, header.blockSize, KDUMP_SUB_HEADER_BYTES);
  const subHeader = parseKdumpSubHeader(second.bytes, header);
  const place = subHeader.vmcoreinfo;
  const vmcoreinfo =
    place && (await readPointedTo(source, place.offset, place.size, LONGEST_VMCOREINFO));

  const problems: DumpProblem[] = [];
  if (subHeader.split) problems.push(splitProblem(path));
  if (header.incomplete) problems.push(markedIncompleteProblem(path));
  const least = Number.isFinite(source.size) ? await leastKdumpSize(source, header) : 0;
  if (least > source.size) problems.push(cutOffProblem(path, source.size, BigInt(least)));

  const { release, version, machine, headerVersion, blockSize, compression } = header;
  return {
    container: {
      kind: 'kdump',
      headerVersion,
      blockSize,
      compression,
      ...(subHeader.dumpLevel !== undefined && { dumpLevel: subHeader.dumpLevel }),
      split: subHeader.split,
    },
    ...(machine && { machine }),
    ...(release && { release }),
    ...(version && { version }),
    ...fromVmcoreinfo(vmcoreinfo),
    incomplete: header.incomplete || least > source.size,
    problems,
  };
}
