import type { Span } from '../model/text';
import type { Assignment, ConfigLine, Dropped, Unset } from './config-line';
import { isTaken, quoted } from './value';

/**
 * full: written by Kconfig itself with every visible symbol, so that a symbol that is absent is n;
 * fragment: a defconfig or a piece to merge, where an absent symbol gets its default.
 */
export type Completeness = 'full' | 'fragment';

/**
 * The symbols of one configuration. All names are without their prefix (`KEXEC`; Buildroot's are
 * `BR2_PACKAGE_KEXEC`). Of several lines with one symbol the last one counts, as for the kernel,
 * which does not count those whose value no symbol takes.
 */
export class ConfigFile {
  private readonly entries = new Map<string, Assignment | Unset>();
  /** Whether values are those that Kconfig computes, not only those that are written. */
  readonly isEvaluated: boolean = false;
  /** Lines that were meant to give a symbol a value and that the reader drops. */
  private readonly lost = new Map<string, Dropped>();

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
      if (line.kind === 'unset') this.entries.set(line.symbol, line);
      else if (line.kind === 'assignment') {
        const isFirst = !this.entries.has(line.symbol);
        if (isFirst || isTaken(line.value)) this.entries.set(line.symbol, line);
      } else if (line.kind === 'dropped' && line.symbol !== undefined) {
        this.lost.set(line.symbol, line);
      }
    }
  }

  /** The line that decides about a symbol. */
  line(symbol: string): Assignment | Unset | undefined {
    return this.entries.get(symbol);
  }

  /** A line that means to give a symbol a value, where none does and the reader drops this one. */
  lostLine(symbol: string): Dropped | undefined {
    return this.entries.has(symbol) ? undefined : this.lost.get(symbol);
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
    return value !== undefined && (value.startsWith('y') || value.startsWith('m'));
  }

  /**
   * Surely off: unset in words, or absent from a full configuration. Not so where a line that the
   * reader drops means to set it: that line is what has to be mended.
   */
  isOff(symbol: string): boolean {
    const value = this.written(symbol);
    if (value !== undefined) return value.startsWith('n');
    return this.completeness === 'full' && !this.isMeantOtherwise(symbol);
  }

  /** Nothing is known of it: absent from a fragment, or named in a line that the reader drops. */
  isUnknown(symbol: string): boolean {
    if (this.entries.has(symbol)) return false;
    return this.completeness === 'fragment' || this.isMeantOtherwise(symbol);
  }

  /** The content of a string symbol without its quotes and backslashes; undefined if it has none. */
  string(symbol: string): string | undefined {
    return quoted(this.written(symbol) ?? '');
  }

  /**
   * Where to show a problem of these symbols: the line of the first one that is there, else the
   * header, else the first line that says something.
   */
  anchor(...symbols: readonly string[]): Span {
    for (const symbol of symbols) {
      const line = this.entries.get(symbol) ?? this.lost.get(symbol);
      if (line) return line.span;
    }
    const first = this.lines.find((line) => line.kind !== 'blank');
    return this.header ?? first?.span ?? { start: 0, end: 0 };
  }

  /** No line gives it a value, but one that the reader drops means to, and another one than n. */
  private isMeantOtherwise(symbol: string): boolean {
    const line = this.lost.get(symbol);
    return line !== undefined && line.reason !== 'inexact-unset' && line.value !== 'n';
  }
}
