import type { CpuRegisters } from '../../dumpfile/cpu-registers';
import type { DumpIdentity } from '../../dumpfile/dump-identity';
import { callTraces } from '../../kernel-log/call-trace';
import type { LogLine } from '../../kernel-log/log-line';
import { findOops } from '../../kernel-log/oops';
import type { DumpSummary } from '../../model/dump-summary';
import type { Stack } from '../../model/frame';
import type { Task } from '../../model/task';
import { symbolizerAvailable } from '../../vmlinux/symbolizer';
import type { DumpAnswers, DumpFacts } from '../dump-answers';
import { knownTasks, type KnownTask } from './known-tasks';
import type { LogPlaces } from './log-places';
import { stackOfRegisters, stackOfTrace } from './log-stack';

/** Answers from the dump's own log and registers, where no whole crash reads it. */
export class LogReader implements DumpAnswers {
  readonly facts: DumpFacts;
  private readonly known: readonly KnownTask[];
  private readonly stacks = new Map<bigint, Promise<Stack>>();

  constructor(
    identity: DumpIdentity,
    private readonly lines: readonly LogLine[],
    private readonly places: LogPlaces,
    logMissing: string | undefined,
  ) {
    const oops = findOops(lines);
    const traces = callTraces(oops?.block ?? []);
    const { registers, producer } = identity;
    const known = knownTasks(traces, registers, producer !== 'qemu');
    this.known = known.length > 0 ? known : [NOBODY];
    const first = this.known[0]?.task;
    this.facts = {
      summary: summaryOf(identity, lines, oops?.panic),
      current: first && {
        pid: first.pid,
        name: first.name,
        address: first.address,
        ...(first.cpu < 0 ? {} : { cpu: first.cpu }),
        state: 'TASK_RUNNING',
      },
      oops,
      ...(logMissing === undefined ? {} : { logMissing }),
    };
  }

  tasks(): Promise<readonly Task[]> {
    return Promise.resolve(this.known.map(({ task }) => task));
  }

  stack(address: bigint): Promise<Stack> {
    let stack = this.stacks.get(address);
    if (!stack) {
      stack = this.readStack(this.known.find(({ task }) => task.address === address));
      this.stacks.set(address, stack);
    }
    return stack;
  }

  /** The registers that the dump itself has of the CPU on which a task ran. */
  registers(address: bigint): CpuRegisters | undefined {
    return this.known.find(({ task }) => task.address === address)?.registers;
  }

  /** Their addresses and sizes are crash’s to say; the log names them (`linkedModules`). */
  kernelModules(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  moduleState(): undefined {
    return undefined;
  }

  log(): Promise<readonly LogLine[]> {
    return Promise.resolve(this.lines);
  }

  hasSymbolizer(): Promise<boolean> {
    return symbolizerAvailable();
  }

  close(): void {
    this.places.close();
  }

  private readStack(known: KnownTask | undefined): Promise<Stack> {
    if (known?.trace) {
      return stackOfTrace(known.trace, this.places);
    }
    return known?.registers
      ? stackOfRegisters(known.registers, this.places)
      : Promise.resolve(NO_STACK);
  }
}

/** A debugger stands on some task, even where none is known. */
const NOBODY: KnownTask = {
  task: {
    address: 1n,
    pid: -1,
    ppid: -1,
    cpu: -1,
    state: '??',
    name: '(no task is known)',
    onCpu: false,
    kernelThread: false,
  },
};

const NO_STACK: Stack = {
  frames: [
    { kind: 'label', text: 'the kernel log has no call trace, and the dump no registers of CPUs' },
  ],
  focus: 0,
};

function summaryOf(
  identity: DumpIdentity,
  lines: readonly LogLine[],
  panic: string | undefined,
): DumpSummary {
  const { release, version, machine, cpus, crashTime, memorySize } = identity;
  return {
    ...(release === undefined ? {} : { release }),
    ...(version === undefined ? {} : { version }),
    ...(machine === undefined ? {} : { machine }),
    ...(cpus === undefined ? {} : { cpus }),
    ...(crashTime === undefined ? {} : { date: new Date(crashTime * 1000).toUTCString() }),
    ...(memorySize === undefined ? {} : { memory: memoryText(memorySize, lines) }),
    ...(panic === undefined ? {} : { panic }),
    tainted: lines.some(({ text }) => /\bTainted: /.test(text)),
    partial: (identity.dumpLevel ?? 0) > 0,
    incomplete: identity.incomplete,
  };
}

/** Without the kernel's own word it is what the dump describes, and that lacks what was reserved. */
function memoryText(bytes: number, lines: readonly LogLine[]): string {
  const size = `${Math.round(bytes / 2 ** 20)} MB`;
  return lines.length > 0 ? size : `at least ${size}`;
}
