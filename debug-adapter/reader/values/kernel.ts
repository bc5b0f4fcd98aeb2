import type { CrashProcess, RunCommand } from '../../crash/crash-process';
import { Priority } from '../../crash/job-queue';
import { evaluateCommand, parseEvaluation } from '../../mi/data';
import type { Layout } from '../../model/layout';
import type { MemoryReader } from '../memory/memory-reader';
import { Layouts } from './layouts';

/** A member, however deep: `d_name.name`. */
export interface Field {
  /** Bytes from the start of the structure. */
  readonly offset: number;
  readonly size: number;
  readonly type: string;
}

/** What the rules ask about the dumped kernel: its memory, its structures, its symbols. */
export class Kernel {
  readonly layouts = new Layouts();
  private readonly symbols = new Map<string, Promise<bigint | undefined>>();
  private ticks: Promise<number | undefined> | undefined;

  constructor(
    private readonly crash: CrashProcess,
    private readonly memory: MemoryReader,
    /** `6.12.117`, as far as it is known. */
    readonly release: string | undefined,
    /** As crash names it: `x86_64`, `aarch64`. */
    readonly machine: string | undefined,
    /** What makedumpfile left out (`-d`), where the header tells. */
    readonly dumpLevel: number | undefined,
  ) {}

  /** The bytes, or the clause why the first missing ones are missing. */
  async read(
    address: bigint,
    length: number,
  ): Promise<{ readonly bytes: Buffer } | { readonly why: string }> {
    const place = { space: 'kernel', address: BigInt.asUintN(64, address) } as const;
    const { bytes, missing } = await this.memory.readUpToHole(place, length);
    return missing === undefined ? { bytes } : { why: missing };
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes; undefined where it cannot be read. */
  async number(address: bigint, size: 1 | 2 | 4 | 8): Promise<bigint | undefined> {
    const read = await this.read(address, size);
    return 'bytes' in read ? littleEndian(read.bytes) : undefined;
  }

  /** A pointer or `unsigned long`. */
  pointer(address: bigint): Promise<bigint | undefined> {
    return this.number(address, 8);
  }

  /** The bytes up to the first NUL, one character each; undefined where it cannot be read. */
  async string(address: bigint, atMost: number): Promise<string | undefined> {
    let text = '';
    for (let done = 0; done < atMost;) {
      const at = address + BigInt(done);
      const room = Math.min(atMost - done, PAGE - Number(BigInt.asUintN(64, at) % BigInt(PAGE)));
      const read = await this.read(at, Math.min(room, 256));
      if (!('bytes' in read)) {
        return text === '' ? undefined : text;
      }
      const end = read.bytes.indexOf(0);
      text += read.bytes.toString('latin1', 0, end < 0 ? undefined : end);
      if (end >= 0) {
        return text;
      }
      done += read.bytes.length;
    }
    return text;
  }

  async layout(type: string): Promise<Layout | undefined> {
    return this.layouts.isKnown(type)
      ? this.layouts.get(type)
      : this.ask((run) => this.layouts.read(type, run));
  }

  /** Where a member is; undefined where this kernel has none of that name. */
  async field(type: string, path: string): Promise<Field | undefined> {
    let field: Field = { offset: 0, size: 0, type };
    let inner: Layout | undefined;
    for (const name of path.split('.')) {
      const member = (inner ?? (await this.layout(field.type)))?.members.get(name);
      if (!member) {
        return undefined;
      }
      inner = member.inner;
      field = { offset: field.offset + member.offset, size: member.size, type: member.type };
    }
    return field;
  }

  /** The number in a member of 1, 2, 4 or 8 bytes. */
  async memberOf(address: bigint, type: string, path: string): Promise<bigint | undefined> {
    const field = await this.field(type, path);
    const size = field?.size;
    return field && (size === 1 || size === 2 || size === 4 || size === 8)
      ? this.number(address + BigInt(field.offset), size)
      : undefined;
  }

  /** Where a variable of the kernel is; undefined where there is none. */
  symbol(name: string): Promise<bigint | undefined> {
    let address = this.symbols.get(name);
    if (!address) {
      address = this.evaluate(`(unsigned long)&${name}`);
      this.symbols.set(name, address);
    }
    return address;
  }

  /**
   * Timer ticks a second (CONFIG_HZ), by how long the kernel's clock of ticks takes one to be
   * (kernel/time/jiffies.c). crash only guesses: it says 1000 of Debian's 6.12, which has 250.
   */
  ticksPerSecond(): Promise<number | undefined> {
    this.ticks ??= this.readTicks();
    return this.ticks;
  }

  private async readTicks(): Promise<number | undefined> {
    const clock = await this.symbol('clocksource_jiffies');
    if (clock === undefined) {
      return undefined;
    }
    const factor = await this.memberOf(clock, 'struct clocksource', 'mult');
    const shift = await this.memberOf(clock, 'struct clocksource', 'shift');
    const nanoseconds = shift === undefined || shift > 31n ? 0n : (factor ?? 0n) >> shift;
    return nanoseconds === 0n ? undefined : Math.round(1e9 / Number(nanoseconds));
  }

  /** What is added to a per-CPU symbol or pointer to come to the data of a CPU. */
  async perCpuOffset(cpu: number): Promise<bigint | undefined> {
    const table = await this.symbol('__per_cpu_offset');
    return table === undefined ? undefined : this.pointer(table + 8n * BigInt(cpu));
  }

  /** An expression of ours that gives a number. */
  evaluate(expression: string): Promise<bigint | undefined> {
    return this.ask(async (run) => {
      const reply = parseEvaluation((await run(evaluateCommand(expression))).bytes);
      const digits = reply.ok ? /^(?:\(.*\) )?(0x[0-9a-f]+|\d+)/.exec(reply.value)?.[1] : undefined;
      return digits === undefined ? undefined : BigInt(digits);
    });
  }

  private ask<T>(work: (run: RunCommand) => Promise<T>): Promise<T> {
    return this.crash.exclusive(Priority.Foreground, undefined, work);
  }
}

const PAGE = 4096;

/** All machines whose dumps are read here have this order of bytes. */
function littleEndian(bytes: Uint8Array): bigint {
  let number = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) {
    number = (number << 8n) | BigInt(bytes[index] ?? 0);
  }
  return number;
}
