import { arm64Space } from './arm64-space';
import type { MemoryRead, PhysicalMemory, UnreadableReason } from './memory-read';
import { unreadable } from './memory-read';
import type { AddressSpace, Translation } from './page-walk';
import type { VmcoreinfoValues } from './vmcoreinfo-values';
import { x8664Space } from './x86-64-space';

/** The dumped memory as the kernel saw it. Reading rejects with the system's error only. */
export class KernelMemory {
  /** @param space absent when nothing tells how the kernel's addresses were mapped */
  constructor(
    private readonly physical: PhysicalMemory,
    private readonly space: AddressSpace | undefined,
  ) {}

  /** Why the page at a physical address is not in the file, without unpacking it; undefined when it is. */
  missing(address: bigint): Promise<UnreadableReason | undefined> {
    return isPhysical(address) ? this.physical.missing(Number(address)) : Promise.resolve('hole');
  }

  /** `length` is the caller's bound of memory. */
  readPhysical(address: bigint, length: number): Promise<MemoryRead> {
    if (!isPhysical(address)) return Promise.resolve(unreadable('hole', address));
    return this.physical.read(Number(address), length);
  }

  /** Reads from a virtual address of the kernel, across pages; `length` as above. */
  async readVirtual(address: bigint, length: number): Promise<MemoryRead> {
    const parts: Buffer[] = [];
    for (let done = 0; done < length;) {
      const stretch = await this.stretch(address + BigInt(done), length - done);
      if (!stretch.ok) return stretch;
      const wanted = Math.min(stretch.room, length - done);
      const read = await this.physical.read(stretch.physical, wanted);
      if (!read.ok) return read;
      parts.push(read.bytes);
      done += wanted;
    }
    return { ok: true, bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) };
  }

  /** What a virtual address of the kernel stands for. */
  translate(address: bigint): Promise<Translation> {
    if (!this.space) return Promise.resolve(unreadable('untranslatable', address));
    return this.space.translate(BigInt.asUintN(64, address));
  }

  /** As much from an address on as lies in one piece in physical memory, and is wanted. */
  private async stretch(address: bigint, wanted: number): Promise<Translation> {
    const first = await this.translate(address);
    if (!first.ok) return first;
    let { room } = first;
    while (room < wanted) {
      const next = await this.translate(address + BigInt(room));
      if (!next.ok || next.physical !== first.physical + room) break;
      room += next.room;
    }
    return { ...first, room };
  }
}

/** No processor has physical addresses of more bits. */
const PHYSICAL_BITS = 52n;

function isPhysical(address: bigint): boolean {
  return address >= 0n && address >> PHYSICAL_BITS === 0n;
}

/** How the addresses of a machine's kernel were mapped, as far as vmcoreinfo tells. */
export function addressSpace(
  machine: string | undefined,
  memory: PhysicalMemory,
  values: VmcoreinfoValues,
  physBase: bigint | undefined,
): AddressSpace | undefined {
  switch (machine) {
    case 'x86_64':
      return x8664Space(memory, values, physBase);
    case 'aarch64':
      return arm64Space(memory, values, memory.pageSize);
    default:
      return undefined;
  }
}
