/** The stacks as crash's own `foreach bt` prints them: which physical frames there are. */

export interface Backtrace {
  readonly task: bigint;
  /** Return addresses of the frames, and interrupted instructions where they stand in the stack. */
  readonly pcs: readonly bigint[];
  /** Those of `pcs` that are interrupted instructions, not return addresses. */
  readonly interrupted: ReadonlySet<bigint>;
}

const HEAD = /^PID: +\d+ +TASK: ([0-9a-f]+)/;
const FRAME = /^ *#\d+ \[[0-9a-f]+\] .* at ([0-9a-f]+)/;
const REGISTERS = /^ +RIP: ([0-9a-f]+) /;

export function readBacktraces(text: string): Backtrace[] {
  return text
    .split(/^(?=PID: )/m)
    .filter((part) => HEAD.test(part))
    .map(readBacktrace);
}

function readBacktrace(text: string): Backtrace {
  const pcs: bigint[] = [];
  const interrupted = new Set<bigint>();
  let inException = false;
  for (const line of text.split('\n')) {
    const frame = FRAME.exec(line);
    const registers = REGISTERS.exec(line);
    if (frame) {
      const pc = address(frame[1]);
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

function address(digits: string | undefined): bigint {
  return BigInt(`0x${digits ?? '0'}`);
}
