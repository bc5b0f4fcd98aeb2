import type { PhysicalMemory } from '../../../debug-adapter/dumpfile/memory/memory-read';
import { unreadable } from '../../../debug-adapter/dumpfile/memory/memory-read';

const START_KERNEL_MAP = 0xffff_ffff_8000_0000n;

/**
 * The image of an x86-64 kernel that was not moved, as far as vmcoreinfo and the log need it: what is
 * placed in it has a physical address, a virtual one and perhaps a symbol.
 */
export class KernelImage {
  readonly physical = 0x100_0000;
  readonly bytes: Buffer;
  private readonly lines: string[] = [];
  private used = 0;

  constructor({ release = '5.10.0-lab', size = 1 << 16 } = {}) {
    this.bytes = Buffer.alloc(size);
    this.add('OSRELEASE', release);
    this.add('PAGESIZE', 4096);
    this.add('NUMBER(phys_base)', 0);
    this.add('SYMBOL(init_top_pgt)', hex(this.place(4096).address));
  }

  /** A line of vmcoreinfo. */
  add(key: string, value: string | number): void {
    this.lines.push(`${key}=${value}\n`);
  }

  addAll(values: Readonly<Record<string, string | number>>): void {
    for (const [key, value] of Object.entries(values)) this.add(key, value);
  }

  /** Room in the image, aligned to 16 bytes; `symbol` is its name in vmcoreinfo. */
  place(size: number, symbol?: string): { readonly address: bigint; readonly bytes: Buffer } {
    const start = Math.ceil(this.used / 16) * 16;
    this.used = start + size;
    if (this.used > this.bytes.length) throw new Error('the image is full');
    const address = START_KERNEL_MAP + BigInt(this.physical + start);
    if (symbol !== undefined) this.add(`SYMBOL(${symbol})`, hex(address));
    return { address, bytes: this.bytes.subarray(start, start + size) };
  }

  vmcoreinfo(): string {
    return this.lines.join('');
  }

  memory(): PhysicalMemory {
    return bufferMemory(new Map([[this.physical, this.bytes]]));
  }
}

/** Physical address → bytes; what is not there is a hole. */
function bufferMemory(parts: ReadonlyMap<number, Buffer>): PhysicalMemory {
  const find = (address: number) =>
    [...parts].find(([start, { length }]) => start <= address && address < start + length);
  return {
    pageSize: 4096,
    read: (address, length) => {
      const [start, bytes] = find(address) ?? [0, Buffer.alloc(0)];
      const found = bytes.subarray(address - start, address - start + length);
      const missing = address + found.length;
      return Promise.resolve(
        found.length === length ? { ok: true, bytes: found } : unreadable('hole', missing),
      );
    },
    missing: (address) => Promise.resolve(find(address) ? undefined : 'hole'),
  };
}

function hex(address: bigint): string {
  return address.toString(16);
}
