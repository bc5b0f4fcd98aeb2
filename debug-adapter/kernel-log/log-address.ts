/** A place in code as the kernel writes it: `lab_account+0xb/0x22 [labcrash]`. */
export interface LogAddress {
  /** Of its line in the text, from 0. */
  readonly line: number;
  /** Of its first character in the line. */
  readonly start: number;
  /** One past its last. */
  readonly end: number;
  readonly name: string;
  /** Bytes from the beginning of the function. */
  readonly offset: number;
  /** Bytes of the function, up to the next symbol. */
  readonly size: number;
  /** As the kernel writes it, with `_`. */
  readonly module?: string;
  /** `returns`: the instruction after the call, as in a call trace. `runs`: the instruction itself. */
  readonly kind: 'runs' | 'returns';
}

/** `%pS` and `%pB` (kernel lib/vsprintf.c); with CONFIG_STACKTRACE_BUILD_ID a build ID may follow the module. */
const ADDRESS =
  /([A-Za-z_.$][\w.$]*)\+0x([0-9a-f]{1,8})\/0x([0-9a-f]{1,8})(?: \[([\w-]+)(?: [0-9a-f]{8,64})?\])?/g;

/** What dmesg writes before a message. */
const PREFIX = /^(?:<\d+>)?(?:\[[^\]]*\] ?)?(?:\[ *[TC]\d+\] ?)?/;

/** arm64 and RISC-V name the instruction that was running so, before their call trace. */
const PROGRAM_COUNTER = /\be?pc ?: $/;

/**
 * What stands before the address of an instruction that was running: `RIP: 0010:`, `PC is at ` (arm),
 * `NIP [c000…] ` (ppc64), and the two forms of the place of a WARN().
 */
const RUNS =
  /(?:\b[ER]?IP: (?:[0-9a-f]{4}:)?(?:\[<[0-9a-f]+>\] *)*|\bPC is at |\bNIP \[[0-9a-f]+\] |^WARNING: .*\bat (?:\S+ )?)$/;

/** What stands before an address in a call trace; older kernels write the number too. */
const IN_TRACE = /^ *(?:\[<[0-9a-f]+>\] *)?(?:\? )?$/;

/** Longer lines are no traces, and expressions take their time over them. */
const LONGEST_LINE = 4096;

/** Finds the places in code that the lines of a log name. */
export function logAddresses(lines: Iterable<string>): LogAddress[] {
  const addresses: LogAddress[] = [];
  /** What the kernel said last was running. */
  let running: LogAddress | undefined;
  let traceBegins = false;
  let line = -1;
  for (const text of lines) {
    line++;
    // x86 writes `Call Trace:` and begins with the caller, arm64 `Call trace:` and with what runs.
    if (/\bCall trace:/.test(text)) traceBegins = true;
    if (text.length > LONGEST_LINE || !text.includes('+0x')) continue;
    for (const place of placesIn(text, line)) {
      const before = text.slice(0, place.start).replace(PREFIX, '');
      const isFirst = traceBegins && IN_TRACE.test(before);
      const isCounter = PROGRAM_COUNTER.test(before);
      const runs =
        isCounter ||
        RUNS.test(before) ||
        (isFirst && isSame(place, running)) ||
        isItself(place, before, isFirst);
      const address: LogAddress = { ...place, kind: runs ? 'runs' : 'returns' };
      if (isCounter) running = address;
      if (isFirst) traceBegins = false;
      addresses.push(address);
    }
  }
  return addresses;
}

type Place = Omit<LogAddress, 'kind'>;

function placesIn(text: string, line: number): Place[] {
  return [...text.matchAll(ADDRESS)].map((match) => {
    const [found, name = '', offset = '', size = '', module] = match;
    return {
      line,
      start: match.index,
      end: match.index + found.length,
      name,
      offset: parseInt(offset, 16),
      size: parseInt(size, 16),
      ...(module !== undefined && { module: module.replaceAll('-', '_') }),
    };
  });
}

function isSame(one: Place, other: LogAddress | undefined): boolean {
  return one.name === other?.name && one.offset === other.offset && one.module === other.module;
}

/**
 * `name+0x0` is the function itself, and so is the first of a trace of older arm64 kernels. Further
 * down it is where a call would have returned to that never does, the last of the function before
 * (`sysrq_reset_seq_param_set+0x0/0x60` below `panic`).
 */
function isItself({ offset }: Place, before: string, isFirst: boolean): boolean {
  return offset === 0 && (isFirst || !IN_TRACE.test(before));
}
