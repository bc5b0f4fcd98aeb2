import * as fs from 'node:fs/promises';
import { AnswerFile } from './answer-file';
import { Answer } from './answer-text';
import {
  AnswerTooLargeError,
  CancelledError,
  CommandTimeoutError,
  CrashDiedError,
  CrashStartError,
  DiskFullError,
  SessionClosedError,
} from './errors';
import { JobQueue, Priority } from './job-queue';
import type { PrivateDirectory } from './private-directory';
import { PromptFraming } from './prompt-framing';
import { StandstillWatch, type Standstill, type StandstillKind } from './standstill';
import { startProgress } from './start-progress';
import type { OpenTerminal, Terminal, TerminalExit } from './terminal';
import type { Trace } from './trace';

export interface CrashStartOptions {
  readonly openTerminal: OpenTerminal;
  readonly crashPath: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: PrivateDirectory;
  readonly trace: Trace;
  /** Ends the start at once. */
  readonly signal: AbortSignal;
  /** Told of each thing that crash says it is gathering. */
  readonly onProgress: (step: string) => void;
  /** Told when crash stands still although it owes an answer. */
  readonly onStandstill?: (standstill: Standstill) => void;
  readonly limits?: Partial<Limits>;
}

/** All in milliseconds, but for the sizes. */
export interface Limits {
  /** Longest silence while crash starts. */
  readonly startSilence: number;
  /** Most that it may write before its prompt, in characters. */
  readonly startCharacters: number;
  /** What one of our own commands may take. */
  readonly command: number;
  /** What an interrupted command may take to give the prompt back. */
  readonly interrupt: number;
  /** Between one Ctrl-C and the next, as long as it does not come back. */
  readonly interruptAgain: number;
  /** What crash may take to end when asked. */
  readonly quit: number;
  /** How long crash must have been at rest before it does what nobody waits for. */
  readonly rest: number;
  /** Between two looks at an answer that grows. */
  readonly look: number;
  /** Between two looks at whether crash is at work. */
  readonly standstillLook: number;
  /** How long it may wait for something before a person is told. */
  readonly standstill: number;
  readonly answerBytes: number;
  /** Most that one command may write to the terminal, where nothing of an answer belongs. */
  readonly terminalCharacters: number;
}

const LIMITS: Limits = {
  startSilence: 300_000,
  startCharacters: 16 * 1024 * 1024,
  command: 60_000,
  interrupt: 30_000,
  interruptAgain: 250,
  quit: 1_000,
  rest: 200,
  look: 100,
  standstillLook: 1_000,
  standstill: 10_000,
  answerBytes: 256 * 1024 * 1024,
  terminalCharacters: 16 * 1024 * 1024,
};
/** After Ctrl-C, crash may drop what is typed before it has settled at its prompt. */
const SETTLE_MS = 100;
const LONGEST_LINE_BYTES = 1499;

export interface RunOptions {
  /** Milliseconds; Infinity for a command that a person typed and can cancel. */
  readonly deadline?: number;
  /**
   * Gets the answer while crash writes it, in pieces of any size, to its last byte; the Answer of
   * the command is then empty. What came before an interruption has been handed on, too.
   */
  readonly onPartial?: (bytes: Buffer) => void;
  /** Bytes that the answer may have; 256 MB when absent. */
  readonly maxBytes?: number;
}

/** Asks one command and gives its answer, whole. Only valid inside the job that it was handed to. */
export type RunCommand = (command: string, options?: RunOptions) => Promise<Answer>;

interface Job {
  readonly work: (run: RunCommand) => Promise<void>;
  readonly fail: (error: Error) => void;
  readonly signal: AbortSignal | undefined;
}

/** The command that crash is answering. */
interface Flight {
  readonly token: string;
  readonly answered: () => void;
  readonly died: (error: Error) => void;
  /** A Ctrl-C was typed after it. */
  interrupted?: boolean;
}

/**
 * A crash at its prompt. Commands go through the terminal, answers come through files in the private
 * directory (`command > file`), one command in flight. A job is a row of commands that nothing comes
 * between, since most answers depend on the task that was set before.
 */
export class CrashProcess {
  private readonly queue = new JobQueue<Job>();
  private readonly limits: Limits;
  private readonly framing = new PromptFraming();
  private readonly exited: Promise<void>;
  private readonly deathListeners: ((error: CrashDiedError) => void)[] = [];
  private busy = false;
  private resting: NodeJS.Timeout | undefined;
  /** A signal has stopped it while it owes an answer. */
  private isStopped = false;
  private closing = false;
  private ended: Error | undefined;
  private flight: Flight | undefined;
  private commandCount = 0;
  /** What crash wrote to its terminal before its first prompt. */
  private banner = '';
  private atFirstPrompt: (() => void) | undefined;
  private onStartText: (() => void) | undefined;

  private constructor(
    private readonly terminal: Terminal,
    private readonly options: CrashStartOptions,
  ) {
    this.limits = { ...LIMITS, ...options.limits };
    this.exited = new Promise((resolve) => {
      terminal.onExit((exit) => {
        this.onExit(exit);
        resolve();
      });
    });
    terminal.onData((text) => this.onData(text));
  }

  /**
   * Starts crash and waits for its prompt.
   * @throws CrashStartError when it ends, stays silent or is cancelled before.
   */
  static async start(options: CrashStartOptions): Promise<CrashProcess> {
    await fs.access(options.crashPath, fs.constants.X_OK).catch(() => {
      throw new CrashStartError('not-found', '');
    });
    if (options.signal.aborted) {
      throw new CrashStartError('cancelled', '');
    }
    options.trace.write('start', () => [options.crashPath, ...options.args].join(' '));
    const terminal = await options.openTerminal({
      file: options.crashPath,
      args: options.args,
      cwd: options.directory.path,
      env: options.environment,
    });
    const crash = new CrashProcess(terminal, options);
    const endNow = (): void => void crash.close();
    const watch = crash.watch();
    try {
      await crash.reachPrompt();
      options.signal.addEventListener('abort', endNow, { once: true });
      // Errors of a command follow its redirection, so that an answer file holds all there is; and
      // gdb asks no questions that nobody would see. Left to itself it takes the language of the frame
      // that it looked at last, and in assembly names types without `struct`.
      await crash.exclusive(Priority.Foreground, undefined, async (run) => {
        await run('set error redirect');
        await run('gdb set confirm off');
        await run('gdb set language c');
      });
      return crash;
    } catch (error) {
      await crash.close();
      throw error;
    } finally {
      watch.end();
      options.signal.removeEventListener('abort', endNow);
    }
  }

  get pid(): number {
    return this.terminal.pid;
  }

  /** All that crash wrote before its first prompt: banner, warnings, system block. */
  get startOutput(): string {
    return this.banner;
  }

  /** Told once if crash ends without having been asked to. */
  onDeath(listener: (error: CrashDiedError) => void): void {
    this.deathListeners.push(listener);
  }

  /**
   * Runs a row of commands that no other comes between. Rejects with CancelledError when the signal
   * fires: at once while waiting, and after crash has been interrupted while being answered.
   */
  exclusive<T>(
    priority: Priority,
    signal: AbortSignal | undefined,
    work: (run: RunCommand) => Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.ended ?? this.closing) {
        reject(this.ended ?? new SessionClosedError());
        return;
      }
      if (signal?.aborted) {
        reject(new CancelledError());
        return;
      }
      const withdraw = (): void => {
        if (this.queue.remove(job)) {
          reject(new CancelledError());
          // It waited for a crash that nothing else may wake, if nobody asked what that answers.
          if (this.isStopped) this.terminal.kill('SIGCONT');
        }
      };
      const job: Job = {
        signal,
        fail: reject,
        work: async (run) => {
          try {
            resolve(await work(run));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          } finally {
            signal?.removeEventListener('abort', withdraw);
          }
        },
      };
      signal?.addEventListener('abort', withdraw, { once: true });
      this.queue.push(job, priority);
      this.pump();
    });
  }

  /**
   * Ends crash, whatever it is doing, and waits until it is gone: asked at its prompt first, then
   * SIGTERM (crash may ignore it), then SIGKILL. Waiting questions are rejected.
   */
  async close(): Promise<void> {
    if (this.closing) {
      await this.exited;
      return;
    }
    this.closing = true;
    clearTimeout(this.resting);
    const closed = new SessionClosedError();
    for (const job of this.queue.drain()) {
      job.fail(closed);
    }
    const idle = this.flight === undefined && this.banner !== '';
    this.flight?.died(this.ended ?? closed);
    this.flight = undefined;
    if (this.ended) {
      return;
    }
    if (idle) {
      this.terminal.write('quit\n');
      if (await this.endsWithin(this.limits.quit)) {
        return;
      }
    }
    this.terminal.kill('SIGTERM');
    this.terminal.kill('SIGCONT');
    if (await this.endsWithin(this.limits.quit)) {
      return;
    }
    this.terminal.kill('SIGKILL');
    await this.endsWithin(this.limits.quit);
  }

  /** For the last moment of a process that is told to die. */
  killNow(): void {
    this.terminal.kill('SIGKILL');
  }

  private pump(): void {
    if (this.busy || this.closing) {
      return;
    }
    clearTimeout(this.resting);
    const job = this.queue.shift(Priority.Normal);
    if (job) {
      this.begin(job);
    } else if (this.queue.size > 0) {
      // A person often asks one thing after another: what comes next must not wait for this.
      this.resting = setTimeout(() => {
        const waiting = this.queue.shift();
        if (waiting) this.begin(waiting);
      }, this.limits.rest);
    }
  }

  private begin(job: Job): void {
    this.busy = true;
    void job
      .work((command, options) => this.run(command, job.signal, options))
      .finally(() => {
        this.busy = false;
        this.pump();
      });
  }

  private async run(
    command: string,
    signal: AbortSignal | undefined,
    options: RunOptions = {},
  ): Promise<Answer> {
    if (this.ended ?? this.closing) {
      throw this.ended ?? new SessionClosedError();
    }
    if (signal?.aborted) {
      throw new CancelledError();
    }
    this.commandCount += 1;
    const file = `a${this.commandCount}`;
    const line = `${command} > ${file}`;
    if (/[\r\n]/.test(command) || Buffer.byteLength(line) > LONGEST_LINE_BYTES) {
      throw new Error(`Not a line that crash can read: ${command.slice(0, 80)}`);
    }
    const answerFile = new AnswerFile(
      this.options.directory.file(file),
      options.onPartial && this.traced(options.onPartial),
    );
    const answer = await this.answered({ command, line, token: ` > ${file}` }, answerFile, {
      ...options,
      signal,
    }).finally(() => answerFile.remove());
    const stray = this.framing.take();
    if (!options.onPartial) {
      this.options.trace.write('answer', () => answer.text);
    }
    const strayLines = stray.slice(stray.indexOf(line) + line.length).trim();
    if (stray.includes(line) && strayLines !== '') {
      this.options.trace.write('terminal', () => strayLines);
    }
    return answer;
  }

  /** An answer that is handed on in pieces is recorded in pieces too. */
  private traced(onPartial: (bytes: Buffer) => void): (bytes: Buffer) => void {
    return (bytes) => {
      this.options.trace.write('answer', () => bytes.toString('utf8'));
      onPartial(bytes);
    };
  }

  /** Types a line and waits for the prompt; interrupts crash on cancel, deadline and flood. */
  private async answered(
    { command, line, token }: { command: string; line: string; token: string },
    file: AnswerFile,
    options: RunOptions & { readonly signal: AbortSignal | undefined },
  ): Promise<Answer> {
    const { signal, deadline = this.limits.command } = options;
    let interruption: Error | undefined;
    let over = false;
    const timers: NodeJS.Timeout[] = [];
    const interrupt = (why: Error): void => {
      // The size of an answer may become known when it is over already.
      if (interruption === undefined && !over) {
        interruption = why;
        if (this.flight) this.flight.interrupted = true;
        this.interrupt(timers);
      }
    };
    const onAbort = (): void => interrupt(new CancelledError());
    if (Number.isFinite(deadline)) {
      const expire = (): void => interrupt(new CommandTimeoutError(command, deadline / 1000));
      timers.push(setTimeout(expire, deadline));
    }
    const maxBytes = options.maxBytes ?? this.limits.answerBytes;
    const look = async (): Promise<void> => {
      const flood = await this.flood(file, maxBytes);
      if (flood === undefined) {
        return;
      }
      if (interruption && flood.drowns) {
        // It does not hear the Ctrl-C, and would fill the disk meanwhile.
        this.terminal.kill('SIGKILL');
      }
      interrupt(new AnswerTooLargeError(command, flood.limit));
    };
    timers.push(setInterval(() => void look(), this.limits.look));
    const watch = this.watch(command);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        this.flight = { token, answered: resolve, died: reject };
        this.framing.take();
        this.options.trace.write('send', () => line);
        this.terminal.write(`${line}\n`);
      });
    } finally {
      over = true;
      this.isStopped = false;
      this.flight = undefined;
      timers.forEach((timer) => clearTimeout(timer));
      watch.end();
      signal?.removeEventListener('abort', onAbort);
    }
    if (interruption) {
      await delay(SETTLE_MS);
      throw interruption;
    }
    const prompt = this.framing.prompt();
    if (prompt === 'gdb> ') {
      await this.leaveGdbMode();
    } else if (prompt !== undefined) {
      this.framing.confirm(prompt);
    }
    // The answer is whole once the prompt is back: crash closes the file before it prints it.
    const answer = new Answer(await file.take());
    if (await file.diskIsFull().catch(() => false)) {
      throw new DiskFullError(command, this.options.directory.path);
    }
    return answer;
  }

  private watch(command?: string): StandstillWatch {
    const { standstillLook: look, standstill: patience } = this.limits;
    const { pid } = this.terminal;
    const tell = (kind: StandstillKind): void => {
      this.isStopped = kind === 'stopped';
      this.options.onStandstill?.({ kind, pid, ...(command === undefined ? {} : { command }) });
    };
    return new StandstillWatch(pid, { look, patience }, tell);
  }

  /** A command switched crash to gdb's own prompt, where redirections mean nothing: back. */
  private async leaveGdbMode(): Promise<void> {
    const giveUp = setTimeout(() => this.terminal.kill('SIGKILL'), this.limits.interrupt);
    await new Promise<void>((resolve, reject) => {
      this.flight = { token: 'set gdb off', answered: resolve, died: reject };
      this.framing.take();
      this.terminal.write('set gdb off\n');
    }).finally(() => {
      clearTimeout(giveUp);
      this.flight = undefined;
    });
  }

  /**
   * Ctrl-C, over and over (`foreach task` stops only after some), to a crash that a signal may have
   * stopped; one that does not come back is ended.
   */
  private interrupt(timers: NodeJS.Timeout[]): void {
    const wake = (): void => {
      this.terminal.write('\x03');
      this.terminal.kill('SIGCONT');
    };
    wake();
    timers.push(
      setInterval(wake, this.limits.interruptAgain),
      setTimeout(() => this.terminal.kill('SIGKILL'), this.limits.interrupt),
    );
  }

  /**
   * The limit that an answer has gone beyond, and whether it is twice as long as the longest that any
   * command may give: a small limit is overrun in the time that crash takes to come back.
   */
  private async flood(
    file: AnswerFile,
    maxBytes: number,
  ): Promise<{ limit: number; drowns: boolean } | undefined> {
    const { answerBytes, terminalCharacters } = this.limits;
    const bytes = await file.look();
    const written = this.framing.length;
    const drowns = bytes > 2 * Math.max(maxBytes, answerBytes) || written > 2 * terminalCharacters;
    if (bytes > maxBytes) {
      return { limit: maxBytes, drowns };
    }
    return written > terminalCharacters ? { limit: terminalCharacters, drowns } : undefined;
  }

  private onData(text: string): void {
    this.framing.push(text);
    if (this.atFirstPrompt) {
      const step = startProgress(text);
      if (step !== undefined) {
        this.options.onProgress(step);
      }
      this.onStartText?.();
      if (this.framing.prompt() !== undefined) {
        this.atFirstPrompt();
      }
    } else if (this.flight && this.isBack(this.flight)) {
      this.flight.answered();
    }
  }

  /** With a Ctrl-C the terminal drops a line that crash has not read yet: there is no echo of it then. */
  private isBack({ token, interrupted }: Flight): boolean {
    return (
      this.framing.isAnswered(token) ||
      (interrupted === true && this.framing.prompt() !== undefined)
    );
  }

  private async reachPrompt(): Promise<void> {
    const { signal } = this.options;
    let onAbort: (() => void) | undefined;
    let silence: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (kind: 'silent' | 'endless' | 'cancelled'): void => {
          reject(new CrashStartError(kind, this.framing.take()));
        };
        onAbort = () => fail('cancelled');
        signal.addEventListener('abort', onAbort, { once: true });
        this.onStartText = () => {
          clearTimeout(silence);
          silence = setTimeout(() => fail('silent'), this.limits.startSilence);
          if (this.framing.length > this.limits.startCharacters) {
            fail('endless');
          }
        };
        this.onStartText();
        this.atFirstPrompt = resolve;
        this.flight = { token: '', answered: resolve, died: reject };
      });
    } finally {
      this.atFirstPrompt = undefined;
      this.onStartText = undefined;
      this.flight = undefined;
      clearTimeout(silence);
      if (onAbort) {
        signal.removeEventListener('abort', onAbort);
      }
    }
    this.banner = this.framing.take();
    this.options.trace.write('terminal', () => this.banner);
  }

  private onExit({ exitCode, signal }: TerminalExit): void {
    // What crash wrote last may come after its end: let it arrive before anyone reads it.
    const starting = this.atFirstPrompt !== undefined;
    this.ended = new CrashDiedError(exitCode, signal, '');
    setTimeout(() => {
      const output = this.framing.take();
      this.options.trace.write('end', () => `status ${exitCode}, signal ${signal}\n${output}`);
      const error = starting
        ? new CrashStartError('exited', output, exitCode, signal)
        : new CrashDiedError(exitCode, signal, output);
      this.ended = error;
      this.flight?.died(error);
      for (const job of this.queue.drain()) {
        job.fail(error);
      }
      if (error instanceof CrashDiedError && !this.closing) {
        this.deathListeners.forEach((listener) => listener(error));
      }
    }, 50);
  }

  private endsWithin(milliseconds: number): Promise<boolean> {
    return Promise.race([
      this.exited.then(() => true),
      delay(milliseconds).then(() => this.ended !== undefined),
    ]);
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
