import type { CodeSymbol } from './symbol-table';

/** A function as the kernel names it in a log: `name+0xb/0x22`. */
export interface LoggedFunction {
  readonly name: string;
  /** Bytes of the function, up to the next symbol: 0x22. */
  readonly size: number;
}

/** The symbol that a place in the log means, or why that cannot be told. */
export type SymbolChoice =
  { readonly ok: true; readonly symbol: CodeSymbol } | { readonly ok: false; readonly why: string };

/** Functions are aligned, and the kernel counts the bytes up to the next one as theirs. */
const MOST_PADDING = 64n;
/** The last function of a section of a module counts up to the end of the page. */
const MOST_TAIL = 4096n + MOST_PADDING;

/**
 * Chooses among the functions of one name, of which a kernel has many (`find_next_bit`: 51 in a small
 * one), by the size that the log gives: no guess is made where two would do.
 * @param file for the sentences
 * @param isProven the file is known to be of the very build that wrote the log
 */
export function chooseSymbol(
  { name, size }: LoggedFunction,
  symbols: readonly CodeSymbol[],
  file: string,
  isProven: boolean,
): SymbolChoice {
  const [only] = symbols;
  if (!only) return { ok: false, why: `${file} has no function ${name}.` };
  const logged = BigInt(size);
  const fits = (most: bigint) => (symbol: CodeSymbol) =>
    symbol.size === 0n || (logged >= symbol.size && logged - symbol.size < most);
  if (symbols.length === 1 && isProven) return { ok: true, symbol: only };
  const near = symbols.filter(fits(MOST_PADDING));
  const candidates = near.length > 0 ? near : symbols.filter(fits(MOST_TAIL));
  const [symbol] = candidates;
  if (symbol && candidates.length === 1) return { ok: true, symbol };
  if (candidates.length > 1) {
    return {
      ok: false,
      why: `${candidates.length} functions of ${file} are called ${name} and are as long as the log says (0x${size.toString(16)} bytes): which one is meant cannot be told.`,
    };
  }
  return {
    ok: false,
    why: `${name} is 0x${size.toString(16)} bytes long by the log, and ${symbols.map((one) => `0x${one.size.toString(16)}`).join(', ')} in ${file}: it is of another build.`,
  };
}
