import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type {
  OpenTerminal,
  Terminal,
  TerminalExit,
  TerminalOptions,
} from '../../../debug-adapter/crash/terminal';

type Signal = Parameters<Terminal['kill']>[0];

/** What the crash of a test does; each has a plain default. */
export interface Behaviour {
  /** Pieces written before the first prompt; the prompt is not added. */
  readonly start?: readonly string[];
  /** After those pieces. */
  readonly started?: (crash: FakeCrash) => void;
  readonly prompt?: string;
  /** The answer to a command: text for the file, or an act of its own. */
  readonly answer?: (command: string, crash: FakeCrash) => string | undefined;
  /** Whether Ctrl-C gives the prompt back. */
  readonly interruptible?: boolean;
  /** Whether it reads a line at all, or is stopped before it. */
  readonly reads?: (command: string) => boolean;
  /** Signals that it does not die of. */
  readonly ignores?: readonly Signal[];
  readonly ignoresQuit?: boolean;
}

/** A crash on a terminal of its own, as far as `CrashProcess` can tell. */
export class FakeCrash implements Terminal {
  readonly pid = 4711;
  /** Command lines and control characters, in order. */
  readonly typed: string[] = [];
  readonly signals: Signal[] = [];
  /** Commands that were typed while another was being answered: there must be none. */
  readonly overlapping: string[] = [];
  private readonly dataListeners: ((text: string) => void)[] = [];
  private readonly exitListeners: ((exit: TerminalExit) => void)[] = [];
  private command: string | undefined;
  private file = '';
  private hasUnread = false;
  private dead = false;

  private constructor(
    private readonly options: TerminalOptions,
    private readonly behaviour: Behaviour,
  ) {
    setTimeout(() => {
      const start = behaviour.start ?? ['\r\ncrash 9.0.2\r\n', 'PANIC: "x"\r\n\r\n', this.prompt];
      start.forEach((piece) => this.say(piece));
      behaviour.started?.(this);
    }, 1);
  }

  static opener(behaviour: Behaviour): { open: OpenTerminal; opened: FakeCrash[] } {
    const opened: FakeCrash[] = [];
    const open: OpenTerminal = (options) => {
      const crash = new FakeCrash(options, behaviour);
      opened.push(crash);
      return Promise.resolve(crash);
    };
    return { open, opened };
  }

  get prompt(): string {
    return this.behaviour.prompt ?? 'crash> ';
  }

  write(text: string): void {
    if (this.dead) {
      return;
    }
    this.typed.push(text.replace(/\n$/, ''));
    if (text === '\x03') {
      const isBusy = this.command !== undefined || this.hasUnread;
      if (this.behaviour.interruptible !== false && isBusy) {
        this.command = undefined;
        this.hasUnread = false;
        this.say(`^C\r\n${this.prompt}`);
      }
      return;
    }
    if (text === 'quit\n') {
      if (this.behaviour.ignoresQuit !== true) {
        this.exit(0);
      }
      return;
    }
    const [, command = text.trim(), file = ''] = /^(.*) > (\w+)\n$/.exec(text) ?? [];
    if (this.command !== undefined) {
      this.overlapping.push(command);
    }
    if (this.behaviour.reads?.(command) === false) {
      this.hasUnread = true;
      return;
    }
    this.command = command;
    this.file = file;
    this.say(`${text.replace('\n', '')}\r\n`);
    setTimeout(() => {
      const answer = this.behaviour.answer;
      const text = answer ? answer(command, this) : `answer to ${command}\n`;
      if (text !== undefined) {
        this.answer(text);
      }
    }, 1);
  }

  /** Puts the answer into its file and comes back to the prompt. */
  answer(text: string, prompt = this.prompt): void {
    if (this.command !== undefined && !this.dead) {
      this.putIntoFile(text);
      this.command = undefined;
      this.say(prompt);
    }
  }

  putIntoFile(text: string): void {
    if (this.file !== '') {
      writeFileSync(path.join(this.options.cwd, this.file), text);
    }
  }

  /** What a program wrote last may reach us after its end. */
  say(text: string, evenIfDead = false): void {
    if (!this.dead || evenIfDead) {
      this.dataListeners.forEach((listener) => listener(text));
    }
  }

  exit(exitCode: number, signal = 0): void {
    if (!this.dead) {
      this.dead = true;
      this.exitListeners.forEach((listener) => listener({ exitCode, signal }));
    }
  }

  onData(listener: (text: string) => void): void {
    this.dataListeners.push(listener);
  }

  onExit(listener: (exit: TerminalExit) => void): void {
    this.exitListeners.push(listener);
  }

  kill(signal: Signal): void {
    this.signals.push(signal);
    if (signal !== 'SIGCONT' && this.behaviour.ignores?.includes(signal) !== true) {
      this.exit(0, { SIGINT: 2, SIGTERM: 15, SIGKILL: 9 }[signal]);
    }
  }
}
