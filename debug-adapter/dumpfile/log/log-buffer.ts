import type { KernelMemory } from '../memory/kernel-memory';
import { unreadableWords } from '../memory/memory-read';
import type { VmcoreinfoValues } from '../memory/vmcoreinfo-values';

/** The buffer of kernels before 5.10. */
export interface LogBuffer {
  /** A virtual address of the kernel. */
  readonly start: bigint;
  /** Bytes. */
  readonly size: number;
}

/** `log_buf_len=` of kernels before 5.10 goes up to 2 GiB; nobody has more than some megabytes. */
const MOST_BYTES = 32 << 20;

/** Reads `log_buf` and `log_buf_len`; otherwise says in a sentence why they cannot be had. */
export async function findLogBuffer(
  memory: KernelMemory,
  values: VmcoreinfoValues,
): Promise<LogBuffer | string> {
  const pointer = values.symbol('log_buf');
  const length = values.symbol('log_buf_len');
  if (pointer === undefined || length === undefined) {
    return 'vmcoreinfo does not name the log of the kernel.';
  }
  const start = await memory.readVirtual(pointer, 8);
  if (!start.ok) return `The pointer to the log cannot be read: ${unreadableWords(start)}.`;
  const size = await memory.readVirtual(length, 4);
  if (!size.ok) return `The size of the log cannot be read: ${unreadableWords(size)}.`;
  const bytes = size.bytes.readUInt32LE(0);
  if (bytes === 0 || bytes > MOST_BYTES) return `The size of the log makes no sense: ${bytes}.`;
  return { start: start.bytes.readBigUInt64LE(0), size: bytes };
}
