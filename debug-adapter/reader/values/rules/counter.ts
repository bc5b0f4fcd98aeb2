import type { ValueRule } from '../rule';

const SIZES: Readonly<Record<string, 4 | 8>> = {
  atomic_t: 4,
  refcount_t: 4,
  'struct refcount_struct': 4,
  'struct kref': 4,
  atomic_long_t: 8,
  atomic64_t: 8,
  local_t: 8,
};

/** REFCOUNT_SATURATED of include/linux/refcount.h: INT_MIN / 2. */
const SATURATED = -0x40000000n;

/** Atomic counters and reference counts are the number in them. */
export const counterRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && type in SIZES,
  async view({ type, address = 0n }, kernel) {
    const size = SIZES[type] ?? 4;
    const raw = await kernel.number(address, size);
    if (raw === undefined) {
      return undefined;
    }
    const count = BigInt.asIntN(size * 8, raw);
    const isReference = /ref/.test(type);
    const saturated = isReference && count < SATURATED / 2n ? ' (saturated)' : '';
    return { text: `${count}${saturated}` };
  },
};
