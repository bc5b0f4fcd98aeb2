/**
 * What interrupted the kernel, in words, from the entry code that `bt` shows above the registers:
 * `asm_exc_page_fault` (x86-64, arch/x86/include/asm/idtentry.h), `el1h_64_irq` (arm64,
 * arch/arm64/kernel/entry.S). Undefined when it is no such name.
 */
export function exceptionName(symbol: string): string | undefined {
  if (/nmi/.test(symbol)) {
    return 'NMI';
  }
  const fault = /^asm_exc_(\w+)$/.exec(symbol)?.[1];
  if (fault !== undefined) {
    return fault.replace(/_/g, ' ');
  }
  const interrupt = /^asm_(?:sysvec_(\w+)|common_interrupt|spurious_interrupt)$/.exec(symbol);
  if (interrupt) {
    return interrupt[1] === undefined
      ? 'interrupt'
      : `interrupt: ${interrupt[1].replace(/_/g, ' ')}`;
  }
  const arm64 = /^el[01][ht]?_(?:64_|32_)?(sync|irq|fiq|error)/.exec(symbol)?.[1];
  if (arm64 !== undefined) {
    return { sync: 'exception', irq: 'interrupt', fiq: 'fast interrupt', error: 'SError' }[arm64];
  }
  return undefined;
}

/** Whether that was an interrupt from outside, which has nothing to do with the code it hit. */
export function isInterrupt(name: string | undefined): boolean {
  return name !== undefined && /interrupt/.test(name);
}
