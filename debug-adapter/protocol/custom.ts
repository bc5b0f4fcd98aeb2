import type { Failure } from './failure';
import type { Standing } from './rung';

/** Custom requests: name → [arguments, body]. */
export interface CustomRequests {
  /** What this session stands on. */
  'kernelCrash/sessionInfo': [Record<string, never>, SessionInfo];
}

/** Custom events: name → body. */
export interface CustomEvents {
  /** The session cannot start or cannot go on; sent before the error response or `terminated`. */
  'kernelCrash/failure': Failure;
  /** Something that this session lacks and a person should know, once. */
  'kernelCrash/lack': SessionLack;
}

export interface SessionLack {
  readonly id:
    | 'old-crash'
    | 'crash-too-old'
    | 'other-vmlinux'
    | 'missing-tasks'
    | 'no-symbolizer'
    /** The session stands on a lower rung of the ladder. */
    | 'rung';
  readonly text: string;
  /** What keeps the session from having it, with what to do; the extension shows its buttons. */
  readonly failure?: Failure;
}

/** Those that a button can do something about. */
export const LACKS_WITH_BUTTON: ReadonlySet<SessionLack['id']> = new Set([
  'old-crash',
  'missing-tasks',
]);

export interface SessionInfo {
  readonly release?: string;
  readonly machine?: string;
  readonly panic?: string;
  readonly vmcore: string;
  readonly vmlinux?: string;
  /** How much of the dump this session can show. */
  readonly standing: Standing;
  /** These are absent where the session does without crash. */
  readonly crashPath?: string;
  readonly crashVersion?: string;
  readonly crashPid?: number;
  /** Whether gdb inside crash unwinds stacks; absent before the first stack was shown. */
  readonly gdbUnwinds?: boolean;
  readonly lacks: readonly SessionLack[];
}
