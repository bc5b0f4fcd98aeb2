import type { KernelMemory } from '../memory/kernel-memory';
import { VmcoreinfoValues } from '../memory/vmcoreinfo-values';
import type { Vmcoreinfo } from '../vmcoreinfo';
import { findLogBuffer } from './log-buffer';
import type { LogReading } from './log-record';
import { readLocklessRing } from './lockless-ring';
import { readPlainBuffer } from './plain-buffer';
import { readRecordBuffer } from './record-buffer';

/**
 * Reads the kernel's log from the dumped memory, without a vmlinux: vmcoreinfo names it and tells the
 * layout of its structures. Which form it has is seen by what is there, not by the kernel's version.
 * Rejects with the system's error when the file cannot be read.
 */
export async function readKernelLog(
  memory: KernelMemory,
  vmcoreinfo: Vmcoreinfo,
): Promise<LogReading> {
  const values = new VmcoreinfoValues(vmcoreinfo);
  const ring = values.symbol('prb');
  if (ring !== undefined) return readLocklessRing(memory, values, ring);
  const buffer = await findLogBuffer(memory, values);
  if (typeof buffer === 'string') return { ok: false, why: buffer };
  if (values.symbol('log_end') !== undefined) return readPlainBuffer(memory, values, buffer);
  return readRecordBuffer(memory, values, buffer, /^3\.5\D/.test(vmcoreinfo.release ?? ''));
}
