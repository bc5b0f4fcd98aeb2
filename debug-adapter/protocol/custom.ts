import type { Failure } from './failure';
import type { Standing } from './rung';

/** Custom requests: name → [arguments, body]. */
export interface CustomRequests {
  /** What this session stands on. */
  'kernelCrash/sessionInfo': [Record<string, never>, SessionInfo];
  /** A frame (by its id, or by task and index), or a whole stack, as the kernel writes a call trace. */
  'kernelCrash/stackText': [
    { readonly threadId?: number; readonly frameId?: number; readonly frameIndex?: number },
    { readonly text: string },
  ];
  /** What lies at an address, a symbol, or a symbol and a distance. */
  'kernelCrash/lookUp': [{ readonly place: string }, LookedUpPlace];
  /** Makes the client look at a task. */
  'kernelCrash/focusTask': [{ readonly threadId: number }, Record<string, never>];
  /** The whole answer of a crash command; not `whole` when it was stopped for its size. */
  'kernelCrash/runCommand': [
    { readonly command: string; readonly frameId?: number },
    { readonly text: string; readonly whole: boolean },
  ];
  /** Loads the debug info of a module, or of all. `text` is the file, or what would help. */
  'kernelCrash/loadSymbols': [
    { readonly module?: string },
    { readonly modules: readonly { name: string; loaded: boolean; text: string }[] },
  ];
  /**
   * A second crash for a terminal; `owner` is the process that removes the directory, the adapter
   * itself when absent.
   */
  'kernelCrash/terminal': [{ readonly owner?: number }, TerminalProgram];
}

export interface LookedUpPlace {
  /** `0x…` */
  readonly address: string;
  readonly code: boolean;
  readonly symbol?: string;
  /** Where its source is on this machine. */
  readonly path?: string;
  readonly line?: number;
}

/** What a terminal starts. No shell sees the arguments. */
export interface TerminalProgram {
  readonly file: string;
  readonly args: readonly string[];
  /** A private directory of its own, which whoever closes the terminal removes. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
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
    /** What a complaint of crash, over which it went on, means for what is shown. */
    | 'crash-note'
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
