import { binaryFields } from './binary-fields';

/** The registers of one CPU when it was stopped, from its NT_PRSTATUS note. */
export interface CpuRegisters {
  /**
   * The number of the note, from 0: that of the CPU, unless one before it saved no registers (the
   * kernel leaves the notes of such CPUs out).
   */
  readonly index: number;
  /** The process that ran there (kdump); of QEMU the number of the CPU plus 1. */
  readonly pid: number;
  /** In the kernel's order and under its names: `rip`, `rsp`; `pc`, `sp`, `x0`. */
  readonly registers: ReadonlyMap<string, bigint>;
}

/** Where `struct elf_prstatus` (kernel `include/uapi/linux/elfcore.h`) has its `pr_reg`. */
interface PrstatusLayout {
  readonly names: readonly string[];
  readonly offset: number;
  readonly bytes: 4 | 8;
}

/** Offset of `pr_pid`. */
const PID_64 = 32;
const PID_32 = 24;

const LAYOUTS: Readonly<Record<string, PrstatusLayout>> = {
  // Kernel `arch/x86/include/asm/user_64.h`, `struct user_regs_struct`.
  x86_64: {
    names:
      'r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs gs'.split(
        ' ',
      ),
    offset: 112,
    bytes: 8,
  },
  // Kernel `arch/x86/include/asm/user_32.h`.
  i686: {
    names: 'ebx ecx edx esi edi ebp eax ds es fs gs orig_eax eip cs eflags esp ss'.split(' '),
    offset: 72,
    bytes: 4,
  },
  // Kernel `arch/arm64/include/uapi/asm/ptrace.h`, `struct user_pt_regs`.
  aarch64: {
    names: [...Array.from({ length: 31 }, (_, number) => `x${number}`), 'sp', 'pc', 'pstate'],
    offset: 112,
    bytes: 8,
  },
};

/** The machines whose registers are known. */
export function knowsRegisters(machine: string | undefined): boolean {
  return machine !== undefined && machine in LAYOUTS;
}

/** Reads the notes of a machine that `knowsRegisters`; a note that is too short gives no registers. */
export function parseRegisters(
  notes: readonly Buffer[],
  machine: string | undefined,
  littleEndian: boolean,
): CpuRegisters[] {
  const layout = LAYOUTS[machine ?? ''];
  if (!layout) return [];
  const { names, offset, bytes } = layout;
  return notes.flatMap((note, index) => {
    if (note.length < offset + names.length * bytes) return [];
    const fields = binaryFields(note, littleEndian);
    const registers = new Map<string, bigint>();
    for (const [number, name] of names.entries()) {
      const at = offset + number * bytes;
      registers.set(name, bytes === 8 ? fields.u64(at) : BigInt(fields.u32(at)));
    }
    return [{ index, pid: fields.u32(bytes === 8 ? PID_64 : PID_32), registers }];
  });
}
