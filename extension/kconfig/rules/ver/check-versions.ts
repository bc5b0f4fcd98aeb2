import type { Severity } from '../../model/finding';
import type { VersionData } from '../../versions/version-data';
import type { VersionProblem, VersionSet } from '../rule';
import { VER_RULES } from './ver-rules';

/** What a rule says of versions; it has no place in a text. */
export interface VersionFinding extends VersionProblem {
  readonly rule: string;
  readonly severity: Severity;
}

/**
 * What speaks against these versions together, in the order of the rules. What is not known
 * (undefined in the set) nothing is said of, but for crash: see VER006.
 * @param severities chosen by a person, by rule
 */
export function checkVersions(
  versions: VersionSet,
  data: VersionData,
  severities: Readonly<Record<string, Severity | 'off'>> = {},
): VersionFinding[] {
  return VER_RULES.flatMap((rule) => {
    const chosen = severities[rule.id];
    if (chosen === 'off') return [];
    return [...rule.check(versions, data)].map((problem) => ({
      ...problem,
      rule: rule.id,
      severity: chosen ?? problem.severity ?? rule.severity,
    }));
  });
}
