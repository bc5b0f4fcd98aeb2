import type { PhysicalMemory } from './memory-read';
import type { AddressSpace, TableEntry, TableLevel, Translation } from './page-walk';
import { PageWalk } from './page-walk';
import type { VmcoreinfoValues } from './vmcoreinfo-values';

/** Kernel `Documentation/arch/x86/x86_64/mm.rst`: the kernel's image is mapped from here on. */
const START_KERNEL_MAP = 0xffff_ffff_8000_0000n;
/** `KERNEL_IMAGE_SIZE` of kernels that do not tell it: those without KASLR. */
const DEFAULT_IMAGE_SIZE = 512n << 20n;

const PRESENT = 1n;
const LARGE_PAGE = 1n << 7n;
const ADDRESS_BITS = 0x000f_ffff_ffff_f000n;

const FOUR_LEVELS: readonly TableLevel[] = [39, 30, 21, 12].map((shift) => ({ shift, bits: 9 }));
const FIVE_LEVELS: readonly TableLevel[] = [{ shift: 48, bits: 9 }, ...FOUR_LEVELS];

/**
 * The kernel's addresses on x86-64 with 4 or 5 levels of page tables (Intel SDM, volume 3, chapter
 * “Paging”); undefined when vmcoreinfo does not name the top table.
 *
 * @param physBase what the container says of it, for kernels before 4.10 that do not
 */
export function x8664Space(
  memory: PhysicalMemory,
  values: VmcoreinfoValues,
  physBase: bigint | undefined,
): AddressSpace | undefined {
  const top =
    values.symbol('init_top_pgt') ??
    values.symbol('init_level4_pgt') ??
    values.symbol('swapper_pg_dir');
  const base = values.number('phys_base') ?? physBase;
  if (top === undefined || base === undefined) return undefined;
  const imageSize = values.number('KERNEL_IMAGE_SIZE') ?? DEFAULT_IMAGE_SIZE;
  const inImage = (address: bigint) => BigInt.asUintN(64, address - START_KERNEL_MAP + base);
  const addressBits = ADDRESS_BITS & ~(values.number('sme_mask') ?? 0n);
  const walk = new PageWalk(memory, {
    root: inImage(top) & ADDRESS_BITS,
    levels: (values.number('pgtable_l5_enabled') ?? 0n) === 0n ? FOUR_LEVELS : FIVE_LEVELS,
    parse: (entry, isLast): TableEntry => {
      if ((entry & PRESENT) === 0n) return { kind: 'none' };
      const isPage = isLast || (entry & LARGE_PAGE) !== 0n;
      return { kind: isPage ? 'page' : 'table', physical: entry & addressBits };
    },
  });
  return {
    translate: (address): Promise<Translation> => {
      const end = START_KERNEL_MAP + imageSize;
      if (address < START_KERNEL_MAP || address >= end) return walk.translate(address);
      const physical = Number(inImage(address) & ADDRESS_BITS) + Number(address & 0xfffn);
      return Promise.resolve({ ok: true, physical, room: Number(end - address) });
    },
  };
}
