import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { elfFields, readRange, SHF_COMPRESSED, SHT_NOBITS, type ElfFile } from './elf-file';

/**
 * What a debug section (`debug_str`) holds, unpacked: as it is, in a compressed section
 * (`Elf64_Chdr`), or in the older GNU form (`.zdebug_str`, which begins with `ZLIB` and the size).
 * Undefined when there is no such section, or this Node cannot unpack it (zstd before Node 22.15).
 */
export async function debugSection(
  file: FileHandle,
  elf: ElfFile,
  name: string,
): Promise<Readable | undefined> {
  const holds = (wanted: string) =>
    elf.sections.find(
      (section) => section.name === wanted && section.type !== SHT_NOBITS && section.size > 0n,
    );
  const plain = holds(`.${name}`);
  if (!plain) {
    const gnu = holds(`.z${name}`);
    return gnu && bytes(file, gnu.offset + 12n, gnu.size - 12n)?.pipe(zlib.createInflate());
  }
  if ((plain.flags & SHF_COMPRESSED) === 0n) return bytes(file, plain.offset, plain.size);
  const headerBytes = elf.bits === 64 ? 24n : 12n;
  const header = await readRange(file, plain.offset, headerBytes, 24);
  const kind = header && elfFields(header, elf.bits, elf.littleEndian).u32(0);
  const unpacker = kind === 1 ? zlib.createInflate() : kind === 2 ? zstdUnpacker() : undefined;
  if (!unpacker) return undefined;
  return bytes(file, plain.offset + headerBytes, plain.size - headerBytes)?.pipe(unpacker);
}

function bytes(file: FileHandle, offset: bigint, size: bigint): Readable | undefined {
  if (size <= 0n || offset + size > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const start = Number(offset);
  return file.createReadStream({ start, end: start + Number(size) - 1, autoClose: false });
}

function zstdUnpacker(): (NodeJS.ReadWriteStream & Readable) | undefined {
  const { createZstdDecompress } = zlib as unknown as {
    readonly createZstdDecompress?: () => zlib.Gunzip;
  };
  return createZstdDecompress?.();
}
