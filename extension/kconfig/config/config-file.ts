import type { Span } from '../model/text';
import type { Assignment, ConfigLine, Unset } from './config-line';

/**
 * full: written by Kconfig itself with every visible symbol, so that a symbol that is absent is n;
 * fragment: a defconfig or a piece to merge, where an absent symbol gets its default.
 */
export type Completeness = 'full' | 'fragment';

/**
 * The symbols of one configuration. All names are without their prefix (`KEXEC`; Buildroot's are
 * `BR2_PACKAGE_KEXEC`). Of several lines with one symbol the last one counts, as for the kernel.
 */
export class ConfigFile {
  private readonly entries = new Map<string, Assignment | Unset>();

  /**
   * @param text the whole document, which all spans point into
   * @param prefix `CONFIG_`, or nothing for Buildroot
   * @param header the line that names the kernel, where there is one
   */
  constructor(
    readonly text: string,
    readonly lines: readonly ConfigLine[],
    readonly completeness: Completeness,
    readonly prefix: string,
    readonly header: Span | undefined,
  ) {
    for (const line of lines) {
      if (line.kind === 'assignment' || line.kind === 'unset') this.entries.set(line.symbol, line);
    }
  }

  /** The line that decides about a symbol. */
  line(symbol: string): Assignment | Unset | undefined {
    return this.entries.get(symbol);
  }

  /** The value as written; `n` for "is not set"; undefined where no line names the symbol. */
  written(symbol: string): string | undefined {
    const line = this.entries.get(symbol);
    return line?.kind === 'assignment' ? line.value : line && 'n';
  }

  /** Built in: y. The kernel looks at the first letter only, so `yes` is y. */
  isYes(symbol: string): boolean {
    return this.written(symbol)?.startsWith('y') ?? false;
  }

  /** Built in or a module. */
  isOn(symbol: string): boolean {
    const value = this.written(symbol);
    return value !== undefined && /^[ym]/.test(value);
  }

  /** Surely off: unset in words, or absent from a full configuration. */
  isOff(symbol: string): boolean {
    const value = this.written(symbol);
    return value === undefined ? this.completeness === 'full' : value.startsWith('n');
  }

  /** Nothing is known of it: absent from a fragment. */
  isUnknown(symbol: string): boolean {
    return this.completeness === 'fragment' && !this.entries.has(symbol);
  }

  /** The content of a string symbol without its quotes and backslashes; undefined if it has none. */
  string(symbol: string): string | undefined {
    const value = /^"((?:[^"\\]|\\.)*)"/.exec(this.written(symbol) ?? '')?.[1];
    return value?.replace(/\\(.)/g, '$1');
  }

  /**
   * Where to show a problem of these symbols: the line of the first one that is there, else the
   * header, else the first line that says something.
   */
  anchor(...symbols: readonly string[]): Span {
    for (const symbol of symbols) {
      const line = this.entries.get(symbol);
      if (line) return line.span;
    }
    const first = this.lines.find((line) => line.kind !== 'blank');
    return this.header ?? first?.span ?? { start: 0, end: 0 };
  }
}
