import type { CrashProcess, RunCommand } from '../../crash/crash-process';
import { Priority } from '../../crash/job-queue';
import type { MiPlace } from '../../mi/variable';
import type { DumpReader } from '../dump-reader';
import { CpuValues } from './cpu-values';
import type { FrameScopes } from './frame-scopes';
import { frameVariables, type FrameVariable } from './frame-variables';
import { gdbFrameOf, placeOf, type GdbFrame, type ValueFrame } from './gdb-frame';
import type { Kernel } from './kernel';
import type { ValueRule } from './rule';
import type { Value } from './value';
import { ValueNodes, type Node } from './value-nodes';
import type { Origin } from './variable-objects';

export interface FrameValues {
  readonly arguments: readonly Value[];
  readonly locals: readonly Value[];
}

export interface AskOptions {
  readonly priority?: Priority;
  readonly signal?: AbortSignal | undefined;
}

/** Values of variables and expressions, by the gdb inside crash, shown as kernel people read them. */
export class Values {
  readonly cpus: CpuValues;
  private readonly nodes: ValueNodes;

  constructor(
    private readonly crash: CrashProcess,
    private readonly reader: DumpReader,
    kernel: Kernel,
    /** Registers of frames, and what exceptions left. */
    readonly frames: FrameScopes,
    rules: readonly ValueRule[],
  ) {
    const run = this.run.bind(this);
    this.nodes = new ValueNodes(run, kernel, rules);
    this.cpus = new CpuValues(run, kernel, this.nodes);
  }

  /**
   * The value of a C expression in a frame; without one, or in a frame that gdb does not have, only
   * of globals and addresses. Rejects in gdb's words, or with CancelledError.
   */
  async evaluate(expression: string, frame?: ValueFrame, options: AskOptions = {}): Promise<Value> {
    if (/\$_shell/.test(expression)) {
      throw new Error('`$_shell` starts a shell, which this session does not allow.');
    }
    const at = frame && gdbFrameOf(frame);
    const origin: Origin = { expression, ...(at ? { frame: at } : {}) };
    const node = await this.run(
      at?.task,
      (run) => this.nodes.create(expression, origin, run),
      options,
    );
    return this.nodes.present(node);
  }

  /** A structure (`struct task_struct`) at an address. Costs nothing until its members are listed. */
  at(name: string, type: string, address: bigint): Promise<Value> {
    return this.nodes.at(name, type, address);
  }

  /** Lets gdb read what it needs for its first value, so that nobody waits for it later. */
  async prepare(signal?: AbortSignal): Promise<void> {
    const expression = '*(struct task_struct *)0';
    await this.run(undefined, (run) => this.nodes.create('task', { expression }, run), {
      priority: Priority.Background,
      signal,
    });
  }

  /** Why a frame has no variables to show, in a sentence; undefined when gdb can be asked. */
  whyNone({ call }: ValueFrame): string | undefined {
    if (call.gdb !== undefined) {
      return undefined;
    }
    if (this.reader.gdbUnwinds === false) {
      return 'crash 8.0.6 or later shows locals: gdb inside this one does not unwind stacks.';
    }
    return 'Only crash’s bt and the debug info know this frame; gdb, which could name variables, does not see it.';
  }

  /** Arguments and local variables. Rejects in words. */
  async ofFrame(frame: ValueFrame, signal?: AbortSignal): Promise<FrameValues> {
    const at = gdbFrameOf(frame);
    if (!at) {
      throw new Error(this.whyNone(frame) ?? 'gdb does not have this frame.');
    }
    const found = await this.run(
      at.task,
      async (run) => {
        const place = await placeOf(at, run);
        const nodes: { readonly argument: boolean; readonly node: Node }[] = [];
        for (const variable of await frameVariables(place, run)) {
          const node = await this.variable(variable, at, place, run);
          nodes.push({ argument: variable.argument, node });
        }
        return nodes;
      },
      { signal },
    );
    const pick = (wanted: boolean): Promise<Value[]> =>
      Promise.all(
        found.flatMap(({ argument, node }) =>
          argument === wanted ? [this.nodes.present(node)] : [],
        ),
      );
    return { arguments: await pick(true), locals: await pick(false) };
  }

  private async variable(
    { name, type = '', value, entry, hidden }: FrameVariable,
    frame: GdbFrame,
    place: MiPlace,
    run: RunCommand,
  ): Promise<Node> {
    const onEntry =
      entry === undefined || entry === '<optimized out>' ? {} : { note: `on entry ${entry}` };
    const scalar = value !== undefined && (value.startsWith('<') || !/[*)]$/.test(type));
    if (hidden || scalar) {
      const shown = { type, printed: value ?? '{...}', ...onEntry };
      return hidden ? { name: `${name} (outer)`, ...shown } : { name, expression: name, ...shown };
    }
    const node = await this.nodes.create(name, { expression: name, frame }, run, place);
    return { ...node, ...onEntry };
  }

  private run<T>(
    task: bigint | undefined,
    work: (run: RunCommand) => Promise<T>,
    options: AskOptions = {},
  ): Promise<T> {
    return task === undefined
      ? this.crash.exclusive(options.priority ?? Priority.Foreground, options.signal, work)
      : this.reader.onTask(task, work, options);
  }
}
