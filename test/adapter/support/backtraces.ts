/** The stacks as crash's own `foreach bt` prints them: which physical frames there are. */

export interface Backtrace {
  readonly task: bigint;
  /** Return addresses of the frames, and interrupted instructions where they stand in the stack. */
  readonly pcs: readonly bigint[];
  /** Those of `pcs` that are interrupted instructions, not return addresses. */
  readonly interrupted: ReadonlySet<bigint>;
  /** arm64: where the entry code saved the link register of what was interrupted. */
  readonly linkRegisterAt?: bigint;
  /** Its value: the caller, where the interrupted function has no frame record; no frame of `bt`. */
  readonly inLinkRegister?: bigint;
}

export type Machine = 'x86_64' | 'aarch64';

const HEAD = /^PID: +\d+ +TASK: ([0-9a-f]+)/;
const FRAME = /^ *#\d+ \[([0-9a-f]+)\] (\S+).* at ([0-9a-f]+)/;
const WAYS_OUT = /^(machine_kexec|crash_save_cpu|__switch_to)$/;
const REGISTERS = /^ +RIP: ([0-9a-f]+) /;

export function readBacktraces(text: string, machine: Machine): Backtrace[] {
  return text
    .split(/^(?=PID: )/m)
    .filter((part) => HEAD.test(part))
    .map(machine === 'aarch64' ? readArm64 : readX86);
}

function readX86(text: string): Backtrace {
  const pcs: bigint[] = [];
  const interrupted = new Set<bigint>();
  let inException = false;
  for (const line of text.split('\n')) {
    const frame = FRAME.exec(line);
    const registers = REGISTERS.exec(line);
    if (frame) {
      const pc = address(frame[3]);
      // After an NMI the interrupted frame comes twice: as the exception and as a frame.
      if (pcs.at(-1) !== pc || !interrupted.has(pc)) {
        pcs.push(pc);
      }
    } else if (/^ +\[exception RIP: /.test(line)) {
      inException = true;
    } else if (registers && inException) {
      // The registers of user mode have no such line before them.
      inException = false;
      pcs.push(address(registers[1]));
      interrupted.add(address(registers[1]));
    }
  }
  return { task: address(HEAD.exec(text)?.[1]), pcs, interrupted };
}

/**
 * crash shows each pc less four. No call is below the entry code of the kernel's own exceptions, nor
 * where crash begins at the registers of a CPU: not at the way into the capture kernel, not at
 * `__switch_to` of a task that sleeps.
 */
function readArm64(text: string): Backtrace {
  const pcs: bigint[] = [];
  const interrupted = new Set<bigint>();
  let linkRegisterAt: bigint | undefined;
  let isEntry = false;
  for (const line of text.split('\n')) {
    const [, record, symbol = '', shown] = FRAME.exec(line) ?? [];
    if (shown === undefined) continue;
    const pc = address(shown) + 4n;
    pcs.push(pc);
    const isAtRegisters = pcs.length === 1 && !WAYS_OUT.test(symbol);
    if (isEntry || isAtRegisters) interrupted.add(pc);
    isEntry = /^el1h_64_(sync|irq|fiq|error)$/.test(symbol);
    // The frame record lies 0x130 bytes into struct pt_regs of 6.1, x30 240.
    if (isEntry) linkRegisterAt = address(record) - 0x130n + 240n;
  }
  return {
    task: address(HEAD.exec(text)?.[1]),
    pcs,
    interrupted,
    ...(linkRegisterAt === undefined ? {} : { linkRegisterAt }),
  };
}

function address(digits: string | undefined): bigint {
  return BigInt(`0x${digits ?? '0'}`);
}
