import { parseBacktrace, type Backtrace } from '../commands/bt';
import { parseLog, type LogLine } from '../commands/log';
import { findOops, type Oops } from '../commands/oops';
import { parsePs } from '../commands/ps';
import { parseRd } from '../commands/rd';
import { parseSet, type TaskContext } from '../commands/set';
import { parseSys } from '../commands/sys';
import type { CrashProcess, RunCommand } from '../crash/crash-process';
import { Priority } from '../crash/job-queue';
import { parseStackListFrames, stackListFramesCommand, type MiFrame } from '../mi/stack';
import { parseThreadInfo, threadInfoCommand } from '../mi/thread';
import type { DumpSummary } from '../model/dump-summary';
import type { Frame, Stack } from '../model/frame';
import type { KernelModule } from '../model/module';
import type { Task } from '../model/task';
import { exceptionName } from './exception-name';
import { focusOf, markHandlers } from './focus';
import { callFrames } from './frame-lines';
import type { LineLookup } from './line-lookup';
import type { ModuleState, ModuleSymbols } from './module-symbols';
import {
  machineConventions,
  mergeStack,
  type MergedFrame,
  type PhysicalFrame,
} from './stack-merge';

/** What is known of the whole dump once crash is at its prompt. */
export interface DumpFacts {
  readonly summary: DumpSummary;
  /** The task that crash stands on at first: the panicking one if it found one. */
  readonly current: TaskContext | undefined;
  /** What the kernel log tells of the crash. */
  readonly oops: Oops | undefined;
}

/** The questions of a debugger to a dump, answered through crash and the gdb inside it. */
export class DumpReader {
  private taskList: Promise<readonly Task[]> | undefined;
  private readonly stacks = new Map<bigint, Promise<Stack>>();
  private logLines: Promise<readonly LogLine[]> | undefined;
  private selected: bigint | undefined;
  /** Whether gdb unwinds; unknown until the first stack (crash 8.0.6 and later do). */
  private unwinds: boolean | undefined;
  private machine: string | undefined;

  constructor(
    private readonly crash: CrashProcess,
    private readonly modules: ModuleSymbols,
    private readonly lines: LineLookup,
  ) {}

  /** Asked once, at the start. */
  async facts(signal: AbortSignal): Promise<DumpFacts> {
    const facts = await this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      const { summary } = parseSys((await run('sys')).text);
      const set = parseSet((await run('set')).text);
      return { summary, current: set.ok ? set.context : undefined };
    });
    this.machine = facts.summary.machine;
    this.selected = facts.current?.address;
    const log = await this.log(Priority.Foreground);
    return { ...facts, oops: findOops(log) };
  }

  /** Every task of the dump, idle tasks included, in crash's order. */
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

  /** The stack of a task. A failed or cancelled question is asked anew the next time. */
  stack(task: bigint, signal?: AbortSignal): Promise<Stack> {
    const known = this.stacks.get(task);
    if (known) {
      return known;
    }
    const stack = this.crash.exclusive(Priority.Foreground, signal, (run) =>
      this.readStack(task, run),
    );
    this.stacks.set(task, stack);
    stack.catch(() => this.stacks.delete(task));
    return stack;
  }

  kernelModules(signal?: AbortSignal): Promise<readonly KernelModule[]> {
    return this.crash.exclusive(Priority.Normal, signal, (run) => this.modules.list(run));
  }

  /** What is known of a module's debug info; undefined while no stack has needed it. */
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

  /** The function around an address, as crash disassembles it, up to its end; for a person. */
  disassembly(pc: bigint, signal?: AbortSignal): Promise<string> {
    const address = pc.toString(16);
    return this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      const before = (await run(`dis -r ${address}`)).text;
      const after = (await run(`dis -f ${address}`)).text;
      return `${before.trimEnd()}\n${after.split('\n').slice(1).join('\n')}`.trimEnd();
    });
  }

  /**
   * Runs a command that a person typed, on the task that they look at, however long it takes.
   * `command` must have been judged by `judgeConsoleInput`.
   */
  console(command: string, task: bigint | undefined, signal?: AbortSignal): Promise<string> {
    return this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      if (task !== undefined) {
        await this.select(task, run);
      }
      try {
        return (await run(command, { deadline: Infinity })).text;
      } finally {
        // It may have been `set`.
        this.selected = undefined;
      }
    });
  }

  /** The task that crash stands on. */
  async currentTask(signal?: AbortSignal): Promise<TaskContext | undefined> {
    const set = await this.crash.exclusive(Priority.Foreground, signal, async (run) =>
      parseSet((await run('set')).text),
    );
    return set.ok ? set.context : undefined;
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

  close(): void {
    this.lines.close();
  }

  private async select(task: bigint, run: RunCommand): Promise<void> {
    if (this.selected === task) {
      return;
    }
    const set = parseSet((await run(`set ${task.toString(16)}`)).text);
    if (!set.ok || set.context.address !== task) {
      this.selected = undefined;
      throw new Error(set.ok ? 'crash did not switch to this task.' : set.error);
    }
    this.selected = task;
  }

  private async readStack(task: bigint, run: RunCommand): Promise<Stack> {
    await this.select(task, run);
    const backtrace = parseBacktrace((await run('bt -s')).text);
    const exceptionModules = await this.exceptionModules(backtrace, run);
    for (const module of new Set([...modulesOf(backtrace), ...exceptionModules.values()])) {
      await this.modules.ensure(module, run);
    }
    // For a task without a stack, crash 8.0.6 gives gdb's frames of the task before.
    const gdbStacks = backtrace.entries.length === 0 ? [] : await this.gdbStacks(run);
    const merged = mergeStack(backtrace, gdbStacks, machineConventions(this.machine), (pc) =>
      exceptionModules.get(pc),
    );
    const frames: Frame[] = [];
    for (const entry of merged) {
      if (entry.kind === 'physical' && !(await isReal(entry, run))) {
        continue;
      }
      if (entry.kind === 'mark') {
        pushLabel(frames, labelText(entry.text, merged, merged.indexOf(entry)));
      } else {
        const calls = await callFrames(entry, (frame) => this.lines.lookup(frame, run));
        frames.push(...calls);
      }
    }
    if (frames.length === 0) {
      frames.push({ kind: 'label', text: emptyStackText(backtrace) });
    }
    const focus = focusOf(frames);
    return { frames: markHandlers(frames, focus), focus, notes: backtrace.messages };
  }

  private async exceptionModules(
    backtrace: Backtrace,
    run: RunCommand,
  ): Promise<Map<bigint, string>> {
    const modules = new Map<bigint, string>();
    for (const entry of backtrace.entries) {
      if (entry.kind === 'exception' && entry.pc !== undefined) {
        const module = await this.modules.at(entry.pc, run);
        if (module !== undefined) {
          modules.set(entry.pc, module);
        }
      }
    }
    return modules;
  }

  /** The stacks that gdb sees of the current task: one, or with crash 9.0.1 one for each it is on. */
  private async gdbStacks(run: RunCommand): Promise<MiFrame[][]> {
    if (this.unwinds === false) {
      return [];
    }
    const threads = parseThreadInfo((await run(threadInfoCommand())).bytes);
    if (!threads.ok) {
      return [];
    }
    const stacks: MiFrame[][] = [];
    for (const { id } of threads.value.threads.slice(0, 16)) {
      const frames = parseStackListFrames((await run(stackListFramesCommand(id))).bytes);
      if (frames.ok) {
        stacks.push(frames.value);
      }
    }
    if (this.unwinds === undefined) {
      // Before 8.0.6 gdb knows CPUs, not tasks, and no registers of theirs.
      this.unwinds = !threads.value.threads.every(({ targetId }) => targetId.startsWith('CPU '));
    }
    return this.unwinds ? stacks : [];
  }

  /** Whether gdb unwinds stacks in this crash; undefined before the first stack was read. */
  get gdbUnwinds(): boolean | undefined {
    return this.unwinds;
  }
}

/** Longest distance between two frames that is searched for a third, in 8-byte words. */
const MOST_WORDS = 2048n;

/** Whether a frame that only gdb has stands on the stack, and is no tail call. */
async function isReal(frame: PhysicalFrame, run: RunCommand): Promise<boolean> {
  if (!frame.realIfBetween) {
    return true;
  }
  const { from, to } = frame.realIfBetween;
  const words = (to - from) / 8n;
  if (from === 0n || words <= 1n || words > MOST_WORDS) {
    return false;
  }
  const answer = await run(`rd -64 ${from.toString(16)} ${words.toString()}`);
  return parseRd(answer.text).slice(1).includes(frame.pc);
}

function modulesOf(backtrace: Backtrace): string[] {
  return backtrace.entries.flatMap((entry) =>
    entry.kind === 'frame' && entry.module !== undefined ? [entry.module] : [],
  );
}

/** Marks that follow one another become one label. */
function pushLabel(frames: Frame[], text: string): void {
  const last = frames.at(-1);
  if (last?.kind === 'label') {
    frames[frames.length - 1] = { kind: 'label', text: `${last.text} · ${text}` };
  } else {
    frames.push({ kind: 'label', text });
  }
}

function labelText(text: string, merged: readonly MergedFrame[], index: number): string {
  if (text !== 'exception') {
    return text;
  }
  const above = merged[index - 1];
  const entry = above?.kind === 'physical' ? above.symbol?.name : undefined;
  const name = entry === undefined ? undefined : exceptionName(entry);
  return name === undefined ? text : name;
}

function emptyStackText(backtrace: Backtrace): string {
  if (backtrace.noStack) {
    return 'no stack: the task has exited and its stack is gone';
  }
  if (backtrace.active) {
    return 'no stack: it was running on a CPU, and its registers were not saved';
  }
  return backtrace.messages[0] ?? 'crash shows no stack of this task';
}

function keepUnlessFailed<T>(answer: Promise<T>, forget: () => void): Promise<T> {
  answer.catch(forget);
  return answer;
}
