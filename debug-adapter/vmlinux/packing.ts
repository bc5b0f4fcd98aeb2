import type { Packing } from './inspection';

const MAGICS: readonly (readonly [string, Packing])[] = [
  ['1f8b', 'gzip'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zstd'],
  ['425a68', 'bzip2'],
  ['04224d18', 'lz4'],
  ['02214c18', 'lz4'],
];

/** Which compressor wrote a file, by its first bytes. */
export function packingOf(start: Buffer): Packing | undefined {
  const digits = start.toString('hex', 0, 8);
  return MAGICS.find(([magic]) => digits.startsWith(magic))?.[1];
}
