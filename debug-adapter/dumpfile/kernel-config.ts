import { embeddedConfig, MOST_PACKED_BYTES, START_MARK } from '../kernel-config/embedded-config';
import type { KernelMemory } from './memory/kernel-memory';
import { VmcoreinfoValues } from './memory/vmcoreinfo-values';
import type { Vmcoreinfo } from './vmcoreinfo';

/** Code and read-only data of the largest kernels, from `_stext` on. */
const MOST_IMAGE_BYTES = 128 << 20;
const CHUNK = 1 << 18;
/** Between the parts of an image less than a large page is not mapped; behind it nothing is. */
const LONGEST_GAP = 8 << 20;
/** The smallest page of the machines whose page tables are known here. */
const PAGE = 4096;

/**
 * The configuration that the dumped kernel carries in its image (CONFIG_IKCONFIG=y), found in its
 * memory by the marks around it: no vmlinux is needed. Looks through the kernel's image only, however
 * large the dump. Rejects with the system's error only.
 * @returns its text; undefined where the image has none, or is not in the dump
 */
export async function readKernelConfig(
  memory: KernelMemory,
  vmcoreinfo: Vmcoreinfo,
): Promise<string | undefined> {
  const start = new VmcoreinfoValues(vmcoreinfo).symbol('_stext');
  if (start === undefined) return undefined;
  const end = start + BigInt(MOST_IMAGE_BYTES);
  /** The last bytes of the stretch before: the mark may begin there. */
  let tail = Buffer.alloc(0);
  let gap = 0;
  for (let at = start; at < end && gap < LONGEST_GAP;) {
    const { bytes, length } = await readSome(memory, at);
    gap = bytes ? 0 : gap + length;
    if (bytes) {
      const seam = Buffer.concat([tail, bytes]);
      const mark = seam.indexOf(START_MARK);
      if (mark >= 0) {
        const found = await configAt(memory, at - BigInt(tail.length) + BigInt(mark));
        if (found !== undefined) return found;
      }
      tail = Buffer.from(seam.subarray(-(START_MARK.length - 1)));
    } else tail = Buffer.alloc(0);
    at += BigInt(length);
  }
  return undefined;
}

/** A chunk; where not all of it is in the dump one page; nothing where that is missing. */
async function readSome(
  memory: KernelMemory,
  address: bigint,
): Promise<{ readonly bytes?: Buffer; readonly length: number }> {
  const chunk = await memory.readVirtual(address, CHUNK);
  if (chunk.ok) return { bytes: chunk.bytes, length: CHUNK };
  const rest = PAGE - Number(address % BigInt(PAGE));
  const page = await memory.readVirtual(address, rest);
  return page.ok ? { bytes: page.bytes, length: rest } : { length: rest };
}

/** As much as is there behind a mark, up to what the largest configuration takes. */
async function configAt(memory: KernelMemory, mark: bigint): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < MOST_PACKED_BYTES) {
    const some = await readSome(memory, mark + BigInt(length));
    if (!some.bytes) break;
    parts.push(some.bytes);
    length += some.length;
    const found = embeddedConfig(Buffer.concat(parts));
    if (found !== undefined) return found;
  }
  return undefined;
}
