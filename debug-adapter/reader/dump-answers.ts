import type { TaskContext } from '../commands/set';
import type { Priority } from '../crash/job-queue';
import type { LogLine } from '../kernel-log/log-line';
import type { Oops } from '../kernel-log/oops';
import type { DumpSummary } from '../model/dump-summary';
import type { Stack } from '../model/frame';
import type { KernelModule } from '../model/module';
import type { Task } from '../model/task';
import type { ModuleState } from './module-symbols';

/** What is known of the whole dump once it is open. */
export interface DumpFacts {
  readonly summary: DumpSummary;
  /** The task to look at first: the panicking one if it was found. */
  readonly current: TaskContext | undefined;
  /** What the kernel log tells of the crash. */
  readonly oops: Oops | undefined;
  /** Why the log cannot be read, in a sentence; then nobody knows whether the kernel had panicked. */
  readonly logMissing?: string;
}

/** What every session answers, whether a whole crash reads the dump or only its log tells of it. */
export interface DumpAnswers {
  /** Idle tasks included; only those that are known where there is no whole crash. */
  tasks(priority?: Priority): Promise<readonly Task[]>;
  stack(task: bigint): Promise<Stack>;
  kernelModules(signal?: AbortSignal): Promise<readonly KernelModule[]>;
  /** What is known of a module's debug info; undefined while no stack has needed it. */
  moduleState(module: string): ModuleState | undefined;
  log(priority?: Priority): Promise<readonly LogLine[]>;
  /** Whether the debug info itself can be asked for lines. */
  hasSymbolizer(): Promise<boolean>;
  close(): void;
}
