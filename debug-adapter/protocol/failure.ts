/** What can go wrong, by name; the number is the id of the DAP error. */
export const FAILURE_IDS = {
  'launch-arguments': 1001,
  'vmcore-unusable': 1101,
  'vmlinux-not-found': 1201,
  'vmlinux-unusable': 1202,
  'vmlinux-mismatch': 1203,
  'crash-not-found': 1301,
  'crash-refused': 1302,
  'crash-silent': 1303,
  'crash-arguments': 1304,
  'terminal-unavailable': 1305,
  'crash-died': 1306,
  'crash-wrong-target': 1307,
  cancelled: 1401,
  internal: 1999,
} as const;

export type FailureId = keyof typeof FAILURE_IDS;

/** What a button under the message can do. */
export type FailureAction =
  | 'pick-vmcore'
  | 'pick-vmlinux'
  | 'open-crash-path-setting'
  | 'open-launch-json'
  | 'get-crash'
  | 'show-log'
  | 'use-vmlinux-anyway'
  | 'retry';

/** A failure as it is told to a person: what happened, why, and what to do next. */
export interface Failure {
  readonly id: FailureId;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly actions: readonly FailureAction[];
  /** A vmlinux of another build that may do: what `use-vmlinux-anyway` starts with. */
  readonly rescue?: string;
  /** What crash itself wrote, for the log. */
  readonly output?: string;
}

/** The whole message in one paragraph. */
export function failureText(failure: Failure): string {
  return [failure.what, failure.why, failure.remedy].filter((part) => part !== '').join(' ');
}
