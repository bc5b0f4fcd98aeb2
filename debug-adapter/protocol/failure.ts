/** What can go wrong, by name; the number is the id of the DAP error. */
export const FAILURE_IDS = {
  'launch-arguments': 1001,
  'vmcore-unusable': 1101,
  'dump-empty': 1102,
  'dump-cut-off': 1103,
  'dump-unfinished': 1104,
  'dump-pages-missing': 1105,
  'dump-unreadable': 1106,
  'dump-no-vmcoreinfo': 1107,
  'vmlinux-not-found': 1201,
  'vmlinux-unusable': 1202,
  'vmlinux-mismatch': 1203,
  'vmlinux-no-debug-info': 1204,
  'vmlinux-reduced': 1205,
  'crash-not-found': 1301,
  'crash-refused': 1302,
  'crash-stuck': 1303,
  'crash-arguments': 1304,
  'terminal-unavailable': 1305,
  'crash-died': 1306,
  'crash-wrong-target': 1307,
  'crash-too-old': 1308,
  'crash-lacks-compression': 1309,
  'file-not-supported': 1310,
  'file-not-readable': 1311,
  'symbolizer-missing': 1312,
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
  | 'open-overview'
  | 'get-crash'
  | 'show-log'
  | 'use-vmlinux-anyway'
  | 'retry'
  | LabelledAction;

/** An action with what it needs. */
export type LabelledAction =
  /** Starts the session again with other attributes of the launch configuration. */
  | {
      readonly do: 'retry-with';
      readonly label: string;
      readonly attributes: Readonly<Record<string, unknown>>;
    }
  /** Opens a terminal with a command typed in, which the person may run. One line. */
  | { readonly do: 'type-in-terminal'; readonly label: string; readonly command: string }
  /** Runs a command of this extension. */
  | {
      readonly do: 'run-command';
      readonly label: string;
      readonly command: `kernelCrash.${string}`;
      readonly arguments: readonly unknown[];
    };

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
