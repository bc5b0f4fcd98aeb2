import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { readBuildId } from './build-id';
import { readDebugInfo } from './debug-info';
import type { ElfFile } from './elf-file';
import { ET_CORE, ET_DYN, ET_EXEC, ET_REL, isElf } from '../elf/elf-ident';
import { readElfFile } from './elf-file';
import type { VmlinuxInspection } from './inspection';
import { readModuleInfo } from './module-info';
import { describeFile, otherFile } from './other-files';

const START_BYTES = 1024;

/** Sections that only a linked kernel has (kernel `include/asm-generic/vmlinux.lds.h`). */
const KERNEL_SECTIONS = [
  '__ksymtab',
  '__ex_table',
  '.init.text',
  '.data..percpu',
  '.data..ro_after_init',
];
const MODULE_SECTIONS = ['.gnu.linkonce.this_module', '.modinfo'];

/**
 * Says what a file is that is offered as a vmlinux or a kernel module, from its ELF header, section
 * table and notes alone. Never throws.
 */
export async function inspectVmlinux(path: string): Promise<VmlinuxInspection> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return describeFile(path, 'directory');
    if (!stats.isFile()) return describeFile(path, 'special');
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await inspectOpen(path, file);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return describeFile(path, 'missing');
    return describeFile(path, 'unreadable', message);
  }
}

async function inspectOpen(path: string, file: FileHandle): Promise<VmlinuxInspection> {
  const bytes = Buffer.alloc(START_BYTES);
  const { bytesRead } = await file.read(bytes, 0, START_BYTES, 0);
  const start = bytes.subarray(0, bytesRead);
  if (!isElf(start)) return otherFile(path, start);
  const elf = await readElfFile(file);
  if (!elf) return describeFile(path, 'damaged');
  if (elf.type === ET_CORE) return describeFile(path, 'dump');
  const kind = kindOf(elf);
  if (!kind) return describeFile(path, elf.sections.length === 0 ? 'damaged' : 'other-elf');

  const buildId = await readBuildId(file, elf);
  const common = {
    path,
    machine: elf.machine,
    bits: elf.bits,
    ...(buildId && { buildId }),
    debugInfo: await readDebugInfo(file, elf),
  };
  if (kind === 'vmlinux') return { kind, ...common };
  const moduleInfo = await readModuleInfo(file, elf);
  const vermagic = moduleInfo.get('vermagic');
  const moduleName = moduleInfo.get('name');
  return { kind, ...common, ...(vermagic && { vermagic }), ...(moduleName && { moduleName }) };
}

function kindOf(elf: ElfFile): 'vmlinux' | 'module' | undefined {
  const has = (names: readonly string[]) => elf.sections.some(({ name }) => names.includes(name));
  if (elf.type === ET_REL) return has(MODULE_SECTIONS) ? 'module' : undefined;
  if (elf.type === ET_EXEC || elf.type === ET_DYN)
    return has(KERNEL_SECTIONS) ? 'vmlinux' : undefined;
  return undefined;
}
