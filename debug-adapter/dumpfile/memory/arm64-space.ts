import type { PhysicalMemory } from './memory-read';
import type { AddressSpace, TableEntry, TableLevel } from './page-walk';
import { PageWalk } from './page-walk';
import type { VmcoreinfoValues } from './vmcoreinfo-values';

const KIB_64 = 1 << 16;
const LONGEST_PHYSICAL = 52n;

/**
 * The kernel's addresses on arm64, of 36 to 52 bits, with pages of 4, 16 or 64 KiB (Arm Architecture
 * Reference Manual, “VMSAv8-64 translation table format”); undefined when vmcoreinfo does not name the
 * top table or the size of addresses.
 */
export function arm64Space(
  memory: PhysicalMemory,
  values: VmcoreinfoValues,
  pageSize: number,
): AddressSpace | undefined {
  const built = bitsIn(values.number('VA_BITS'));
  const root = topTable(values, built);
  if (built === undefined || root === undefined) return undefined;
  const size = values.number('TCR_EL1_T1SZ');
  // What the processor was told (5.9 and later); a kernel built for 52 bits may run with 48.
  const actual = bitsIn(size === undefined ? undefined : 64n - size) ?? actualBits(values, built);
  const levels = tableLevels(pageSize, built, actual);
  const toPhysical = physicalAddress(pageSize, actual, values);
  return new PageWalk(memory, {
    root,
    levels,
    parse: (entry, isLast): TableEntry => {
      const type = entry & 3n;
      if (type === 3n) return { kind: isLast ? 'page' : 'table', physical: toPhysical(entry) };
      return type === 1n && !isLast
        ? { kind: 'page', physical: toPhysical(entry) }
        : { kind: 'none' };
    },
  });
}

/** `swapper_pg_dir` is in the kernel's image, which lies at a fixed distance from physical memory. */
function topTable(values: VmcoreinfoValues, bits: number | undefined): bigint | undefined {
  const top = values.symbol('swapper_pg_dir');
  if (top === undefined || bits === undefined) return undefined;
  const imageOffset = values.number('kimage_voffset');
  if (imageOffset !== undefined) return BigInt.asUintN(Number(LONGEST_PHYSICAL), top - imageOffset);
  // Before 4.6 the image was part of the linear map, which was the upper half of the addresses.
  const start = values.number('PHYS_OFFSET');
  return start === undefined ? undefined : BigInt.asUintN(bits - 1, top) + start;
}

/**
 * Kernels of 5.4 to 5.8 built for 52 bits do not tell what the processor has; `mem_section` lies in
 * the linear map, which is the lower half of the addresses.
 */
function actualBits(values: VmcoreinfoValues, built: number): number {
  const section = values.symbol('mem_section');
  if (built !== 52 || section === undefined) return built;
  return ((section >> 51n) & 1n) === 1n ? 48 : 52;
}

function tableLevels(pageSize: number, built: number, actual: number): TableLevel[] {
  const pageShift = Math.log2(pageSize);
  const perLevel = pageShift - 3;
  const count = (bits: number) => Math.ceil((bits - pageShift) / perLevel);
  // A table made for more bits than are used keeps its length: addresses begin with ones.
  const bits = count(built) === count(actual) ? built : actual;
  const levels: TableLevel[] = [];
  for (let shift = pageShift; shift < bits; shift += perLevel) {
    levels.unshift({ shift, bits: Math.min(perLevel, bits - shift) });
  }
  return levels;
}

/** Where an entry has the upper bits of an address of 52 bits depends on the size of pages. */
function physicalAddress(
  pageSize: number,
  actual: number,
  values: VmcoreinfoValues,
): (entry: bigint) => bigint {
  const low = ((1n << 48n) - 1n) & ~(BigInt(pageSize) - 1n);
  if (pageSize === KIB_64) {
    const wide = values.number('MAX_PHYSMEM_BITS') === LONGEST_PHYSICAL;
    return (entry) => (entry & low) | (wide ? ((entry >> 12n) & 0xfn) << 48n : 0n);
  }
  if (actual < 52) return (entry) => entry & low;
  // FEAT_LPA2, without which pages of 4 and 16 KiB have no addresses of 52 bits.
  const lowest = ((1n << 50n) - 1n) & ~(BigInt(pageSize) - 1n);
  return (entry) => (entry & lowest) | (((entry >> 8n) & 3n) << 50n);
}

function bitsIn(value: bigint | undefined): number | undefined {
  return value !== undefined && value >= 36n && value <= 52n ? Number(value) : undefined;
}
