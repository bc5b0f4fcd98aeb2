/**
 * Where an x86-64 kernel writes over its own code when it starts and while it runs, by the tables in its
 * vmlinux (arch/x86/kernel/alternative.c, kernel/jump_label.c): only there may a dump differ from it.
 */
import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Link-time addresses, sorted; the end is not part of it. */
export interface PatchSite {
  readonly start: bigint;
  readonly end: bigint;
}

/** A table whose entries begin with the distance from the entry to the code. */
interface Table {
  readonly start: string;
  readonly end: string;
  /** Bytes of an entry. */
  readonly entry: number;
  /** Bytes of code that one entry is about, at the most. */
  readonly code: number;
}

const TABLES: readonly Table[] = [
  { start: '__retpoline_sites', end: '__retpoline_sites_end', entry: 4, code: 6 },
  { start: '__return_sites', end: '__return_sites_end', entry: 4, code: 5 },
  { start: '__call_sites', end: '__call_sites_end', entry: 4, code: 5 },
  { start: '__ibt_endbr_seal', end: '__ibt_endbr_seal_end', entry: 4, code: 4 },
  { start: '__smp_locks', end: '__smp_locks_end', entry: 4, code: 1 },
  { start: '__start___jump_table', end: '__stop___jump_table', entry: 16, code: 5 },
  { start: '__start_static_call_sites', end: '__stop_static_call_sites', entry: 8, code: 6 },
];
const ALTERNATIVES = ['__alt_instructions', '__alt_instructions_end'] as const;
/** What the compiler calls at the start of functions, for ftrace. */
const TRACED = ['__start_mcount_loc', '__stop_mcount_loc'] as const;
const CALL_BYTES = 5n;

export async function readPatchSites(vmlinux: string): Promise<PatchSite[]> {
  const image = await Image.read(vmlinux);
  const sites: PatchSite[] = [];
  const add = (start: bigint, length: bigint): void =>
    void sites.push({ start, end: start + length });
  for (const { start, end, entry, code } of TABLES) {
    const { bytes, address } = await image.between(start, end);
    for (let at = 0; at + entry <= bytes.length; at += entry) {
      add(address + BigInt(at + bytes.readInt32LE(at)), BigInt(code));
    }
  }
  // struct alt_instr: 12 bytes, and 14 since Linux 6.3; the length of the code comes last but one.
  const { bytes, address } = await image.between(...ALTERNATIVES);
  const entry = bytes.length % 14 === 0 ? 14 : 12;
  for (let at = 0; at + entry <= bytes.length; at += entry) {
    const length = bytes.readUInt8(at + entry - 2);
    add(address + BigInt(at + bytes.readInt32LE(at)), BigInt(length));
  }
  const traced = (await image.between(...TRACED)).bytes;
  for (let at = 0; at + 8 <= traced.length; at += 8) add(traced.readBigUInt64LE(at), CALL_BYTES);
  return sites.sort((one, other) => (one.start < other.start ? -1 : 1));
}

/**
 * How an instruction of a dump compares with the one in vmlinux: the same, the same but for an address
 * in it that moved with the kernel, one at a place where the kernel writes over its code, or none of these.
 * @param at link-time address
 * @param link bytes in vmlinux, as objdump writes them; empty where none begins at the address
 * @param kaslr how far the kernel was moved
 */
export function likenessOf(
  { at, bytes }: { readonly at: bigint; readonly bytes: string },
  link: string,
  kaslr: bigint,
  sites: readonly PatchSite[],
): 'equal' | 'moved' | 'patched' | 'other' {
  if (bytes === link) return 'equal';
  const [own, other] = [bytes, link].map((text) => Buffer.from(text.replaceAll(' ', ''), 'hex'));
  if (!own || !other) return 'other';
  if (isMoved(own, other, kaslr)) return 'moved';
  const addresses = Array.from(own, (_, byte) => at + BigInt(byte));
  return addresses.some((address) => isPatched(address, sites)) ? 'patched' : 'other';
}

/** Whether one number of 32 bits differs by how far the kernel was moved, and nothing else. */
function isMoved(own: Buffer, link: Buffer, kaslr: bigint): boolean {
  for (let at = 0; own.length === link.length && at + 4 <= link.length; at++) {
    for (const distance of [kaslr, -kaslr]) {
      const moved = Buffer.from(link);
      const address = BigInt(link.readUInt32LE(at)) + distance;
      moved.writeUInt32LE(Number(BigInt.asUintN(32, address)), at);
      if (moved.equals(own)) return true;
    }
  }
  return false;
}

/** Whether an address lies in code that the kernel may have written over. */
function isPatched(address: bigint, sites: readonly PatchSite[]): boolean {
  let [low, high] = [0, sites.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sites[middle]?.start ?? 0n) <= address) low = middle + 1;
    else high = middle;
  }
  // Sites overlap: of those that begin before the address, a longer one may be further up.
  return sites.slice(Math.max(0, low - 16), low).some(({ end }) => address < end);
}

/** The sections of an ELF file and its symbols, by binutils. */
class Image {
  private constructor(
    private readonly file: string,
    private readonly sections: readonly { address: bigint; offset: bigint; size: bigint }[],
    private readonly symbols: ReadonlyMap<string, bigint>,
  ) {}

  static async read(file: string): Promise<Image> {
    const run = async (program: string, ...args: string[]): Promise<string> =>
      (await promisify(execFile)(program, args, { maxBuffer: 1 << 28 })).stdout;
    const headers = await run('readelf', '-SW', file);
    const sections = [
      ...headers.matchAll(/ PROGBITS +([0-9a-f]{16}) ([0-9a-f]+) ([0-9a-f]+) /g),
    ].map(([, address, offset, size]) => ({
      address: BigInt(`0x${address}`),
      offset: BigInt(`0x${offset}`),
      size: BigInt(`0x${size}`),
    }));
    const symbols = new Map<string, bigint>();
    for (const line of (await run('nm', file)).split('\n')) {
      const [, address, name] = /^([0-9a-f]+) \w (__\w+)$/.exec(line) ?? [];
      if (address !== undefined && name !== undefined) symbols.set(name, BigInt(`0x${address}`));
    }
    return new Image(file, sections, symbols);
  }

  /** What lies between two symbols; nothing where the kernel has no such table. */
  async between(from: string, to: string): Promise<{ bytes: Buffer; address: bigint }> {
    const [address, end] = [this.symbols.get(from), this.symbols.get(to)];
    const section = this.sections.find(
      (one) => address !== undefined && one.address <= address && address < one.address + one.size,
    );
    if (address === undefined || end === undefined || !section) {
      return { bytes: Buffer.alloc(0), address: 0n };
    }
    const bytes = Buffer.alloc(Number(end - address));
    const file = await open(this.file);
    try {
      await file.read(bytes, 0, bytes.length, Number(section.offset + address - section.address));
    } finally {
      await file.close();
    }
    return { bytes, address };
  }
}
