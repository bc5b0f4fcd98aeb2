import type { FailureId } from '../../debug-adapter/protocol/failure';
import { lint } from '../kconfig/engine';
import { LineIndex } from '../kconfig/model/text';

/** A line of a kernel's configuration that explains why its dump cannot be opened. */
export interface ConfigCause {
  readonly rule: string;
  /** What the rule says of this configuration. */
  readonly message: string;
  /** Of the configuration, from zero. */
  readonly line: number;
}

/** What keeps crash from reading a dump, worst first, by the id of a failure. */
const RULES: Readonly<Partial<Record<FailureId, readonly string[]>>> = {
  'vmlinux-not-found': ['SYS004', 'SYS003', 'SYS005'],
  'vmlinux-no-debug-info': ['SYS003', 'SYS004', 'SYS005'],
  'vmlinux-reduced': ['SYS004'],
  'dump-no-vmcoreinfo': ['SYS001', 'SYS006'],
  'crash-refused': ['SYS004', 'SYS003', 'SYS005', 'SYS007', 'SYS010', 'SYS016', 'SYS017', 'SYS018'],
  'crash-stuck': ['SYS010', 'SYS007'],
  'crash-died': ['SYS010', 'SYS007'],
};

/** Whether a kernel's configuration can be behind a failure. */
export function isAboutConfig(failure: FailureId): boolean {
  return RULES[failure] !== undefined;
}

/** The first of the rules behind a failure that a configuration breaks; undefined where none is. */
export function causeInConfig(failure: FailureId, text: string): ConfigCause | undefined {
  const rules = RULES[failure] ?? [];
  if (rules.length === 0) return undefined;
  const settings = { role: 'system', severities: {}, tools: {} } as const;
  const { findings } = lint(text, { fileName: '.config', settings });
  const ranked = findings
    .filter(({ rule }) => rules.includes(rule))
    .sort((a, b) => rules.indexOf(a.rule) - rules.indexOf(b.rule));
  const [first] = ranked;
  if (!first) return undefined;
  const { line } = new LineIndex(text).position(first.span.start);
  return { rule: first.rule, message: first.message, line: line - 1 };
}
