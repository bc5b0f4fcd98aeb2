import type { SourceLine } from './frame';

/** The nearest symbol below an address. */
export interface SymbolPlace {
  readonly name: string;
  /** Bytes from it. */
  readonly offset: number;
  readonly module?: string;
}

/** A machine instruction as it is in the dump. */
export interface Instruction {
  readonly address: bigint;
  /** As objdump writes it, in AT&T syntax on x86-64; what is wrong where there is none. */
  readonly text: string;
  /** Absent where there is no instruction to be had. */
  readonly bytes?: Uint8Array;
  readonly symbol?: SymbolPlace;
  /** The line that it was made from, in the innermost inlined function. */
  readonly source?: SourceLine;
}
