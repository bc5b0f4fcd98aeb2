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
import type { ModuleState, ModuleSymbols } from './module-symbols';
import { StackReader, type KnownOfStacks } from './stack-reader';

export interface ConsoleOptions {
  readonly onPartial: (bytes: Buffer) => void;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** The questions of a debugger to a dump, answered through crash and the gdb inside it. */
export class DumpReader implements DumpAnswers {
  private taskList: Promise<readonly Task[]> | undefined;
  private readonly stacks = new Map<bigint, Promise<Stack>>();
  private logLines: Promise<readonly LogLine[]> | undefined;
  private words: Promise<ConsoleWords> | undefined;
  private selected: bigint | undefined;
  private readonly stackReader: StackReader;

  constructor(
    private readonly crash: CrashProcess,
    private readonly modules: ModuleSymbols,
    private readonly lines: LineLookup,
    known: KnownOfStacks,
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

  /** Every task of the dump, in crash's order. */
  tasks(priority = Priority.Normal): Promise<readonly Task[]> {
    this.taskList ??= keepUnlessFailed(
      this.crash.exclusive(
        priority,
        undefined,
        async (run) => parsePs((await run('ps')).text).tasks,
      ),
      () => (this.taskList = undefined),
    );
    return this.taskList;
  }

  /**
   * The stack of a task; kept, so that all who ask share one answer, and nobody's cancelling takes it
   * from the others. A failed question is asked anew the next time.
   */
  stack(task: bigint): Promise<Stack> {
    const known = this.stacks.get(task);
    if (known) {
      return known;
    }
    const stack = this.onTask(task, (run) => this.stackReader.read(run));
    this.stacks.set(task, stack);
    stack.catch(() => this.stacks.delete(task));
    return stack;
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

  /**
   * How many processes the kernel knows that `ps` does not list: some versions of crash lose most of
   * them on newer kernels. Counted along `init_task.tasks`.
   */
  async missingTasks(signal?: AbortSignal): Promise<number> {
    const tasks = await this.tasks();
    const listed = new Set(tasks.map((task) => task.address));
    const answer = await this.crash.exclusive(Priority.Background, signal, (run) =>
      run('list -o task_struct.tasks -h init_task'),
    );
    const leaders = answer.text.split('\n').filter((line) => /^[0-9a-f]{8,16}$/.test(line.trim()));
    return leaders.filter((line) => !listed.has(BigInt(`0x${line.trim()}`))).length;
  }

  hasSymbolizer(): Promise<boolean> {
    return this.lines.isAvailable();
  }

  close(): void {
    this.lines.close();
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
