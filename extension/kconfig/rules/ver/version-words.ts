import type { Severity } from '../../model/finding';
import type { Version } from '../../model/version';
import type { ApplicableBreak } from '../../versions/applicable-breaks';
import { isUpstream, upstreamNumber } from '../../versions/upstream';

/** `upstream Linux 6.12.107`: the tables know upstream's numbers only. */
export function linux(kernel: Version): string {
  return `upstream Linux ${isUpstream(kernel) ? kernel.text.replace(/^v/, '') : upstreamNumber(kernel)}`;
}

/** Said where one of the versions is a distribution's. */
export function backportNote(...versions: readonly (Version | undefined)[]): string {
  return areUpstream(versions) ? '' : ' (A distribution’s build may carry the fix all the same.)';
}

/** An error only between upstream's own numbers, and only where the table is sure. */
export function severityOf(
  severity: Severity,
  isSure: boolean,
  ...versions: readonly (Version | undefined)[]
): Severity {
  return severity === 'error' && !(isSure && areUpstream(versions)) ? 'warning' : severity;
}

function areUpstream(versions: readonly (Version | undefined)[]): boolean {
  return versions.every((version) => !version || isUpstream(version));
}

/** The first row's symptom, and how many more there are: `it stops with … (and 2 more reasons)`. */
export function reasons([first, ...others]: readonly ApplicableBreak[]): string {
  if (!first) return '';
  if (others.length === 0) return first.row.symptom;
  return `${first.row.symptom} (and ${others.length} more ${others.length === 1 ? 'reason' : 'reasons'})`;
}

/** ` (on arm64; as the commit suggests)`, or nothing. */
export function doubtsOf([first]: readonly ApplicableBreak[]): string {
  return first && first.doubts.length > 0 ? ` (${first.doubts.join('; ')})` : '';
}

/** ` Or use a dump level without 8.`, or nothing. */
export function workaround(breaks: readonly ApplicableBreak[]): string {
  const ways = [...new Set(breaks.flatMap(({ row }) => row.workaround ?? []))];
  const [way] = ways;
  return way !== undefined && breaks.every(({ row }) => row.workaround === way)
    ? ` Until then: ${way}.`
    : '';
}

/** What a release of the tool’s own project stops with for sure; nothing was taken into it. */
export function sureSymptoms(
  breaks: readonly ApplicableBreak[],
  version: Version | undefined,
): { readonly symptoms?: readonly string[] } {
  const sure = breaks.filter(({ doubts }) => doubts.length === 0);
  return version && isUpstream(version) && sure.length > 0
    ? { symptoms: sure.map(({ row }) => row.symptom) }
    : {};
}
