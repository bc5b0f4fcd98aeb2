/** One line of an explanation: what it is of, the number, the words. */
export interface FaultFact {
  readonly name: string;
  readonly text: string;
}

/**
 * What the kernel's log says of a fault, decoded: error code and CR2 of x86-64, ESR and FAR of arm64.
 * Nothing of other lines. `lines` are the oops, without their times.
 */
export function faultFacts(lines: readonly string[]): FaultFact[] {
  const all = lines.join('\n');
  const facts: FaultFact[] = [];
  const code =
    /#PF: error_code\(0x([0-9a-f]+)\)/.exec(all)?.[1] ??
    /^(?:Oops: (?:Oops: )?)([0-9a-f]{4}) \[#\d+\]/m.exec(all)?.[1];
  // The kernel's register dump shows CR2 as it is by then: reading the code around may have faulted.
  const shown = /\bCR2: ([0-9a-f]{16})/.exec(all)?.[1];
  const cr2 =
    /(?:NULL pointer dereference|page fault for address)[:,]?(?: address| at)?: ?(?:0x)?([0-9a-f]{16})/.exec(
      all,
    )?.[1] ?? shown;
  const isPageFault =
    /#PF:|unable to handle (?:kernel|page)|page fault for address|paging request/i;
  if (code !== undefined && isPageFault.test(all)) {
    const number = parseInt(code, 16);
    facts.push({ name: 'error code', text: `0x${number.toString(16)}: ${pageFaultWords(number)}` });
  } else if (code !== undefined) {
    facts.push({ name: 'error code', text: `0x${parseInt(code, 16).toString(16)}` });
  }
  if (cr2 !== undefined && isPageFault.test(all)) {
    const later = shown === undefined || shown === cr2 ? '' : ` (0x${shown} after another fault)`;
    facts.push({ name: 'CR2', text: `0x${cr2}: ${addressWords(BigInt(`0x${cr2}`))}${later}` });
  }
  const esr =
    /\bESR = 0x([0-9a-f]+)/.exec(all)?.[1] ??
    /^Internal error: Oops(?:[^:]*): (?:0x)?([0-9a-f]{8,16}) \[#\d+\]/m.exec(all)?.[1];
  if (esr !== undefined) {
    const value = BigInt(`0x${esr}`);
    facts.push({ name: 'ESR', text: `0x${value.toString(16)}: ${syndromeWords(value)}` });
  }
  const far = /\bat virtual address ([0-9a-f]{16})/.exec(all)?.[1];
  if (far !== undefined) {
    facts.push({ name: 'FAR', text: `0x${far}: ${addressWords(BigInt(`0x${far}`))}` });
  }
  return facts;
}

/** Error code of a page fault (Intel SDM volume 3, 4.7; arch/x86/include/asm/trap_pf.h). */
export function pageFaultWords(code: number): string {
  const has = (bit: number): boolean => (code & (1 << bit)) !== 0;
  const access = has(4) ? 'instruction fetch' : has(1) ? 'write' : 'read';
  return [
    `${has(2) ? 'user' : 'kernel'} ${access}`,
    has(0) ? 'the page is there and does not allow it' : 'no page there',
    ...(has(3) ? ['a reserved bit is set in the page table'] : []),
    ...(has(5) ? ['refused by a protection key'] : []),
    ...(has(6) ? ['shadow stack'] : []),
    ...(has(15) ? ['SGX'] : []),
  ].join(', ');
}

const PAGE = 4096n;
const KERNEL_HALF = 1n << 63n;

function addressWords(address: bigint): string {
  if (address < PAGE) {
    return address === 0n
      ? 'a null pointer'
      : `${address} bytes from a null pointer: a member of what it should lead to`;
  }
  const error = BigInt.asIntN(64, address);
  if (error < 0n && error > -PAGE) {
    return 'an error pointer, or near a null pointer from below';
  }
  return address >= KERNEL_HALF || address >> 47n === 0n
    ? `an address of the ${address >= KERNEL_HALF ? 'kernel' : 'user'}’s half`
    : 'no address that this machine can have (not canonical)';
}

/** Exception classes of ESR_EL1 (Arm ARM, D24.2.40). */
const CLASSES: Readonly<Record<number, string>> = {
  0x00: 'unknown reason',
  0x01: 'trapped WFI or WFE',
  0x07: 'access to SVE, SIMD or floating point',
  0x0d: 'branch target exception',
  0x0e: 'illegal execution state',
  0x15: 'SVC',
  0x18: 'trapped MSR, MRS or system instruction',
  0x19: 'access to SVE',
  0x1c: 'pointer authentication failed',
  0x20: 'instruction abort from a lower level',
  0x21: 'instruction abort',
  0x22: 'pc is not aligned',
  0x24: 'data abort from a lower level',
  0x25: 'data abort',
  0x26: 'stack pointer is not aligned',
  0x2c: 'floating-point exception',
  0x2f: 'SError',
  0x30: 'breakpoint from a lower level',
  0x31: 'breakpoint',
  0x32: 'software step from a lower level',
  0x33: 'software step',
  0x34: 'watchpoint from a lower level',
  0x35: 'watchpoint',
  0x3c: 'BRK instruction',
};

/** ESR_EL1 in words: its class, and of aborts the access and the fault. */
export function syndromeWords(esr: bigint): string {
  const exceptionClass = Number((esr >> 26n) & 0x3fn);
  const name = CLASSES[exceptionClass] ?? `exception class 0x${exceptionClass.toString(16)}`;
  const isData = exceptionClass === 0x24 || exceptionClass === 0x25;
  const isInstruction = exceptionClass === 0x20 || exceptionClass === 0x21;
  if (exceptionClass === 0x3c) {
    return `${name}, comment 0x${(esr & 0xffffn).toString(16)}`;
  }
  if (!isData && !isInstruction) {
    return name;
  }
  const access = isInstruction ? 'fetch' : (esr & 0x40n) !== 0n ? 'write' : 'read';
  return `${name}, ${access}, ${faultStatusWords(Number(esr & 0x3fn))}`;
}

/** The fault status code: the low two bits of some name the level of the page table. */
function faultStatusWords(code: number): string {
  const level = `level ${code & 3}`;
  switch (code >> 2) {
    case 0:
      return `address size fault, ${level}`;
    case 1:
      return `translation fault, ${level}: no page there`;
    case 2:
      return `access flag fault, ${level}`;
    case 3:
      return `permission fault, ${level}`;
  }
  const names: Readonly<Record<number, string>> = {
    0x10: 'synchronous external abort',
    0x11: 'synchronous tag check fault',
    0x21: 'alignment fault',
    0x30: 'TLB conflict',
  };
  return names[code] ?? `fault status 0x${code.toString(16)}`;
}
