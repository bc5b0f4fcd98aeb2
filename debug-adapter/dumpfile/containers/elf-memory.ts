import type { ByteSource } from '../byte-source';
import type { MemoryRead, UnreadableReason } from '../memory/memory-read';
import { unreadable } from '../memory/memory-read';
import type { ContainerMemory } from '../opened-container';
import type { LoadSegment } from '../elf-core';

/** A stretch of memory without gaps; addresses are physical, all numbers bytes. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Where it stands in the file; absent when makedumpfile left it out. */
  readonly offset?: number;
}

/**
 * The memory in an ELF core (`elf(5)`): the PT_LOAD segments of /proc/vmcore, `makedumpfile -E` or
 * QEMU. What a segment has in memory but not in the file was left out (makedumpfile
 * `IMPLEMENTATION`, section “The ELF format”).
 */
export class ElfMemory implements ContainerMemory {
  private readonly stretches: readonly Stretch[];

  /** @param incomplete makedumpfile could not finish the file */
  constructor(
    private readonly source: ByteSource,
    segments: readonly LoadSegment[],
    readonly pageSize: number,
    private readonly incomplete: boolean,
  ) {
    this.stretches = withoutOverlap(segments);
  }

  async read(address: number, length: number): Promise<MemoryRead> {
    const parts: Buffer[] = [];
    const end = address + length;
    for (let at = address; at < end;) {
      const stretch = this.find(at);
      const reason = this.reason(stretch);
      if (stretch?.offset === undefined || reason) return unreadable(reason ?? 'hole', at);
      const wanted = Math.min(stretch.end, end) - at;
      const bytes = await this.source.read(stretch.offset + at - stretch.start, wanted);
      if (bytes.length < wanted) {
        return unreadable(this.incomplete ? 'lost' : 'truncated', at + bytes.length);
      }
      parts.push(bytes);
      at += wanted;
    }
    return { ok: true, bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) };
  }

  missing(address: number): Promise<UnreadableReason | undefined> {
    const stretch = this.find(address);
    const reason = this.reason(stretch);
    if (reason || stretch?.offset === undefined) return Promise.resolve(reason ?? 'hole');
    const cutOff = stretch.offset + address - stretch.start >= this.source.size;
    return Promise.resolve(cutOff ? (this.incomplete ? 'lost' : 'truncated') : undefined);
  }

  /** Bytes of memory that the segments describe, whether or not they are in the file. */
  presentBytes(): Promise<number> {
    return Promise.resolve(this.stretches.reduce((sum, { start, end }) => sum + end - start, 0));
  }

  private reason(stretch: Stretch | undefined): UnreadableReason | undefined {
    if (stretch === undefined) return this.incomplete ? 'lost' : 'hole';
    return stretch.offset === undefined ? 'excluded' : undefined;
  }

  private find(address: number): Stretch | undefined {
    const stretch = this.stretches[firstEndingAfter(this.stretches, address)];
    return stretch && stretch.start <= address ? stretch : undefined;
  }
}

/** By bisection; the stretches are sorted and do not overlap. */
function firstEndingAfter(stretches: readonly Stretch[], address: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.end ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Sorted stretches. Segments may describe the same memory twice (the kernel's image has one of its
 * own): what is in the file counts first, then the earlier one.
 */
function withoutOverlap(segments: readonly LoadSegment[]): Stretch[] {
  const inFile = segments.map(({ physical, fileSize, offset }) => ({
    start: physical,
    end: physical + fileSize,
    offset,
  }));
  const leftOut = segments.map(({ physical, fileSize, memorySize }) => ({
    start: physical + fileSize,
    end: physical + Math.max(fileSize, memorySize),
  }));
  const known = sortedUnion(inFile);
  return sortedUnion([...known, ...leftOut.flatMap((stretch) => without(stretch, known))]);
}

function sortedUnion(stretches: readonly Stretch[]): Stretch[] {
  const sorted = stretches
    .filter(({ start, end }) => end > start)
    .sort((one, other) => one.start - other.start);
  const union: Stretch[] = [];
  let end = 0;
  for (const stretch of sorted) {
    const start = Math.max(stretch.start, end);
    if (start >= stretch.end) continue;
    const offset =
      stretch.offset === undefined ? {} : { offset: stretch.offset + start - stretch.start };
    union.push({ start, end: stretch.end, ...offset });
    end = stretch.end;
  }
  return union;
}

/** What of a stretch no other one holds. `others` are sorted and do not overlap. */
function without(stretch: Stretch, others: readonly Stretch[]): Stretch[] {
  const rest: Stretch[] = [];
  let at = stretch.start;
  for (let index = firstEndingAfter(others, at); at < stretch.end; index++) {
    const other = others[index];
    const gapEnd = Math.min(other?.start ?? stretch.end, stretch.end);
    if (gapEnd > at) rest.push({ start: at, end: gapEnd });
    at = other?.end ?? stretch.end;
  }
  return rest;
}
