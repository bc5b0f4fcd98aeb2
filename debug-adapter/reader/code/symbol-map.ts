import type { ListedSymbol } from '../../commands/sym-list';
import type { SymbolPlace } from '../../model/instruction';

/** Code from one symbol up to the next. */
export interface CodeBlock {
  readonly name: string;
  readonly module?: string;
  readonly start: bigint;
  /** The first address after it. */
  readonly end: bigint;
}

/** No function is longer; what lies further from its symbol belongs to none. */
const LONGEST_BLOCK = 1n << 18n;

/** The symbols of the kernel and its modules, by address and by name. */
export class SymbolMap {
  /** One for each address, in order. */
  private readonly symbols: readonly ListedSymbol[];
  private readonly starts: BigUint64Array;
  private readonly byName = new Map<string, ListedSymbol>();

  constructor(listed: readonly ListedSymbol[]) {
    const sorted = [...listed].sort((one, other) => Number(one.address - other.address));
    const unique: ListedSymbol[] = [];
    for (const symbol of sorted) {
      if (!this.byName.has(symbol.name)) this.byName.set(symbol.name, symbol);
      const last = unique.at(-1);
      if (last?.address !== symbol.address) {
        unique.push(symbol);
      } else if (rank(symbol) < rank(last)) {
        unique[unique.length - 1] = symbol;
      }
    }
    this.symbols = unique;
    this.starts = BigUint64Array.from(unique, ({ address }) => address);
  }

  get size(): number {
    return this.symbols.length;
  }

  names(): IterableIterator<string> {
    return this.byName.keys();
  }

  /** The first symbol of that name: names are not unique. */
  find(name: string): ListedSymbol | undefined {
    return this.byName.get(name);
  }

  /** The nearest symbol below, if it is not too far away to be meant. */
  nameAt(address: bigint): SymbolPlace | undefined {
    const symbol = this.symbols[this.indexBelow(address)];
    if (!symbol || address - symbol.address >= LONGEST_BLOCK) return undefined;
    const { name, module } = symbol;
    const offset = Number(address - symbol.address);
    return { name, offset, ...(module === undefined ? {} : { module }) };
  }

  /** The code that an address lies in; undefined in data and where no symbol is near. */
  blockAt(address: bigint): CodeBlock | undefined {
    const index = this.indexBelow(address);
    const symbol = this.symbols[index];
    if (!symbol || !isCode(symbol)) return undefined;
    const { name, module, address: start } = symbol;
    const next = this.starts[index + 1] ?? start + LONGEST_BLOCK;
    const end = next - start > LONGEST_BLOCK ? start + LONGEST_BLOCK : next;
    return address < end
      ? { name, start, end, ...(module === undefined ? {} : { module }) }
      : undefined;
  }

  /** Index of the last symbol at or below; -1 when there is none. */
  private indexBelow(address: bigint): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0n) <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function isCode({ type }: ListedSymbol): boolean {
  return /[tTwWiI]/.test(type);
}

/** Of several names for one address, which a person knows it by: 0 is best. */
function rank(symbol: ListedSymbol): number {
  const edge = /(?:^_?[se]?text|_(?:start|end|begin))(?:_|$)/.test(symbol.name) ? 4 : 0;
  return (isCode(symbol) ? 0 : 8) + edge + (/^[._]/.test(symbol.name) ? 1 : 0);
}
