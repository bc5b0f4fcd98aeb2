import type { CompressedContainer, ForeignContainer, UnusableContainer } from './dump-identity';

/** First bytes, as hexadecimal digits, of what general compressors write. */
const COMPRESSORS: readonly (readonly [string, CompressedContainer['format']])[] = [
  ['1f8b', 'gzip'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zstd'],
  ['425a68', 'bzip2'],
  ['04224d18', 'lz4'],
  ['504b0304', 'zip'],
];

/** First bytes of dumps that crash opens by itself (crash `diskdump.h`, `lkcd_dump_v1.h`, `qemu-load.c`). */
const FOREIGN: readonly (readonly [string, string])[] = [
  [hex('DISKDUMP'), 'diskdump'],
  ['ed238f61730119a8', 'LKCD'],
  ['a8190173618f23ed', 'LKCD'],
  [hex('LibvirtQemudSave'), 'libvirt save image'],
  [hex('LibvirtQemudPart'), 'libvirt save image'],
  [hex('QEVM'), 'QEMU migration stream'],
];

/** Tells what is neither kdump-compressed nor ELF nor flattened, by its first bytes. */
export function otherFormat(
  start: Buffer,
): CompressedContainer | ForeignContainer | UnusableContainer {
  const digits = start.toString('hex', 0, 16);
  const compressor = COMPRESSORS.find(([magic]) => digits.startsWith(magic));
  if (compressor) return { kind: 'compressed', format: compressor[1] };
  const foreign = FOREIGN.find(([magic]) => digits.startsWith(magic));
  if (foreign) return { kind: 'foreign', format: foreign[1] };
  if (start.length === 0) return { kind: 'empty' };
  if (start.every((byte) => byte === 0)) return { kind: 'zeros' };
  if (isText(start)) return { kind: 'text' };
  return { kind: 'unknown' };
}

function isText(start: Buffer): boolean {
  // A character cut in two at the end decodes to a replacement character: leave the end out.
  const text = start.subarray(0, Math.max(1, start.length - 3)).toString('utf8');
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text);
}

function hex(ascii: string): string {
  return Buffer.from(ascii, 'latin1').toString('hex');
}
