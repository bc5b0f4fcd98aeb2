import type { Kernel } from '../kernel';
import type { RawValue } from '../rule';
import { errorName } from './error-names';

/** POISON_POINTER_DELTA of x86-64 and arm64 (CONFIG_ILLEGAL_POINTER_VALUE). */
const DELTA = 0xdead000000000000n;

/** include/linux/poison.h. LIST_POISON2 was 0x200 before Linux 4.17, and nothing else took its place. */
const POINTERS: ReadonlyMap<bigint, string> = new Map([
  [DELTA + 0x100n, 'LIST_POISON1: removed from its list'],
  [DELTA + 0x122n, 'LIST_POISON2: removed from its list'],
  [DELTA + 0x200n, 'LIST_POISON2: removed from its list'],
  [DELTA + 0x300n, 'TIMER_ENTRY_STATIC'],
  [DELTA + 0x400n, 'TAIL_MAPPING'],
  [DELTA + 0x500n, 'MUTEX_POISON_WW_CTX'],
  [DELTA + 0x40n, 'PP_SIGNATURE: a page of a page pool'],
  [DELTA + 0x800n, 'SKB_LIST_POISON_NEXT'],
  [DELTA + 0x801n, 'NET_PTR_POISON'],
]);

/** Bytes that fill memory which holds nothing (include/linux/poison.h). */
const FILLINGS: ReadonlyMap<number, string> = new Map([
  [0x6b, 'freed memory (slab poison 0x6b)'],
  [0x5a, 'memory never written (slab poison 0x5a)'],
  [0xaa, 'freed page (page poison 0xaa)'],
  [0xcc, 'freed init memory (0xcc)'],
]);

/**
 * What a number stands for that nobody stores on purpose: `freed memory (slab poison 0x6b)`,
 * `LIST_POISON1: …`, `-ENOENT` of an error pointer.
 * @param size bytes of the value
 */
export function poisonName(number: bigint, size: number, isPointer: boolean): string | undefined {
  if (size === 8) {
    const known = POINTERS.get(number);
    if (known !== undefined) {
      return known;
    }
    const error = isPointer ? errorName(BigInt.asIntN(64, number)) : undefined;
    if (error !== undefined) {
      return `error pointer: ${error}`;
    }
  }
  if (size < 4) {
    return undefined;
  }
  const byte = Number(number & 0xffn);
  const filled = BigInt(`0x${byte.toString(16).padStart(2, '0').repeat(size)}`) === number;
  if (filled) {
    return FILLINGS.get(byte);
  }
  // The last byte of a freed object of the slab is another one.
  return size === 8 && number === 0xa56b6b6b6b6b6b6bn ? FILLINGS.get(0x6b) : undefined;
}

/** The name of a poison in a scalar or pointer as gdb prints it; undefined for what is none. */
export function namePoison(value: RawValue, kernel: Pick<Kernel, 'machine'>): string | undefined {
  const { printed, type } = value;
  const isPointer = value.target !== undefined;
  if (value.target !== undefined) {
    return poisonName(untagged(value.target, kernel.machine), 8, true) ?? tagName(value, kernel);
  }
  const digits = /^-?\d+$/.exec(printed)?.[0];
  const size = INTEGERS[type];
  return digits === undefined || size === undefined
    ? undefined
    : poisonName(BigInt.asUintN(size * 8, BigInt(digits)), size, isPointer);
}

const INTEGERS: Readonly<Record<string, number>> = {
  'unsigned long': 8,
  'long unsigned int': 8,
  long: 8,
  u64: 8,
  __u64: 8,
  s64: 8,
  size_t: 8,
  'unsigned int': 4,
  int: 4,
  u32: 4,
  __u32: 4,
  s32: 4,
};

/**
 * arm64 with KASAN (software or hardware tags): the top byte of a kernel pointer is its tag. Where the
 * bits below it are not those of an address either, a processor has signed it (FEAT_PAuth).
 */
function tagName({ target = 0n }: RawValue, kernel: Pick<Kernel, 'machine'>): string | undefined {
  if (kernel.machine !== 'aarch64' || !((target >> 55n) & 1n)) {
    return undefined;
  }
  if (((target >> 52n) & 0xfn) !== 0xfn) {
    return 'signed by pointer authentication';
  }
  const tag = Number(target >> 56n);
  if (tag !== 0xff && ((target >> 48n) & 0xfn) !== 0xfn) {
    return 'signed by pointer authentication, or tagged by KASAN';
  }
  // 0xff is no tag; KASAN_TAG_INVALID marks freed memory (mm/kasan/kasan.h).
  return tag === 0xff
    ? undefined
    : `KASAN tag 0x${tag.toString(16)}${tag === 0xfe ? ': freed' : ''}`;
}

function untagged(pointer: bigint, machine: string | undefined): bigint {
  const isTagged = machine === 'aarch64' && (pointer >> 55n) & 1n && pointer >> 48n !== 0xdeadn;
  return isTagged ? pointer | (0xffn << 56n) : pointer;
}
