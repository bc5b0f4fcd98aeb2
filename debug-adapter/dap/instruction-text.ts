import type { SymbolPlace } from '../model/instruction';

/** `48 8b 05`, as objdump writes them. */
export function instructionBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** As the kernel writes it: `lab_account+0xb [labcrash]`, `+0x0` at the start. */
export function symbolName({ name, offset, module }: SymbolPlace): string {
  const of = module === undefined ? '' : ` [${module}]`;
  return `${name}+0x${offset.toString(16)}${of}`;
}
