/** Which addresses a number is one of. */
export type MemorySpace = 'kernel' | 'physical';

/** A place in the memory of the machine that died. */
export interface MemoryPlace {
  readonly space: MemorySpace;
  /** 64 bits. */
  readonly address: bigint;
}

/** A reference that a client hands back, as this debugger writes it. */
export interface MemoryReference extends MemoryPlace {
  /** The address is what a call returns to: the code to look at is the call before it. */
  readonly call: boolean;
}

/**
 * The references of this debugger: `0x…` an address of the kernel, `phys:0x…` a physical one, and
 * `call:0x…` the call that returns to an address. A person may also type `ffff…` without the 0x.
 */
export function parseMemoryReference(text: unknown): MemoryReference | undefined {
  const match = /^\s*(?:(phys|call):)?(?:0x)?([0-9a-f]{1,16})\s*$/i.exec(
    typeof text === 'string' ? text : '',
  );
  if (!match?.[2]) return undefined;
  const kind = match[1]?.toLowerCase();
  return {
    space: kind === 'phys' ? 'physical' : 'kernel',
    address: BigInt(`0x${match[2]}`),
    call: kind === 'call',
  };
}

/** The place so many bytes on (or back); addresses go round at 64 bits. */
export function moved<Place extends MemoryPlace>(place: Place, bytes: number | bigint): Place {
  return { ...place, address: BigInt.asUintN(64, place.address + BigInt(bytes)) };
}

export function memoryReference({ space, address }: MemoryPlace): string {
  return `${space === 'physical' ? 'phys:' : ''}0x${address.toString(16)}`;
}

/** What leads to the call that returns to an address. */
export function callReference(returnAddress: bigint): string {
  return `call:0x${returnAddress.toString(16)}`;
}
