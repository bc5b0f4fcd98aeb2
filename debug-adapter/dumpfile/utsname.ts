import type { KernelMemory } from './memory/kernel-memory';
import { unreadableWords } from './memory/memory-read';
import type { VmcoreinfoValues } from './memory/vmcoreinfo-values';
import { RELEASE_PATTERN } from './vmcoreinfo';

/** `struct new_utsname` of the kernel (`include/uapi/linux/utsname.h`): six texts of 65 bytes. */
export interface Utsname {
  readonly release?: string;
  readonly version?: string;
}

const UTSNAME_FIELD_BYTES = 65;
const RELEASE = 2;
const VERSION = 3;

/** Reads it from the dumped memory; a sentence when it cannot be read. */
export async function readUtsname(
  memory: KernelMemory,
  values: VmcoreinfoValues,
): Promise<Utsname | string> {
  const namespace = values.symbol('init_uts_ns');
  const offset = values.offset('uts_namespace.name');
  if (namespace === undefined || offset === undefined) {
    return 'vmcoreinfo does not name the kernel’s utsname.';
  }
  const read = await memory.readVirtual(namespace + BigInt(offset), 6 * UTSNAME_FIELD_BYTES);
  if (!read.ok) return `The kernel’s utsname cannot be read: ${unreadableWords(read)}.`;
  const release = utsnameField(read.bytes, 0, RELEASE);
  const version = utsnameField(read.bytes, 0, VERSION);
  return {
    ...(release !== undefined && RELEASE_PATTERN.test(release) && { release }),
    ...(version !== undefined && { version }),
  };
}

/** One text of a utsname that begins at `start`; undefined when it is empty or not ASCII. */
export function utsnameField(bytes: Buffer, start: number, index: number): string | undefined {
  const from = start + index * UTSNAME_FIELD_BYTES;
  const value = bytes.toString('latin1', from, from + UTSNAME_FIELD_BYTES).split('\0', 1)[0] ?? '';
  return /^[\x20-\x7e]+$/.test(value) ? value : undefined;
}
