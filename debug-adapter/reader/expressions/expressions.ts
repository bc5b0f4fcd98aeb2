import { Priority } from '../../crash/job-queue';
import type { CodeReader } from '../code/code-reader';
import type { DumpReader } from '../dump-reader';
import type { MemoryReader } from '../memory/memory-reader';
import type { Value } from '../values/value';
import type { ValueFrame } from '../values/gdb-frame';
import type { Values } from '../values/values';
import { findKernelMacro, refusedExpression, type KernelMacro } from './judge-expression';

/** Where an expression is looked at. */
export interface ExpressionPlace {
  /** Absent for what only globals are needed for. */
  readonly frame?: ValueFrame;
  readonly task?: bigint;
  /** It waits for what a person looks at right now: one of many in Watch. */
  readonly patient?: boolean;
}

/** More macros than anybody writes into one expression. */
const MOST_MACROS = 20;
/** Bytes of a word in `__per_cpu_offset`. */
const WORD = 8n;

/** An expression cannot be evaluated; the message is for the person who typed it. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** C expressions that a person types, with what the kernel's own macros mean in them. */
export class Expressions {
  constructor(
    private readonly values: Values,
    private readonly reader: DumpReader,
    private readonly code: CodeReader,
    private readonly memory: MemoryReader,
    private readonly cpus: number | undefined,
  ) {}

  /** Rejects with ExpressionError, in gdb's words, or with CancelledError. */
  async evaluate(expression: string, place: ExpressionPlace, signal?: AbortSignal): Promise<Value> {
    const refused = refusedExpression(expression);
    if (refused !== undefined) throw new ExpressionError(refused);
    const options = {
      ...(signal ? { signal } : {}),
      ...(place.patient ? { priority: Priority.Normal } : {}),
    };
    const plain = await this.withoutMacros(expression.trim(), place, signal);
    const value = await this.values.evaluate(plain, place.frame, options);
    return { ...value, name: expression.trim() };
  }

  private async withoutMacros(
    expression: string,
    place: ExpressionPlace,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    let plain = expression;
    for (let count = 0; count < MOST_MACROS; count++) {
      const macro = findKernelMacro(plain);
      if (!macro) return plain;
      const meant = await this.meaning(macro, place, signal);
      plain = `${plain.slice(0, macro.start)}${meant}${plain.slice(macro.end)}`;
    }
    throw new ExpressionError('This expression has too many macros.');
  }

  private async meaning(
    macro: KernelMacro,
    place: ExpressionPlace,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    if (macro.name === 'current') {
      if (place.task === undefined) {
        throw new ExpressionError('`current` needs a task: select a frame in the Call Stack.');
      }
      return `((struct task_struct *)0x${place.task.toString(16)})`;
    }
    const options = signal ? { signal } : {};
    const offset = await this.perCpuOffset(macro.cpu ?? (await this.cpuOf(place)), signal);
    if (macro.name === 'per_cpu_ptr') {
      const { type, target } = await this.values.evaluate(macro.of, place.frame, options);
      if (target === undefined || type === undefined) {
        throw new ExpressionError(`per_cpu_ptr() needs a pointer; ${macro.of} is none.`);
      }
      return `((${type})0x${BigInt.asUintN(64, target + offset).toString(16)})`;
    }
    // gdb inside crash adds to a per-CPU variable how far the kernel was moved; crash does not.
    const symbol = /^\w+$/.test(macro.of) ? (await this.code.symbols()).find(macro.of) : undefined;
    if (!symbol) {
      throw new ExpressionError(`The kernel has no variable ${macro.of} for each CPU.`);
    }
    const { type } = await this.values.evaluate(`&${macro.of}`, undefined, options);
    const address = BigInt.asUintN(64, symbol.address + offset);
    return `(*(${type ?? 'long *'})0x${address.toString(16)})`;
  }

  private async cpuOf({ task }: ExpressionPlace): Promise<number> {
    const found = (await this.reader.tasks()).find(({ address }) => address === task);
    if (!found) throw new ExpressionError('Name the CPU: per_cpu(variable, n).');
    return found.cpu;
  }

  /** What to add to the address of a per-CPU variable. */
  private async perCpuOffset(cpu: number, signal: AbortSignal | undefined): Promise<bigint> {
    const table = (await this.code.symbols()).find('__per_cpu_offset');
    if (!table) {
      if (cpu === 0) return 0n;
      throw new ExpressionError('This kernel is for one CPU: only CPU 0 has variables.');
    }
    if (this.cpus !== undefined && cpu >= this.cpus) {
      throw new ExpressionError(`This machine has ${this.cpus} CPUs, counted from 0.`);
    }
    const address = table.address + BigInt(cpu) * WORD;
    const read = await this.memory.readUpToHole({ space: 'kernel', address }, Number(WORD), signal);
    if (read.bytes.length < Number(WORD)) {
      throw new ExpressionError(`__per_cpu_offset[${cpu}] cannot be read: ${read.missing ?? ''}.`);
    }
    return read.bytes.readBigUInt64LE();
  }
}
