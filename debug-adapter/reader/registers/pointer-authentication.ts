/** Bit 55 tells the kernel's half of the addresses from the user's, whatever is in the bits above. */
const KERNEL_HALF = 1n << 55n;

/**
 * arm64: an address as it was before its unused upper bits were signed (FEAT_PAuth). In the kernel's
 * half they are all ones, in the user's all zeros. `addressBits` is VA_BITS of the kernel.
 */
export function withoutPointerAuthentication(value: bigint, addressBits: number): bigint {
  const upper = ((1n << 64n) - 1n) ^ ((1n << BigInt(addressBits)) - 1n);
  return (value & KERNEL_HALF) === 0n ? value & ~upper : value | upper;
}

/**
 * The plain address in a signed one; undefined for what is none: an address without a signature, or
 * a number. Only for registers that hold what the compiler signs: pc and lr.
 */
export function signedAddress(value: bigint, addressBits: number): bigint | undefined {
  const plain = withoutPointerAuthentication(value, addressBits);
  return plain === value || (value & KERNEL_HALF) === 0n ? undefined : plain;
}
