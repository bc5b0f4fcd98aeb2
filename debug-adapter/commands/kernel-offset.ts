/**
 * How far the kernel was moved from its link address (KASLR), in bytes; 0 when it was not, undefined
 * when the text does not say.
 *
 * Reads `help -k`: `relocate: ffffffffdba00000  (KASLR offset: 24600000 / 582MB)`, where `relocate`
 * is the negated offset. Add the offset to a link address, subtract it from a run-time one.
 */
export function parseKernelOffset(text: string): bigint | undefined {
  const [, relocate, offset] =
    /^ *relocate: ([0-9a-f]{1,16})(?: {1,2}\(KASLR offset: ([0-9a-f]{1,16}) )?/m.exec(text) ?? [];
  if (offset !== undefined) {
    return BigInt(`0x${offset}`);
  }
  return relocate === undefined ? undefined : BigInt.asUintN(64, -BigInt(`0x${relocate}`));
}
