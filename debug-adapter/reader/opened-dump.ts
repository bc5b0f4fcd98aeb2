import type { CrashVersion } from '../commands/version';
import type { ConsoleWords, ShellAllowed } from '../crash/console-input';
import type { CrashProcess } from '../crash/crash-process';
import type { CpuRegisters } from '../dumpfile/cpu-registers';
import type { DumpIdentity } from '../dumpfile/dump-identity';
import type { LinkedModule } from '../kernel-log/linked-modules';
import type { Standing } from '../protocol/rung';
import type { SourceFinder } from '../sources/source-finder';
import type { CodeReader } from './code/code-reader';
import type { Completions } from './completion/completions';
import type { CrashTerminal } from './crash-terminal';
import type { Expressions } from './expressions/expressions';
import type { DumpAnswers, DumpFacts } from './dump-answers';
import type { ConsoleOptions, DumpReader } from './dump-reader';
import type { MemoryReader } from './memory/memory-reader';
import { NotAvailableError } from './not-available';
import type { Values } from './values/values';

/** A crash at its prompt, and who may ask it. */
export interface Engine {
  readonly path: string;
  readonly version: CrashVersion;
  readonly crash: CrashProcess;
  /** What crash complained of while it started. */
  readonly warnings: readonly string[];
  /** What these mean for what is shown, as far as it is known and nothing else tells it. */
  readonly notes: readonly string[];
}

/** Where a person types commands. */
export interface CrashConsole {
  /** What a first word means here. */
  consoleWords(signal?: AbortSignal): Promise<ConsoleWords>;
  /**
   * Runs a command that `judgeConsoleInput` let through, on a task, and hands its answer on while it
   * comes. Says which task a `set` chose. Rejects with NotAvailableError where the rung of the session
   * does not have the command.
   */
  console(
    command: string,
    task: bigint | undefined,
    options: ConsoleOptions,
  ): Promise<{ readonly chosen?: bigint }>;
}

/** What only crash can answer. Each part is absent where it cannot be: ask `partOf`. */
export interface EngineParts {
  /** A crash with all its commands: tasks to stand on. */
  readonly whole: DumpReader;
  /** Instructions: with any crash, also in its minimal mode, which has `dis` and `sym`. */
  readonly code: CodeReader;
  /** C expressions that a person types; with a whole crash only. */
  readonly expressions: Expressions;
  readonly completions: Completions;
  /** A second crash, for a person's own terminal. */
  readonly terminal: CrashTerminal;
  /** Variables and expressions, with a whole crash only. */
  readonly values: Values;
}

/** What a person calls the parts, at the beginning of a sentence that goes on `need …`. */
const NAMES: Readonly<Record<keyof EngineParts, string>> = {
  whole: 'Questions about tasks',
  code: 'Instructions',
  expressions: 'Expressions',
  completions: 'Completions',
  terminal: 'Terminals with crash',
  values: 'Variables and their values',
};

/** An open dump, on one rung of the ladder. */
export interface OpenedDump extends Partial<EngineParts> {
  readonly identity: DumpIdentity;
  readonly standing: Standing;
  /** Absent where none was found and the session does without. */
  readonly vmlinux?: string;
  /** Absent on the last rung. */
  readonly engine?: Engine;
  readonly facts: DumpFacts;
  readonly reader: DumpAnswers;
  readonly console: CrashConsole;
  /** What the kernel log names of modules, where no whole crash lists them. */
  readonly namedModules?: readonly LinkedModule[];
  /** What the dump itself has of the CPU on which a task ran; where no whole crash tells more. */
  readonly savedRegisters?: (task: bigint) => CpuRegisters | undefined;
  /** Of the dump file itself; crash is asked, if there is one, where our own reader cannot tell. */
  readonly memory: MemoryReader;
  readonly sources: SourceFinder;
  /** Set where the person's own setting lets lines of the console lead out of crash. */
  readonly shell?: ShellAllowed;
  /** Ends crash and removes every file of the session. */
  close(): Promise<void>;
  /** The same in the last moment of the process: nothing is waited for. */
  closeNow(): void;
}

/**
 * A part of the engine, where this session has it.
 * @throws NotAvailableError in words that name the rung.
 */
export function partOf<Name extends keyof EngineParts>(
  dump: OpenedDump,
  name: Name,
): NonNullable<OpenedDump[Name]> {
  const part = dump[name];
  if (part === undefined) {
    throw new NotAvailableError(NAMES[name], dump.standing);
  }
  return part;
}
