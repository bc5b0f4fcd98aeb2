import type { Backtrace, BacktraceEntry } from '../commands/bt';
import type { MiFrame } from '../mi/stack';
import { exceptionName } from './exception-name';

/** One physical frame of `bt`, with what gdb knows of the functions at its pc. */
export interface PhysicalFrame {
  readonly kind: 'physical';
  /** As gdb has it: the return address, or the interrupted instruction. */
  readonly pc: bigint;
  /** Where to look its line up: inside the call instruction, or at the interrupted instruction. */
  readonly lookup: bigint;
  /** Whether `pc` is the interrupted instruction itself, not a return address. */
  readonly interrupted: boolean;
  readonly symbol?: { readonly name: string; readonly offset: number };
  readonly module?: string;
  /** The functions at this pc, innermost inlined one first; absent where gdb did not see the frame. */
  readonly functions?: readonly MiFrame[];
  /** Which of gdb's stacks has them, counted from 0. */
  readonly gdbStack?: number;
  /**
   * gdb counts this frame as its stack's innermost one, and so names the line after the call: look
   * it up elsewhere if possible.
   */
  readonly lineIsAfterCall: boolean;
  readonly confirmed: boolean;
  /**
   * Where its return address stands on the stack, from `bt`; of an interrupted frame, the word before
   * those that the stack pointer leads to.
   */
  readonly sp?: bigint;
  /** What the exception saved that hit it, by crash's names. */
  readonly registers?: ReadonlyMap<string, bigint>;
  /**
   * Set on a frame that only gdb has, between two that both have: it is real if its pc stands on the
   * stack between these addresses. Else gdb concluded it from a tail call (a `jmp`), and no such
   * frame was ever there.
   */
  readonly realIfBetween?: { readonly from: bigint; readonly to: bigint };
}

/** Where one stack ends and another begins, or the kernel does. */
export interface StackMark {
  readonly kind: 'mark';
  readonly text: string;
  /** The kernel jumped to where no code is (a call through a bad pointer): the caller comes next. */
  readonly badJump?: boolean;
  /** The registers that were saved here; of user mode, or of a jump to where no code is. */
  readonly registers?: ReadonlyMap<string, bigint>;
  readonly userMode?: true;
}

export type MergedFrame = PhysicalFrame | StackMark;

/** How a machine's return addresses appear in crash's `bt` and in gdb. */
export interface MachineConventions {
  /** Bytes that `bt` has already subtracted from a return address: 4 on arm64, 0 on x86-64. */
  readonly subtractedByBt: bigint;
  /** Bytes from a return address back into the call instruction. */
  readonly intoCall: bigint;
  /** `bt` follows frame records, so that what it shows was not merely left over on the stack. */
  readonly hasFrameRecords: boolean;
}

export function machineConventions(machine: string | undefined): MachineConventions {
  return machine === 'aarch64'
    ? { subtractedByBt: 4n, intoCall: 4n, hasFrameRecords: true }
    : { subtractedByBt: 0n, intoCall: 1n, hasFrameRecords: false };
}

/** Frames that `bt` may have skipped between two that both know. */
const LONGEST_GAP = 16;
/** Kernel addresses of x86-64 and arm64 have their highest bit set. */
export const KERNEL_HALF = 1n << 63n;
const EXCEPTION = 'exception';

/**
 * Joins crash's `bt` with gdb's stacks of the same task.
 *
 * `bt` decides where the stack begins and ends and where it changes; gdb's frames count only where
 * they meet `bt`'s pcs in the same order. gdb runs on past the end of the kernel stack into user
 * registers: its frames after the last common pc are dropped. Between two common pcs gdb, which
 * follows the unwind tables, knows better than `bt`, which scans the stack:
 * - what only `bt` has there was left over on the stack (frames of variable size, as do_syscall_64
 *   has with RANDOMIZE_KSTACK_OFFSET) and is dropped,
 *   unless `bt` follows frame records;
 * - what only gdb has there is kept as a candidate (`realIfBetween`): `bt` steps over some frames
 *   (start_secondary on idle CPUs), and gdb adds tail calls.
 */
export function mergeStack(
  backtrace: Backtrace,
  gdbStacks: readonly (readonly MiFrame[])[],
  conventions: MachineConventions,
  moduleAt: (pc: bigint) => string | undefined = () => undefined,
): MergedFrame[] {
  const gdb = gdbStacks.map(groupByPc);
  const slots = withBadJumps(slotsOf(backtrace.entries, conventions, moduleAt), gdb);
  const merged: MergedFrame[] = [];
  let seenByGdb = false;
  const segments = segmentsOf(slots);
  for (const [index, segment] of segments.entries()) {
    if (segment.mark !== undefined) {
      merged.push(segment.mark);
    }
    const atException = segments[index + 1]?.mark?.text === EXCEPTION;
    const frames = joinSegment(segment.slots, gdb, conventions, {
      // After an exception `bt` begins anew, at registers that were saved.
      seenBefore: seenByGdb && segment.slots[0]?.interrupted !== true && !segment.mark?.badJump,
      atException,
    });
    seenByGdb ||= frames.some((frame) => frame.functions !== undefined);
    merged.push(...frames);
  }
  return merged;
}

type Slot = Omit<
  PhysicalFrame,
  'functions' | 'gdbStack' | 'lineIsAfterCall' | 'confirmed' | 'realIfBetween'
>;

interface Segment {
  readonly mark?: StackMark;
  readonly slots: Slot[];
}

interface GdbFrame {
  readonly pc: bigint;
  readonly functions: MiFrame[];
  readonly gdbStack: number;
}

function slotsOf(
  entries: readonly BacktraceEntry[],
  conventions: MachineConventions,
  moduleAt: (pc: bigint) => string | undefined,
): (Slot | StackMark)[] {
  const slots: (Slot | StackMark)[] = [];
  for (const entry of entries) {
    const last = slots.findLast((slot) => slot.kind === 'physical');
    switch (entry.kind) {
      case 'frame': {
        const module = entry.module ?? (entry.inRegister ? moduleAt(entry.pc) : undefined);
        const subtracted = entry.exact ? 0n : conventions.subtractedByBt;
        const pc = entry.pc + subtracted;
        const interrupted = last?.interrupted === true && last.pc === pc;
        if (interrupted) {
          // After an NMI `bt` shows the interrupted frame twice: as the exception and as a frame.
          slots.splice(slots.lastIndexOf(last), 1);
        }
        slots.push({
          kind: 'physical',
          pc,
          lookup: interrupted || entry.exact ? pc : pc - conventions.intoCall,
          interrupted,
          sp: entry.sp,
          ...(interrupted && last.registers ? { registers: last.registers } : {}),
          symbol: { name: entry.symbol, offset: (entry.offset ?? 0) + Number(subtracted) },
          ...(module === undefined ? {} : { module }),
        });
        break;
      }
      case 'exception':
        if (entry.text === 'user space') {
          // arm64: no kernel frame exists, and the registers beside it have said so.
          break;
        }
        slots.push({ kind: 'mark', text: EXCEPTION });
        if (entry.pc !== undefined && entry.symbol !== undefined && entry.pc >= KERNEL_HALF) {
          const module = moduleAt(entry.pc);
          slots.push({
            kind: 'physical',
            pc: entry.pc,
            lookup: entry.pc,
            interrupted: true,
            symbol: entry.symbol,
            // Unlike a frame, an exception does not name its module in `bt`.
            ...(module === undefined ? {} : { module }),
          });
        }
        break;
      case 'registers':
        if (entry.user) {
          slots.push({
            kind: 'mark',
            text: userModeText(entry.values),
            registers: entry.values,
            userMode: true,
          });
        } else if (last?.interrupted && last === slots.at(-1)) {
          // Return addresses begin at the stack pointer; a frame's own `sp` is one word before.
          const sp = entry.values.get('RSP') ?? entry.values.get('SP');
          slots[slots.length - 1] = {
            ...last,
            registers: entry.values,
            ...(sp === undefined ? {} : { sp: sp - 8n }),
          };
        } else if (isException(slots.at(-1))) {
          const to = entry.values.get('RIP') ?? entry.values.get('PC') ?? 0n;
          slots.push({ ...badJump(to), registers: entry.values });
        }
        break;
      case 'switch':
        slots.push({ kind: 'mark', text: entry.stack });
        break;
    }
  }
  return slots;
}

/**
 * A call through a bad pointer leaves no trace in `bt`, which goes on at the caller. gdb's stack
 * begins with the address that was jumped to, and the caller comes second.
 */
function withBadJumps(
  slots: readonly (Slot | StackMark)[],
  gdb: readonly (readonly GdbFrame[])[],
): (Slot | StackMark)[] {
  return slots.flatMap((slot, index) => {
    const above = slots[index - 1];
    const entered = above?.kind === 'physical' && exceptionName(above.symbol?.name ?? '');
    const jump = gdb.find(
      ([target, caller]) =>
        slot.kind === 'physical' &&
        caller?.pc === slot.pc &&
        target !== undefined &&
        target.pc < KERNEL_HALF,
    )?.[0];
    return entered && jump ? [{ kind: 'mark', text: EXCEPTION }, badJump(jump.pc), slot] : [slot];
  });
}

function isException(slot: Slot | StackMark | undefined): boolean {
  return slot?.kind === 'mark' && slot.text === EXCEPTION;
}

function badJump(pc: bigint): StackMark {
  return {
    kind: 'mark',
    text: `at 0x${pc.toString(16)}, where crash knows no code`,
    badJump: true,
  };
}

function userModeText(registers: ReadonlyMap<string, bigint>): string {
  const pc = registers.get('RIP') ?? registers.get('PC');
  return pc === undefined ? 'user mode' : `user mode at 0x${pc.toString(16)}`;
}

function segmentsOf(slots: readonly (Slot | StackMark)[]): Segment[] {
  const segments: Segment[] = [{ slots: [] }];
  for (const slot of slots) {
    if (slot.kind === 'mark') {
      segments.push({ mark: slot, slots: [] });
    } else {
      segments.at(-1)?.slots.push(slot);
    }
  }
  return segments;
}

/** Functions inlined at one pc, and the one they are inlined into, stand one after another. */
function groupByPc(frames: readonly MiFrame[], gdbStack: number): GdbFrame[] {
  const groups: GdbFrame[] = [];
  for (const frame of frames) {
    if (frame.address === undefined) {
      continue;
    }
    const last = groups.at(-1);
    const recursion = last?.functions.some((seen) => sameFunction(seen, frame)) ?? false;
    if (last?.pc === frame.address && !recursion) {
      last.functions.push(frame);
    } else {
      groups.push({ pc: frame.address, functions: [frame], gdbStack });
    }
  }
  return groups;
}

/** The same function and line at the same pc again: the physical frame of a recursion. */
function sameFunction(one: MiFrame, other: MiFrame): boolean {
  return (
    one.functionName === other.functionName && one.file === other.file && one.line === other.line
  );
}

function joinSegment(
  slots: readonly Slot[],
  gdb: readonly (readonly GdbFrame[])[],
  conventions: MachineConventions,
  { seenBefore, atException }: { readonly seenBefore: boolean; readonly atException: boolean },
): PhysicalFrame[] {
  const frames: PhysicalFrame[] = [];
  let stack: readonly GdbFrame[] | undefined;
  /** Where in `stack`, and in `frames`, both were last in step. */
  let position = -1;
  let lastCommon = -1;
  for (const [index, slot] of slots.entries()) {
    const current = stack;
    // With crash 9 the panicking arm64 task has a stack that ends in machine_kexec, and one below it.
    const mayChange =
      !current ||
      (conventions.hasFrameRecords &&
        slots.slice(index).every(({ pc }) => meet(current, position, pc) < 0));
    const next = mayChange
      ? gdb.find((other) => other !== current && findFirst(other, slot.pc) >= 0)
      : undefined;
    if (next) {
      stack = next;
      position = findFirst(next, slot.pc) - 1;
      lastCommon = -1;
    }
    const at = stack ? meet(stack, position, slot.pc) : -1;
    const group = at >= 0 ? stack?.[at] : undefined;
    if (group && stack && lastCommon >= 0) {
      if (!conventions.hasFrameRecords) {
        frames.length = lastCommon + 1;
      }
      const from = frames[lastCommon]?.sp;
      frames.push(
        ...stack
          .slice(position + 1, at)
          .map((skipped) => skippedByBt(skipped, from, slot.sp, conventions)),
      );
    }
    // The registers of an exception stand on the stack: what it hit and its entry code are certain.
    const certain =
      conventions.hasFrameRecords || slot.interrupted || (atException && slot === slots.at(-1));
    frames.push({
      lineIsAfterCall: at === 0 && slot.lookup !== slot.pc,
      confirmed: group !== undefined || certain || (lastCommon < 0 && !seenBefore),
      ...(group ? { functions: group.functions, gdbStack: group.gdbStack } : {}),
      ...slot,
    });
    if (group) {
      position = at;
      lastCommon = frames.length - 1;
    }
  }
  return frames;
}

/** An interrupted or innermost frame is where a gdb stack begins; others may be met further down. */
function findFirst(stack: readonly GdbFrame[], pc: bigint): number {
  return stack.slice(0, LONGEST_GAP).findIndex((frame) => frame.pc === pc);
}

/** Where `stack` comes to `pc` next, with only known kernel functions on the way; -1 if it does not. */
function meet(stack: readonly GdbFrame[], position: number, pc: bigint): number {
  for (let index = position + 1; index <= position + 1 + LONGEST_GAP; index++) {
    const frame = stack[index];
    if (frame?.pc === pc) {
      return index;
    }
    const known = frame?.functions.every((entry) => entry.functionName !== undefined) ?? false;
    if (!frame || !known || frame.pc < KERNEL_HALF) {
      return -1;
    }
  }
  return -1;
}

function skippedByBt(
  frame: GdbFrame,
  from: bigint | undefined,
  to: bigint | undefined,
  { intoCall }: MachineConventions,
): PhysicalFrame {
  return {
    kind: 'physical',
    pc: frame.pc,
    lookup: frame.pc - intoCall,
    interrupted: false,
    functions: frame.functions,
    gdbStack: frame.gdbStack,
    lineIsAfterCall: false,
    confirmed: true,
    realIfBetween: { from: from ?? 0n, to: to ?? 0n },
  };
}
