/**
 * The port to a program on a terminal of its own. node-pty implements it in the product
 * (`node-pty-terminal.ts`), a recorded session in unit tests.
 */
export interface Terminal {
  readonly pid: number;
  write(text: string): void;
  onData(listener: (text: string) => void): void;
  /** Called once, when the program has ended. Data may still follow for a moment. */
  onExit(listener: (exit: TerminalExit) => void): void;
  /** Sends a signal to the whole process group of the program; does nothing once it has ended. */
  kill(signal: 'SIGINT' | 'SIGTERM' | 'SIGCONT' | 'SIGKILL'): void;
}

export interface TerminalExit {
  readonly exitCode: number;
  /** Number of the signal that ended it; 0 when it ended by itself. */
  readonly signal: number;
}

export interface TerminalOptions {
  readonly file: string;
  /** The argument vector after argv[0]; no shell sees it. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export type OpenTerminal = (options: TerminalOptions) => Promise<Terminal>;
