import type { CrashProcess, RunCommand } from '../../crash/crash-process';
import { Priority } from '../../crash/job-queue';
import { parseAddress } from '../../mi/value';
import type { MiPlace } from '../../mi/variable';
import type { CallFrame } from '../../model/frame';
import type { DumpReader } from '../dump-reader';
import { elementType, kindOfType } from './c-type';
import { frameVariables, type FrameVariable } from './frame-variables';
import { placeOf, type GdbFrame } from './gdb-frame';
import { memberExpression } from './member-expression';
import type { Value, ValueList } from './value';
import { VariableObjects, type Origin, type VariableWithObject } from './variable-objects';

/** The frame that a person looks at. */
export interface ValueFrame {
  readonly task: bigint;
  readonly call: CallFrame;
}

export interface FrameValues {
  readonly arguments: Value[];
  readonly locals: Value[];
}

/** Values of variables and expressions, through variable objects of the gdb inside crash. */
export class Values {
  private readonly objects = new VariableObjects();

  constructor(
    private readonly crash: CrashProcess,
    private readonly reader: DumpReader,
  ) {}

  /**
   * The value of a C expression in a frame; without one, or in a frame that gdb does not have, only
   * of globals and addresses. Rejects in gdb's words, or with CancelledError.
   */
  async evaluate(
    expression: string,
    frame?: ValueFrame,
    options: { readonly priority?: Priority; readonly signal?: AbortSignal } = {},
  ): Promise<Value> {
    if (/\$_shell/.test(expression)) {
      throw new Error('`$_shell` starts a shell, which this session does not allow.');
    }
    const at = frame && gdbFrame(frame);
    const origin: Origin = { expression, ...(at ? { frame: at } : {}) };
    const made = await this.run(at?.task, (run) => this.objects.create(origin, run), options);
    return this.present(expression, made, { expression });
  }

  /** Why a frame has no variables to show, in a sentence; undefined when gdb can be asked. */
  whyNone({ call }: ValueFrame): string | undefined {
    if (call.gdb !== undefined) {
      return undefined;
    }
    if (this.reader.gdbUnwinds === false) {
      return 'gdb inside this crash does not unwind stacks. crash 8.0.6 or later shows variables.';
    }
    return 'Only crash’s bt and the debug info know this frame; gdb, which could name variables, does not see it.';
  }

  /** Arguments and local variables. Rejects in words. */
  async ofFrame(frame: ValueFrame, signal?: AbortSignal): Promise<FrameValues> {
    const at = gdbFrame(frame);
    if (!at) {
      throw new Error(this.whyNone(frame) ?? 'gdb does not have this frame.');
    }
    return this.run(
      at.task,
      async (run) => {
        const place = await placeOf(at, run);
        const shown: FrameValues = { arguments: [], locals: [] };
        for (const variable of await frameVariables(place, run)) {
          const value = await this.variable(variable, at, place, run);
          (variable.argument ? shown.arguments : shown.locals).push(value);
        }
        return shown;
      },
      { signal },
    );
  }

  private async variable(
    { name, type = '', value, address, entry, hidden }: FrameVariable,
    frame: GdbFrame,
    place: MiPlace,
    run: RunCommand,
  ): Promise<Value> {
    const suffix = entry === undefined || entry === '<optimized out>' ? '' : ` (on entry ${entry})`;
    if (hidden) {
      return { ...plain(`${name} (outer)`, type, value ?? '{...}') };
    }
    if (value !== undefined && (value.startsWith('<') || kindOfType(type) !== 'pointer')) {
      return { ...plain(name, type, value), expression: name, text: `${value}${suffix}` };
    }
    const made = await this.objects.create({ expression: name, frame }, run, place);
    const shown = this.present(name, made, {
      expression: name,
      ...(address === undefined ? {} : { address }),
    });
    return { ...shown, text: `${shown.text}${suffix}` };
  }

  /** A variable object as it is shown. */
  private present(
    name: string,
    { variable, object }: VariableWithObject,
    place: { readonly expression?: string; readonly address?: bigint },
  ): Value {
    const { type, children } = object;
    const list: ValueList = {
      count: children,
      list: (start, count, signal) =>
        this.children({ variable, object }, place, start, start + count, signal),
    };
    const isArray = kindOfType(type) === 'array' || /^\[\d+\]$/.test(object.value);
    return {
      ...plain(name, type, object.value),
      ...place,
      ...(children === 0 || object.value === '0x0'
        ? {}
        : isArray
          ? { elements: list }
          : { members: list }),
    };
  }

  private async children(
    parent: VariableWithObject,
    place: { readonly expression?: string },
    from: number,
    to: number,
    signal?: AbortSignal,
  ): Promise<Value[]> {
    const { origin } = parent.variable;
    const task = this.objects.isKept(origin) ? undefined : origin.frame?.task;
    const made = await this.run(
      task,
      (run) => this.objects.children(parent.variable, from, to, run),
      { signal },
    );
    return made.map((child) => {
      const member = child.object.member ?? '';
      const expression =
        place.expression === undefined
          ? undefined
          : memberExpression(place.expression, parent.object.type, member);
      const isElement = elementType(parent.object.type) !== undefined;
      const name = isElement ? `[${member}]` : member;
      return this.present(name, child, expression === undefined ? {} : { expression });
    });
  }

  private run<T>(
    task: bigint | undefined,
    work: (run: RunCommand) => Promise<T>,
    options: { readonly priority?: Priority; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    return task === undefined
      ? this.crash.exclusive(options.priority ?? Priority.Foreground, options.signal, work)
      : this.reader.onTask(task, work, options);
  }
}

function gdbFrame({ task, call }: ValueFrame): GdbFrame | undefined {
  const { gdb, pc } = call;
  return gdb === undefined || pc === undefined ? undefined : { task, place: gdb, pc };
}

/** What gdb prints, with where a pointer leads. */
function plain(name: string, type: string, printed: string): Value {
  if (printed === '') {
    return { name, type, text: '<not in the dump>', missing: true };
  }
  const kind = kindOfType(type);
  const pointer = parseAddress(/^0x[0-9a-f]+/.exec(printed)?.[0]);
  const leads = (kind === 'pointer' || kind === 'function-pointer') && pointer;
  return {
    name,
    type,
    text: printed,
    ...(leads ? { target: leads } : {}),
    ...(leads && kind === 'function-pointer' ? { code: leads } : {}),
  };
}
