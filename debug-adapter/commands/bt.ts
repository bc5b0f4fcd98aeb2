/** The task that a stack belongs to: the first line of `bt`. */
export interface BacktraceTask {
  readonly pid: number;
  readonly address: bigint;
  /** Absent when crash does not know it. */
  readonly cpu?: number;
  readonly name: string;
}

/** One physical frame: ` #7 [ffff9fce0018fdc0] lab_submit+32 at ffffffffc0058085 [labcrash]` */
export interface BacktraceFrame {
  readonly kind: 'frame';
  readonly number: number;
  readonly sp: bigint;
  readonly symbol: string;
  /** Bytes from the symbol, with `bt -s` only. */
  readonly offset?: number;
  /** x86-64: the return address. arm64: the address of the call itself. */
  readonly pc: bigint;
  readonly module?: string;
  /** The line that `bt -l` prints; on x86-64 it is often not that of the call. */
  readonly source?: BacktraceSource;
  /** `pc` is an instruction that the CPU was at, no return address; only a reader can tell. */
  readonly exact?: true;
  /** `bt` does not show it; its return address stood in a register. */
  readonly inRegister?: true;
}

export interface BacktraceSource {
  readonly file: string;
  readonly line: number;
}

/**
 * The kernel was interrupted here: `[exception RIP: lab_account+11]` on x86-64, a PC with its symbol
 * (`PC: ffff…  [symbol+4]`) on arm64. The registers follow as an entry of their own.
 */
export interface BacktraceException {
  readonly kind: 'exception';
  /** What crash names: `lab_account+11`, `unknown or invalid address`, `user space`. */
  readonly text: string;
  readonly symbol?: { readonly name: string; readonly offset: number };
  /** The interrupted instruction, from the registers. */
  readonly pc?: bigint;
  /** The line that `bt -l` prints for it. */
  readonly source?: BacktraceSource;
}

/** A block of saved registers, by crash's names: RIP, RSP, R8, ORIG_RAX; PC, LR, X29, PSTATE. */
export interface BacktraceRegisters {
  readonly kind: 'registers';
  readonly values: ReadonlyMap<string, bigint>;
  /** Whether they are those of user mode: the kernel was entered from there. */
  readonly user: boolean;
}

/** `--- <NMI exception stack> ---`: the frames that follow are on another stack. */
export interface BacktraceSwitch {
  readonly kind: 'switch';
  /** `NMI exception stack`, `IRQ stack`, `entry trampoline stack`, `hard IRQ`, … */
  readonly stack: string;
}

export type BacktraceEntry =
  BacktraceFrame | BacktraceException | BacktraceRegisters | BacktraceSwitch;

export interface Backtrace {
  /** Absent when crash refused (`bt: invalid task or pid value: 99999`). */
  readonly task?: BacktraceTask;
  readonly entries: readonly BacktraceEntry[];
  /** `(no stack)`: a zombie whose stack is gone. */
  readonly noStack: boolean;
  /** `(active)`: it runs on a CPU, and nothing was saved of its stack. */
  readonly active: boolean;
  /** What crash said of the stack: `bt: cannot …`, `WARNING: …`, a recursion of stacks. */
  readonly messages: readonly string[];
  /** Lines that were not understood. */
  readonly unparsed: readonly string[];
}

/** Reads `bt`, `bt -s`, `bt -sx` or `bt -l` of one task: the first stack of the text. */
export function parseBacktrace(text: string): Backtrace {
  return parseBacktraces(text)[0] ?? new Builder().build();
}

/**
 * Reads all stacks of the text (`bt -a`, `foreach bt`, `bt 0`, which prints every idle task's), in
 * order. Each begins with the line of its task; what comes before the first is a stack without a
 * task.
 */
export function parseBacktraces(text: string): Backtrace[] {
  const stacks: Backtrace[] = [];
  let builder = new Builder();
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const header = parseHeader(lines, index);
    if (header) {
      if (!builder.isEmpty) {
        stacks.push(builder.build());
      }
      builder = new Builder(header.task);
      index += header.extraLines;
    } else {
      builder.addLine(lines[index] ?? '');
    }
  }
  if (!builder.isEmpty) {
    stacks.push(builder.build());
  }
  return stacks;
}

const headerPattern = /^ *PID: (\d+) +TASK: ([0-9a-f]+) +CPU: (\d+|\S+) +COMMAND: "(.*)$/s;

/** A task's name may hold newlines: its closing quote is then some lines (at most 15) further. */
function parseHeader(
  lines: readonly string[],
  index: number,
): { task: BacktraceTask; extraLines: number } | undefined {
  const match = headerPattern.exec(lines[index] ?? '');
  if (!match) {
    return undefined;
  }
  const [, pid, address, cpu = '', rest = ''] = match;
  let quoted = rest;
  let extraLines = 0;
  for (let ahead = 1; !quoted.endsWith('"') && ahead <= maxNameBytes; ahead++) {
    const line = lines[index + ahead];
    if (line === undefined) {
      break;
    }
    quoted += `\n${line}`;
    extraLines = ahead;
  }
  if (!quoted.endsWith('"') || quoted.length > maxNameBytes + 1) {
    quoted = rest;
    extraLines = 0;
  }
  return {
    task: {
      pid: Number(pid),
      address: BigInt(`0x${address}`),
      ...(/^\d+$/.test(cpu) ? { cpu: Number(cpu) } : {}),
      name: quoted.endsWith('"') ? quoted.slice(0, -1) : quoted,
    },
    extraLines,
  };
}

const maxNameBytes = 15;

const framePattern =
  /^ *#(\d+) \[ *([0-9a-f]{1,16})\] (\S+?)(?:\+(0x[0-9a-f]+|\d+))? at ([0-9a-f]{1,16})(?: \(via [^)]*\))*(?: \[([^\]]+)\])?(?: \*)?$/;
const switchPattern = /^ *--- <(.+)> ---$/;
const exceptionPattern = /^ *\[exception RIP: (.*)\]$/;
const registerLinePattern = /^ *((?:[A-Z][A-Z0-9_]*: +[0-9a-f]{1,16}(?: +|$))+)(?:\[([^\]]+)\])?$/;
const registerPattern = /([A-Z][A-Z0-9_]*): +([0-9a-f]+)/g;
const sourcePattern = /^ {4}(\S.*): (\d+)$/s;
const messagePattern = /^(?:[\w.+-]+: |WARNING: |NOTE: )/;
const symbolPattern = /^(\S+?)(?:\+(0x[0-9a-f]+|\d+))?$/;

/** Collects the lines of one stack. */
class Builder {
  private readonly entries: BacktraceEntry[] = [];
  private readonly messages: string[] = [];
  private readonly unparsed: string[] = [];
  private registers: Map<string, bigint> | undefined;
  private noStack = false;
  private active = false;
  /** The last line was a message, which may go on in indented lines. */
  private inMessage = false;

  constructor(private readonly task?: BacktraceTask) {}

  get isEmpty(): boolean {
    return (
      !this.task &&
      !this.registers &&
      !this.noStack &&
      !this.active &&
      this.entries.length + this.messages.length + this.unparsed.length === 0
    );
  }

  addLine(line: string): void {
    if (this.addRegisters(line)) {
      this.inMessage = false;
      return;
    }
    this.endRegisters();
    if (line.trim() === '') {
      this.inMessage = false;
    } else if (this.addEntry(line) || this.addSource(line)) {
      this.inMessage = false;
    } else if (this.addMessage(line)) {
      this.inMessage = true;
    } else {
      this.unparsed.push(line);
    }
  }

  build(): Backtrace {
    this.endRegisters();
    return {
      ...(this.task ? { task: this.task } : {}),
      entries: this.entries,
      noStack: this.noStack,
      active: this.active,
      messages: this.messages,
      unparsed: this.unparsed,
    };
  }

  private addEntry(line: string): boolean {
    const frame = framePattern.exec(line);
    if (frame) {
      const [, number, sp, symbol = '', offset, pc, module] = frame;
      this.entries.push({
        kind: 'frame',
        number: Number(number),
        sp: BigInt(`0x${sp}`),
        symbol,
        ...(offset === undefined ? {} : { offset: Number(offset) }),
        pc: BigInt(`0x${pc}`),
        ...(module === undefined ? {} : { module }),
      });
      return true;
    }
    const stack = switchPattern.exec(line)?.[1];
    if (stack !== undefined) {
      this.entries.push({ kind: 'switch', stack });
      return true;
    }
    const exception = exceptionPattern.exec(line)?.[1];
    if (exception !== undefined) {
      this.entries.push(toException(exception));
      return true;
    }
    switch (line.trim()) {
      case '(no stack)':
        this.noStack = true;
        return true;
      case '(active)':
        this.active = true;
        return true;
      case '#0 [user space]':
        // arm64: the CPU was in user mode, no kernel frame exists.
        this.entries.push({ kind: 'exception', text: 'user space' });
        return true;
      default:
        return false;
    }
  }

  /** Takes a line of registers; a name that comes again begins another block. */
  private addRegisters(line: string): boolean {
    const match = registerLinePattern.exec(line);
    if (!match) {
      return false;
    }
    const [, registers = '', symbol] = match;
    for (const [, name = '', value] of registers.matchAll(registerPattern)) {
      if (this.registers?.has(name)) {
        this.endRegisters();
      }
      this.registers ??= new Map<string, bigint>();
      this.registers.set(name, BigInt(`0x${value}`));
      if (symbol !== undefined && name === 'PC') {
        this.entries.push(toException(symbol));
      }
    }
    return true;
  }

  private endRegisters(): void {
    const values = this.registers;
    if (!values) {
      return;
    }
    this.registers = undefined;
    const pc = values.get('RIP') ?? values.get('PC') ?? values.get('EIP');
    const last = this.entries.at(-1);
    if (last?.kind === 'exception' && pc !== undefined) {
      this.entries[this.entries.length - 1] = { ...last, pc };
    }
    this.entries.push({ kind: 'registers', values, user: isUserMode(values, pc) });
  }

  /** `bt -l`: the line of the exception stands below its registers, that of a frame below it. */
  private addSource(line: string): boolean {
    const [, file, number] = sourcePattern.exec(line) ?? [];
    if (file === undefined || this.inMessage) {
      return false;
    }
    const source = { file, line: Number(number) };
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const entry = this.entries[index];
      if (entry?.kind === 'frame' || entry?.kind === 'exception') {
        if (!entry.source) {
          this.entries[index] = { ...entry, source };
          return true;
        }
        if (entry.kind === 'frame') {
          return false;
        }
      }
    }
    return false;
  }

  private addMessage(line: string): boolean {
    const recursion = /^ *\[ (.* exception stack recursion: .*) \]$/.exec(line)?.[1];
    if (recursion !== undefined) {
      this.messages.push(recursion);
      return true;
    }
    if (messagePattern.test(line) || (this.inMessage && /^\s/.test(line))) {
      this.messages.push(line.trim());
      return true;
    }
    return false;
  }
}

function toException(text: string): BacktraceException {
  const [, name, offset] = symbolPattern.exec(text) ?? [];
  return {
    kind: 'exception',
    text,
    ...(name === undefined ? {} : { symbol: { name, offset: Number(offset ?? 0) } }),
  };
}

/**
 * x86: the lower two bits of CS are the ring, 3 for user mode. arm64: the lower four bits of PSTATE
 * name the exception level and are 0 for EL0. Failing those, kernel addresses have the top bit set.
 */
function isUserMode(values: ReadonlyMap<string, bigint>, pc: bigint | undefined): boolean {
  const cs = values.get('CS');
  if (cs !== undefined) {
    return (cs & 3n) === 3n;
  }
  const pstate = values.get('PSTATE');
  if (pstate !== undefined) {
    return (pstate & 0xfn) === 0n;
  }
  return pc !== undefined && pc >> 63n === 0n;
}
