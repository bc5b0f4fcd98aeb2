import type { Backtrace, BacktraceEntry, BacktraceFrame } from '../commands/bt';
import { parseRd } from '../commands/rd';
import { parseSym } from '../commands/sym';
import type { RunCommand } from '../crash/crash-process';
import { exceptionName } from './exception-name';
import { KERNEL_HALF } from './stack-merge';

/** Words of `struct pt_regs` of x86-64 (arch/x86/include/asm/ptrace.h), and some of their places. */
const PT_REGS_WORDS = 21;
const NAMES: readonly string[] =
  'R15 R14 R13 R12 RBP RBX R11 R10 R9 R8 RAX RCX RDX RSI RDI ORIG_RAX RIP CS RFLAGS RSP SS'.split(
    ' ',
  );
const IP = 16;
const CS = 17;
const SP = 19;
const SS = 20;
const KERNEL_CS = 0x10n;
const KERNEL_SS = 0x18n;

/**
 * Puts back the exceptions that crash's `bt` steps over on x86-64: of a call through a bad pointer,
 * and of an interrupt that hit the first instruction of a function, it shows the entry code and goes
 * on below. The registers stand on the stack right after the entry code's return address.
 */
export async function withLostExceptions(
  backtrace: Backtrace,
  run: RunCommand,
): Promise<Backtrace> {
  const entries: BacktraceEntry[] = [];
  for (const [index, entry] of backtrace.entries.entries()) {
    entries.push(entry);
    const next = backtrace.entries[index + 1];
    if (entry.kind === 'frame' && next?.kind === 'frame' && isEntryCode(entry)) {
      entries.push(...(await exceptionAt(entry.sp + 8n, run)));
    }
  }
  return { ...backtrace, entries };
}

function isEntryCode(frame: BacktraceFrame): boolean {
  return frame.symbol.startsWith('asm_') && exceptionName(frame.symbol) !== undefined;
}

async function exceptionAt(address: bigint, run: RunCommand): Promise<BacktraceEntry[]> {
  const answer = await run(`rd -64 ${address.toString(16)} ${PT_REGS_WORDS}`);
  const registers = parseRd(answer.text);
  const [ip, cs, sp, ss] = [registers[IP], registers[CS], registers[SP], registers[SS]];
  const inKernel = cs === KERNEL_CS && (ss === KERNEL_SS || ss === 0n);
  if (ip === undefined || sp === undefined || !inKernel || sp < KERNEL_HALF) {
    return [];
  }
  const symbol =
    ip >= KERNEL_HALF ? parseSym((await run(`sym ${ip.toString(16)}`)).text) : undefined;
  return [
    {
      kind: 'exception',
      text: symbol ? `${symbol.name}+${symbol.offset}` : 'unknown or invalid address',
      pc: ip,
      ...(symbol ? { symbol } : {}),
    },
    {
      kind: 'registers',
      user: false,
      values: new Map(
        NAMES.flatMap((name, index) => {
          const value = registers[index];
          return value === undefined ? [] : [[name, value] as const];
        }),
      ),
    },
  ];
}
