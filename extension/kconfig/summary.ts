import type { Context } from './context/context';
import type { LintResult } from './engine';
import type { Finding } from './model/finding';
import { counted } from './report/counted';

/** How a file stands, in a few words. */
export interface Summary {
  /** Problems (errors and warnings) for this role; undefined: the file is not judged for it. */
  readonly system?: number;
  readonly capture?: number;
  /** Problems of the file's lines themselves: dropped, doubled, misread. */
  readonly lines: number;
  /** `kdump: system ✓ · capture 2 problems · 1 line dropped or doubtful` */
  readonly text: string;
  /** For whom and for which kernel that was judged, and how it is known; a sentence or two. */
  readonly basis: string;
}

/** Undefined: nothing can be said of such a file. */
export function summarize({ context, config, findings }: LintResult): Summary | undefined {
  if (!context) return undefined;
  if (findings.some(({ rule }) => familyOf(rule) === 'FILE')) {
    return { lines: 0, text: 'kdump: not looked at', basis: basisOf(context) };
  }
  const problems = findings.filter(
    ({ severity }) => severity === 'error' || severity === 'warning',
  );
  const lines = problems.filter(isAboutLines).length;
  // In these there may be nothing that concerns kdump: silence is no good mark.
  const isConfig = config !== undefined && context.kind !== 'other-config';
  if (!isConfig && problems.length === 0) return undefined;
  const roles =
    isConfig || problems.length > lines
      ? {
          ...(context.role.value !== 'capture' && { system: countFor('system', problems) }),
          ...(context.role.value !== 'system' && { capture: countFor('capture', problems) }),
        }
      : {};
  const parts = [
    ...Object.entries(roles).map(([role, count]) => `${role} ${mark(count)}`),
    ...(lines > 0 ? [`${counted(lines, 'line')} dropped or doubtful`] : []),
  ];
  return {
    ...roles,
    lines,
    text: `kdump: ${parts.join(' · ')}`,
    basis: [basisOf(context), ...(isPartial(config) ? [PARTIAL] : [])].join(' '),
  };
}

const PARTIAL = 'Only what this fragment says is judged, not what it leaves to defaults.';

function isPartial(config: LintResult['config']): boolean {
  return config?.completeness === 'fragment';
}

/** Of whatever role a rule is: these speak of the text, not of dumps. */
function isAboutLines({ rule }: Finding): boolean {
  return familyOf(rule) === 'CFG';
}

/** `SYS` of SYS004. */
function familyOf(rule: string): string {
  return rule.replace(/\d+$/, '');
}

function countFor(role: 'system' | 'capture', problems: readonly Finding[]): number {
  return problems.filter(
    (finding) => !isAboutLines(finding) && (finding.role === role || finding.role === 'any'),
  ).length;
}

function mark(count: number): string {
  return count === 0 ? '✓' : counted(count, 'problem');
}

function basisOf({ role, kernel, architecture }: Context): string {
  const about = [
    role.value === 'both'
      ? `As system and as capture kernel (${role.source})`
      : `As ${role.value} kernel (${role.source})`,
    kernel ? `Linux ${kernel.value.text} (${kernel.source})` : 'of an unknown version',
    architecture ? `${architecture.value} (${architecture.source})` : 'for an unknown architecture',
  ];
  return `${about.join(', ')}.`;
}
