import { isAtLeast, type Version } from '../../model/version';

/** What Kconfig does otherwise in one kernel than in another. */
export interface Dialect {
  /**
   * Up to 6.10 a choice was a symbol with a value of its own, and could be m; since then it is a
   * menu, and what a configuration says n to is chosen last.
   */
  readonly isChoiceSymbol: boolean;
  /** A number out of its range gives way to the default, or is moved to the end of the range. */
  readonly isOutOfRangeReset: boolean;
  /** What a number without a default is. */
  readonly emptyNumber: '' | '0';
}

const OLD: Dialect = { isChoiceSymbol: true, isOutOfRangeReset: true, emptyNumber: '' };
const NEW: Dialect = { isChoiceSymbol: false, isOutOfRangeReset: false, emptyNumber: '0' };

/**
 * Seen in scripts/kconfig of 5.10, 6.1 (old), 6.12 and 7.2 (new).
 * @param kernel undefined: of another project, whose Kconfig is an older kernel's
 */
export function dialectOf(kernel: Version | undefined): Dialect {
  return kernel && isAtLeast(kernel, '6.11') ? NEW : OLD;
}
