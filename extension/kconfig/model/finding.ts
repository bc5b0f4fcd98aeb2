import type { RuleRole } from './role';
import type { Span, TextEdit } from './text';

/** As in an editor: hints are barely visible. */
export const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A change of the text that mends a problem. */
export interface Fix {
  /** What a person reads in the list of fixes: imperative, `Set CONFIG_KEXEC=y`. */
  readonly title: string;
  /** They do not overlap. */
  readonly edits: readonly TextEdit[];
  /** The one that *fix all* takes; false where a person has to choose. */
  readonly preferred: boolean;
}

/** What a rule reports. */
export interface Problem {
  readonly span: Span;
  /** What is wrong and what comes of it, in a sentence or two of plain text. */
  readonly message: string;
  /** Instead of the rule's own. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  /** Other places that belong to it. */
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
}

/** A problem as the engine hands it out. */
export interface Finding {
  readonly rule: string;
  readonly role: RuleRole;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly { readonly span: Span; readonly message: string }[];
  /** It rests on something that is not known (a kernel version, another fragment). */
  readonly uncertain?: true;
}
