import type { OtherInspection, Packing } from './inspection';
import { packingOf } from './packing';

const UNPACK: Readonly<Record<Packing, string>> = {
  gzip: 'gzip -dk',
  xz: 'xz -dk',
  zstd: 'zstd -dk',
  bzip2: 'bzip2 -dk',
  lz4: 'lz4 -dk',
};
const CHOOSE =
  'Choose the vmlinux with debug info; distributions have it in a package of its own (linux-image-…-dbg, kernel-debuginfo).';

/** Tells what is no ELF file by its first bytes. */
export function otherFile(path: string, start: Buffer): OtherInspection {
  const packing = packingOf(start);
  if (packing) {
    const remedy = `Unpack it: ${UNPACK[packing]} '${path.replaceAll("'", `'\\''`)}'`;
    return { kind: 'packed', path, packing, what: `${path} is packed with ${packing}.`, remedy };
  }
  if (start.length === 0) return describeFile(path, 'empty');
  if (isBootImage(start)) return describeFile(path, 'boot-image');
  const signature = start.toString('latin1', 0, 12);
  if (signature.startsWith('KDUMP   ') || signature === 'makedumpfile') {
    return describeFile(path, 'dump');
  }
  return describeFile(path, isText(start) ? 'text' : 'unknown');
}

/** The sentences about a file that is no vmlinux. */
export function describeFile(
  path: string,
  kind: Exclude<OtherInspection['kind'], 'packed'>,
  detail = '',
): OtherInspection {
  const about = (what: string, remedy = CHOOSE) => ({
    kind,
    path,
    what: `${path} ${what}`,
    remedy,
  });
  switch (kind) {
    case 'missing':
      return about('does not exist.');
    case 'unreadable':
      return about(`cannot be read: ${detail}`, 'Give yourself the right to read it.');
    case 'directory':
      return about('is a folder.');
    case 'special':
      return about('is not a regular file.');
    case 'empty':
      return about('is empty.');
    case 'text':
      return about('is a text file, not a vmlinux.');
    case 'boot-image':
      return about('is a bootable kernel image (vmlinuz, bzImage): it has no debug info.');
    case 'dump':
      return about(
        'is a dump, not a vmlinux.',
        'Name it as `vmcore`, and the vmlinux as `vmlinux`.',
      );
    case 'other-elf':
      return about('is an ELF file, but not a linked kernel or a kernel module.');
    case 'damaged':
      return about(
        'is an ELF file whose header or section table is cut off or damaged.',
        'Copy it again.',
      );
    case 'unknown':
      return about('is not an ELF file.');
  }
}

/**
 * x86 `HdrS` (kernel `Documentation/arch/x86/boot.rst`), arm64 and RISC-V `Image`, EFI stubs and
 * zboot, U-Boot.
 */
function isBootImage(start: Buffer): boolean {
  const at = (offset: number, magic: string) =>
    start.toString('latin1', offset, offset + magic.length) === magic;
  return (
    at(0x202, 'HdrS') ||
    at(0x38, 'ARM\x64') ||
    at(0x38, 'RSC\x05') ||
    at(0, 'MZ') ||
    at(0, '\x27\x05\x19\x56')
  );
}

function isText(start: Buffer): boolean {
  // A character cut in two at the end decodes to a replacement character: leave the end out.
  const text = start.subarray(0, Math.max(1, start.length - 3)).toString('utf8');
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text);
}
