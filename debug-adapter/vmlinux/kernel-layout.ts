import { open } from 'node:fs/promises';
import { readElfFile, readRange } from './elf-file';
import { SymbolTable } from './symbol-table';

/** What a dump says of where its kernel's symbols are. */
export interface KernelLayout {
  /** As `uname -r`. */
  readonly release: string;
  /** Name → address as it was linked: without what KASLR added. */
  readonly symbols: ReadonlyMap<string, bigint>;
}

/** Fewer symbols at the same place could be chance. */
const FEWEST = 6;
const MOST_RODATA = 64 << 20;

/** From a dump's vmcoreinfo (`SYMBOL(prb)=ffffffff9e6b4c80`); undefined when it says too little. */
export function layoutOf(dump: {
  readonly release?: string;
  readonly kernelOffset?: bigint;
  readonly vmcoreinfo?: { readonly entries: ReadonlyMap<string, string> };
}): KernelLayout | undefined {
  if (dump.release === undefined) return undefined;
  const symbols = new Map<string, bigint>();
  for (const [key, value] of dump.vmcoreinfo?.entries ?? []) {
    const name = /^SYMBOL\((\w+)\)$/.exec(key)?.[1];
    if (name !== undefined && /^[0-9a-f]{8,16}$/.test(value)) {
      symbols.set(name, BigInt(`0x${value}`) - (dump.kernelOffset ?? 0n));
    }
  }
  return symbols.size < FEWEST ? undefined : { release: dump.release, symbols };
}

/**
 * How many symbols a vmlinux of another build has just where the dump has them; undefined when one
 * lies elsewhere, or the file is of another release. When all agree it was most probably built from
 * the same source and configuration: then only what no address depends on, such as the debug info, may
 * be another. Never throws.
 */
export async function sharedLayout(
  path: string,
  layout: KernelLayout,
): Promise<number | undefined> {
  try {
    if ((await releaseOf(path)) !== layout.release) return undefined;
    const names = new Set(['_text', '_end', ...layout.symbols.keys()]);
    const table = (await SymbolTable.read(path))?.addresses(names);
    const [text] = table?.get('_text') ?? [];
    const [end] = table?.get('_end') ?? [];
    if (!table || text === undefined || end === undefined) return undefined;
    let same = 0;
    for (const [name, address] of layout.symbols) {
      const own = table.get(name);
      if (own?.includes(address)) same++;
      // vmcoreinfo gives some names to what a pointer points to, which is no part of the image.
      else if (own && address >= text && address < end) return undefined;
    }
    return same < FEWEST ? undefined : same;
  } catch {
    return undefined;
  }
}

/** The release in the kernel's banner, `Linux version 6.1.176-tiny (lab@lab) …` of `init/version.c`. */
async function releaseOf(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const rodata = (await readElfFile(file))?.sections.find(({ name }) => name === '.rodata');
    const bytes = rodata && (await readRange(file, rodata.offset, rodata.size, MOST_RODATA));
    const banner = Buffer.from('Linux version ');
    for (
      let at = bytes?.indexOf(banner) ?? -1;
      bytes && at >= 0;
      at = bytes.indexOf(banner, at + 1)
    ) {
      const text = bytes.toString('latin1', at + banner.length, at + banner.length + 100);
      // The kernel has formats for it too, `Linux version %s …`.
      const release = /^(\d[\x21-\x7e]{0,64}) \(/.exec(text)?.[1];
      if (release !== undefined) return release;
    }
    return undefined;
  } finally {
    await file.close();
  }
}
