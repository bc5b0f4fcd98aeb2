import type { Architecture } from '../model/architecture';
import { isAtLeast, type Version } from '../model/version';
import { fixState } from './fixes';
import type { Break, Effect, Release } from './version-data';

/** The kernel whose dump a tool is to read or write. */
export interface Target {
  readonly kernel: Version | undefined;
  readonly architecture: Architecture | undefined;
}

/** A row that is about this kernel and this version of the tool. */
export interface ApplicableBreak {
  readonly row: Break;
  /** What keeps it from being sure, `on arm64`; nothing: it is sure. */
  readonly doubts: readonly string[];
  /** The version is built from git or newer than the data: it may have the fix. */
  readonly mayBeFixed: boolean;
}

/** What a tool's table says of it. */
export interface Table {
  readonly releases: readonly Release[];
  readonly breaks: readonly Break[];
}

/**
 * The rows of a table that concern a kernel and are not mended in a version of the tool.
 * @param version undefined: not known, every row counts
 */
export function applicableBreaks(
  { releases, breaks }: Table,
  target: Target,
  version: Version | undefined,
): ApplicableBreak[] {
  return breaks.flatMap((row) => {
    const doubts = doubtsOf(row, target);
    if (!doubts) return [];
    const state = version ? fixState(version, row.fixedIn, releases) : 'broken';
    if (state === 'fixed') return [];
    const mayBeFixed = state === 'unknown';
    return [{ row, mayBeFixed, doubts: mayBeFixed ? [...doubts, MAY_HAVE_FIX] : doubts }];
  });
}

const MAY_HAVE_FIX = 'unless it has the fix already';

/** Undefined: the row is not about this kernel. */
function doubtsOf(row: Break, { kernel, architecture }: Target): string[] | undefined {
  if (!kernel || !isAtLeast(kernel, row.kernel)) return undefined;
  if (row.architecture && architecture && row.architecture !== architecture) return undefined;
  return [
    ...(row.architecture && !architecture ? [`on ${row.architecture}`] : []),
    ...(row.condition === undefined ? [] : [row.condition]),
    ...(row.uncertain ? ['as the commit suggests'] : []),
  ];
}

export function withEffect(
  breaks: readonly ApplicableBreak[],
  ...effects: readonly Effect[]
): ApplicableBreak[] {
  return breaks.filter(({ row }) => effects.includes(row.effect));
}

/** The sure ones if there are any, else those in doubt, the likeliest first. */
export function surest(breaks: readonly ApplicableBreak[]): readonly ApplicableBreak[] {
  const sure = breaks.filter(({ doubts }) => doubts.length === 0);
  return sure.length > 0 ? sure : [...breaks].sort((a, b) => a.doubts.length - b.doubts.length);
}

export function isSure(breaks: readonly ApplicableBreak[]): boolean {
  return breaks.some(({ doubts }) => doubts.length === 0);
}
