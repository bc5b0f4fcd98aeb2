import type { Backtrace, BacktraceEntry, BacktraceFrame } from '../commands/bt';
import { parseRd } from '../commands/rd';
import { parseSym } from '../commands/sym';
import type { RunCommand } from '../crash/crash-process';
import { KERNEL_HALF } from './stack-merge';

/** Places in `struct pt_regs` (arch/arm64/include/asm/ptrace.h), in words. */
const FP = 29;
const LR = 30;
const SP = 31;
const PC = 32;
/** The frame record in it: 0x130 bytes from its start, and 0x128 from Linux 6.13 on. */
const RECORD_AT = [38, 37];

/** Registers as they were when something else began to run. */
interface SavedRegisters {
  readonly pc: bigint;
  readonly lr: bigint;
  readonly sp: bigint;
}

/** All of them, by crash's names: `X0`, `LR`, `SP`, `PC`, `PSTATE`. */
interface SavedInException extends SavedRegisters {
  readonly values: ReadonlyMap<string, bigint>;
}

/** By the names of NT_PRSTATUS: `x0`, `sp`, `pc`, `pstate`. */
export type CpuRegisterValues = ReadonlyMap<string, bigint>;

/**
 * Puts right where crash's `bt` of arm64 takes an instruction for a return address, or loses a frame.
 *
 * crash follows frame records and shows each pc less four, so that a return address becomes the call.
 * But below the entry code of an exception the pc is that of the interrupted instruction, and so is
 * the very first one where crash begins at the registers that the CPU saved. At the first instruction
 * of a function crash then even names the function before. The entry code saved all registers right
 * there on the stack; they tell the pc, and the caller of a function that has no frame record of its
 * own (`__arch_clear_user`), which neither crash nor gdb shows.
 */
export async function withArm64Frames(
  backtrace: Backtrace,
  cpus: readonly CpuRegisterValues[],
  run: RunCommand,
): Promise<Backtrace> {
  const { entries } = backtrace;
  const result: BacktraceEntry[] = [];
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index];
    const next = entries[index + 1];
    if (entry?.kind !== 'frame') {
      if (entry) {
        result.push(entry);
      }
    } else if (index === 0) {
      result.push(...(await firstFrame(entry, next, cpus, run)));
    } else if (isEntryCode(entry) && next?.kind === 'frame') {
      result.push(entry);
      const saved = await registersBelow(entry, next, run);
      if (saved) {
        result.push(...(await exceptionAt(saved, run)));
        result.push(...(await callerInRegister(saved, entries[index + 2], run)));
        index++; // `next` is the interrupted instruction
      }
    } else {
      result.push(entry);
    }
  }
  return { ...backtrace, entries: result };
}

/** Code that the CPU enters in the kernel on an exception (arch/arm64/kernel/entry.S). */
function isEntryCode({ symbol }: BacktraceFrame): boolean {
  return /^el1[ht]?_(?:64_)?(?:sync|irq|fiq|error|da|ia|sp_pc|undef|dbg)$/.test(symbol);
}

/** The first frame, where crash begins at the registers of a CPU: the pc is no return address. */
async function firstFrame(
  frame: BacktraceFrame,
  next: BacktraceEntry | undefined,
  cpus: readonly CpuRegisterValues[],
  run: RunCommand,
): Promise<BacktraceEntry[]> {
  const pc = frame.pc + 4n;
  const registers = cpus.find((values) => values.get('pc') === pc);
  if (!registers) {
    return [frame];
  }
  const symbol = await symbolAt(pc, run);
  const exact: BacktraceFrame = {
    ...frame,
    ...(symbol ? { symbol: symbol.name, offset: symbol.offset } : {}),
    pc,
    exact: true,
  };
  const value = (name: string): bigint => registers.get(name) ?? 0n;
  const saved = { pc, lr: value('x30'), sp: value('sp') };
  return [exact, ...(await callerInRegister(saved, next, run))];
}

/** The registers that entry code saved: `next` must be the instruction that they name. */
async function registersBelow(
  entry: BacktraceFrame,
  next: BacktraceFrame,
  run: RunCommand,
): Promise<SavedInException | undefined> {
  const [most = 0] = RECORD_AT;
  const from = entry.sp - BigInt(most * 8);
  const words = parseRd((await run(`rd -64 ${from.toString(16)} ${most + 2}`)).text);
  const [recordFp, recordLr] = [words[most], words[most + 1]];
  for (const at of RECORD_AT) {
    const word = (place: number): bigint => words[most - at + place] ?? 0n;
    const pc = word(PC);
    // The frame record repeats the frame pointer and the pc.
    if (pc === next.pc + 4n && pc === recordLr && word(FP) === recordFp) {
      const names = [...Array.from({ length: LR }, (_, number) => `X${number}`), 'LR', 'SP', 'PC'];
      const values = new Map([...names, 'PSTATE'].map((name, place) => [name, word(place)]));
      return { pc, lr: word(LR), sp: word(SP), values };
    }
  }
  return undefined;
}

async function exceptionAt(saved: SavedInException, run: RunCommand): Promise<BacktraceEntry[]> {
  const symbol = await symbolAt(saved.pc, run);
  return [
    {
      kind: 'exception',
      text: symbol ? `${symbol.name}+${symbol.offset}` : 'unknown or invalid address',
      pc: saved.pc,
      ...(symbol ? { symbol } : {}),
    },
    { kind: 'registers', user: false, values: saved.values },
  ];
}

/**
 * The caller, where the function that was interrupted has no frame record, and so the link register
 * alone knows it. It does not when it names a place in the function itself (after a call that the
 * function made), the caller that is shown anyway, or no instruction after a call.
 */
async function callerInRegister(
  { pc, lr, sp }: SavedRegisters,
  next: BacktraceEntry | undefined,
  run: RunCommand,
): Promise<BacktraceFrame[]> {
  const back = withoutAuthentication(lr, pc);
  const shown = next?.kind === 'frame' ? next.pc + 4n : undefined;
  if (back < KERNEL_HALF || back === shown) {
    return [];
  }
  const call = back - 4n;
  const [here, caller] = [await symbolAt(pc, run), await symbolAt(call, run)];
  if (!here || !caller || here.name === caller.name) {
    return [];
  }
  const [words] = parseRd((await run(`rd -64 ${call.toString(16)} 1`)).text).map((word) =>
    Number(word & 0xffffffffn),
  );
  if (words === undefined || !isCall(words)) {
    return [];
  }
  return [
    {
      kind: 'frame',
      number: next?.kind === 'frame' ? next.number : 0,
      sp: sp - 8n,
      symbol: caller.name,
      offset: caller.offset,
      pc: call,
      inRegister: true,
    },
  ];
}

/** Whether an instruction is `bl`, `blr` or one of the authenticated forms of `blr`. */
function isCall(instruction: number): boolean {
  const unsigned = instruction >>> 0;
  return unsigned >>> 26 === 0b100101 || (unsigned & 0xfefff000) >>> 0 === 0xd63f0000;
}

/**
 * A return address without the pointer authentication code in its upper bits: kernel code lies
 * together, so they are what they are in any other of its addresses.
 */
export function withoutAuthentication(address: bigint, example: bigint): bigint {
  // Bit 55 tells the kernel's half from the user's, and the code leaves it alone.
  if (((address >> 55n) & 1n) === 0n || example < KERNEL_HALF) {
    return address;
  }
  let ones = 0n;
  while (ones < 64n && ((example >> (63n - ones)) & 1n) === 1n) {
    ones++;
  }
  return BigInt.asUintN(64, address | (((1n << ones) - 1n) << (64n - ones)));
}

async function symbolAt(
  address: bigint,
  run: RunCommand,
): Promise<{ readonly name: string; readonly offset: number } | undefined> {
  return parseSym((await run(`sym ${address.toString(16)}`)).text);
}
