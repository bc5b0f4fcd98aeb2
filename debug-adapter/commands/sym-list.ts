/** A symbol as `sym -l` lists it. */
export interface ListedSymbol {
  readonly address: bigint;
  /** Letter of nm(1); `?` where crash does not know it. */
  readonly type: string;
  readonly name: string;
  readonly module?: string;
}

/**
 * Reads `sym -l`, in its order: `ffffffffa5600000 (T) _stext` a line, those of a module between
 * `ffffffffc0058000 MODULE START: labcrash` and `… MODULE END: labcrash`. Since Linux 6.4 a module has
 * several such stretches (`MODULE TEXT START`, `MODULE RO_DATA START` …).
 */
export function parseSymList(text: string): ListedSymbol[] {
  const symbols: ListedSymbol[] = [];
  let module: string | undefined;
  for (const line of text.split('\n')) {
    const [, address, type, name] = /^([0-9a-f]{1,16}) \((\S)\) (\S+)/.exec(line) ?? [];
    if (address !== undefined && type !== undefined && name !== undefined) {
      const of = module === undefined ? {} : { module };
      symbols.push({ address: BigInt(`0x${address}`), type, name, ...of });
      continue;
    }
    const [, edge, named] = /^[0-9a-f]+ MODULE [\w ]*\b(START|END): (\S+)/.exec(line) ?? [];
    if (edge !== undefined) module = edge === 'START' ? named : undefined;
  }
  return symbols;
}
