import { parseAliases, parseHelp } from '../commands/help';
import { parseLog } from '../commands/log';
import { parsePs } from '../commands/ps';
import { parseSet } from '../commands/set';
import { parseSys } from '../commands/sys';
import type { CrashProcess, RunCommand } from '../crash/crash-process';
import type { ConsoleWords } from '../crash/console-input';
import { isProgramOnPath } from '../programs/find-program';
import { Priority } from '../crash/job-queue';
import type { LogLine } from '../kernel-log/log-line';
import { findOops } from '../kernel-log/oops';
import type { Stack } from '../model/frame';
import type { KernelModule } from '../model/module';
import type { Task } from '../model/task';
import type { DumpAnswers, DumpFacts } from './dump-answers';
import type { LineLookup } from './line-lookup';
import { KeptStacks } from './kept-stacks';
import type { LosesTasks } from './loses-tasks';
import type { MemoryReader } from './memory/memory-reader';
import { moduleDetails, type ModuleDetails } from './module-details';
import type { ModuleState, ModuleSymbols } from './module-symbols';
import { StackReader, type KnownOfStacks } from './stack-reader';
import { readTaskLayout } from './task-layout';
import { walkTasks } from './task-walk';

/** How many tasks crash lists, and how many more there are. */
export interface TaskCount {
  readonly listed: number;
  readonly lost: number;
  /** Whether those that are lost are all there are. */
  readonly whole: boolean;
}

export interface ConsoleOptions {
  readonly onPartial: (bytes: Buffer) => void;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** The questions of a debugger to a dump, answered through crash and the gdb inside it. */
export class DumpReader implements DumpAnswers {
  private taskList: Promise<readonly Task[]> | undefined;
  private readonly stacks = new KeptStacks();
  private logLines: Promise<readonly LogLine[]> | undefined;
  private details: Promise<ReadonlyMap<string, ModuleDetails>> | undefined;
  private words: Promise<ConsoleWords> | undefined;
  private selected: bigint | undefined;
  private readonly stackReader: StackReader;
  private readonly lost = new Set<bigint>();
  private wholeList = true;

  constructor(
    private readonly crash: CrashProcess,
    private readonly modules: ModuleSymbols,
    private readonly lines: LineLookup,
    known: KnownOfStacks,
    private readonly losesTasks?: LosesTasks,
  ) {
    this.stackReader = new StackReader(modules, lines, known);
  }

  /** Asked once, at the start. */
  async facts(signal: AbortSignal): Promise<DumpFacts> {
    const facts = await this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      const { summary } = parseSys((await run('sys')).text);
      const set = parseSet((await run('set')).text);
      return { summary, current: set.ok ? set.context : undefined };
    });
    this.stackReader.machine = facts.summary.machine;
    this.selected = facts.current?.address;
    const log = await this.log(Priority.Foreground);
    return { ...facts, oops: findOops(log) };
  }

  /** Every task of the dump, in crash's order, then those that crash does not find. */
  tasks(priority = Priority.Normal): Promise<readonly Task[]> {
    this.taskList ??= keepUnlessFailed(this.readTasks(priority), () => (this.taskList = undefined));
    return this.taskList;
  }

  /** How whole crash's list of tasks is, where it is known to lose some. */
  async taskCount(): Promise<TaskCount | undefined> {
    const all = await this.tasks();
    const lost = this.lost.size;
    return this.losesTasks ? { listed: all.length - lost, lost, whole: this.wholeList } : undefined;
  }

  private async readTasks(priority: Priority): Promise<readonly Task[]> {
    const { losesTasks } = this;
    const { tasks, layout } = await this.crash.exclusive(priority, undefined, async (run) => ({
      tasks: parsePs((await run('ps')).text).tasks,
      layout: losesTasks ? await readTaskLayout(run) : undefined,
    }));
    if (!losesTasks) {
      return tasks;
    }
    const listed = new Set(tasks.map(({ address }) => address));
    const walked = layout && (await walkTasks(layout, losesTasks.read));
    const lost = (walked?.tasks ?? [])
      .filter(({ address }) => !listed.has(address))
      .map((task) => ({ lost: true, ...task }) as const);
    this.lost.clear();
    lost.forEach(({ address }) => this.lost.add(address));
    this.wholeList = walked?.whole ?? false;
    return [...tasks, ...lost];
  }

  /**
   * The stack of a task; kept for a while, so that all who ask share one answer, and nobody's cancelling takes it
   * from the others. A failed question is asked anew the next time.
   */
  stack(task: bigint): Promise<Stack> {
    if (this.lost.has(task)) {
      return Promise.resolve(this.lostStack());
    }
    return this.stacks.get(task, () => this.onTask(task, (run) => this.stackReader.read(run)));
  }

  /**
   * Runs a row of commands while crash stands on a task: what gdb and most of crash's commands answer
   * depends on it. Rejects when crash cannot switch to the task, or with CancelledError.
   */
  onTask<T>(
    task: bigint,
    work: (run: RunCommand) => Promise<T>,
    options: { readonly priority?: Priority; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    const { priority = Priority.Foreground, signal } = options;
    return this.crash.exclusive(priority, signal, async (run) => {
      await this.select(task, run);
      return work(run);
    });
  }

  kernelModules(signal?: AbortSignal): Promise<readonly KernelModule[]> {
    return this.crash.exclusive(Priority.Normal, signal, (run) => this.modules.list(run));
  }

  /** What the kernel knows of its modules; read once. */
  moduleDetails(
    memory: MemoryReader,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, ModuleDetails>> {
    this.details ??= keepUnlessFailed(
      this.crash.exclusive(Priority.Normal, signal, async (run) =>
        moduleDetails(await this.modules.list(run), run, memory),
      ),
      () => (this.details = undefined),
    );
    return this.details;
  }

  /** Looks for the debug info of a module, also where it was not found before, and loads it. */
  loadModule(module: string, signal?: AbortSignal): Promise<ModuleState> {
    return this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      const state = await this.modules.retry(module, run);
      // Frames of the module have lines now, and gdb can unwind through it.
      if (state.loaded) this.stacks.clear();
      return state;
    });
  }

  moduleState(module: string): ModuleState | undefined {
    return this.modules.state(module);
  }

  log(priority = Priority.Normal): Promise<readonly LogLine[]> {
    this.logLines ??= keepUnlessFailed(
      this.crash.exclusive(priority, undefined, async (run) => parseLog((await run('log')).text)),
      () => (this.logLines = undefined),
    );
    return this.logLines;
  }

  /**
   * Runs a command that a person typed, on the task that they look at, however long it takes, and
   * hands its answer on while it comes. `command` must have been judged by `judgeConsoleInput`. Says
   * which task a `set` chose. Rejects with AnswerTooLargeError beyond `maxBytes`, which have been
   * handed on by then.
   */
  console(
    command: string,
    task: bigint | undefined,
    options: ConsoleOptions,
  ): Promise<{ readonly chosen?: bigint }> {
    const { signal, onPartial, maxBytes } = options;
    return this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      if (task !== undefined) {
        await this.select(task, run);
      }
      try {
        await run(command, { deadline: Infinity, onPartial, maxBytes });
        const set = /^set\s/.test(command) ? parseSet((await run('set')).text) : undefined;
        return set?.ok ? { chosen: set.context.address } : {};
      } finally {
        this.selected = undefined;
      }
    });
  }

  /** What a first word means to this crash; asked once. */
  consoleWords(signal?: AbortSignal): Promise<ConsoleWords> {
    this.words ??= keepUnlessFailed(
      this.crash.exclusive(Priority.Foreground, signal, async (run) => ({
        commands: new Set([
          ...parseHelp((await run('help')).text),
          ...parseAliases((await run('alias')).text),
        ]),
        isProgram: isProgramOnPath,
      })),
      () => (this.words = undefined),
    );
    return this.words;
  }

  hasSymbolizer(): Promise<boolean> {
    return this.lines.isAvailable();
  }

  close(): void {
    this.lines.close();
  }

  private lostStack(): Stack {
    const text = `no stack: ${this.losesTasks?.crash ?? 'crash'} does not find this task; what is known of it was read from the dump itself`;
    return { frames: [{ kind: 'label', text }], focus: 0 };
  }

  private async select(task: bigint, run: RunCommand): Promise<void> {
    if (this.selected === task) {
      return;
    }
    let set = parseSet((await run(`set ${task.toString(16)}`)).text);
    if (!set.ok) {
      // crash 8.0.6 complains of the stack that a zombie no longer has, and switches all the same.
      const now = parseSet((await run('set')).text);
      set = now.ok && now.context.address === task ? now : set;
    }
    if (!set.ok || set.context.address !== task) {
      this.selected = undefined;
      throw new Error(set.ok ? 'crash did not switch to this task.' : set.error);
    }
    this.selected = task;
  }

  /** Whether gdb unwinds stacks in this crash; undefined before the first stack was read. */
  get gdbUnwinds(): boolean | undefined {
    return this.stackReader.gdbUnwinds;
  }
}

function keepUnlessFailed<T>(answer: Promise<T>, forget: () => void): Promise<T> {
  answer.catch(forget);
  return answer;
}
