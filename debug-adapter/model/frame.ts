/** A line of source as the debug info names it. */
export interface SourceLine {
  /** The path as the debug info has it; may be relative (Debian kernels) or absolute. */
  readonly file: string;
  /** The same from the compile directory, as gdb resolved it; may be relative, too. */
  readonly compiledAs?: string;
  readonly line: number;
}

/** Where gdb has a frame: which of its stacks of the task, counted from 0, and which level of it. */
export interface GdbPlace {
  readonly stack: number;
  readonly level: number;
}

/** A function on a stack: one physical frame, or a function inlined into it. */
export interface CallFrame {
  readonly kind: 'call';
  readonly functionName: string;
  /**
   * Where this frame is: the faulting instruction of an exception frame, else the return address.
   * Inlined functions have the pc of the physical frame that they are part of. Absent where only the
   * kernel log names the frame, by its symbol, and nothing tells where that was loaded.
   */
  readonly pc?: bigint;
  /** Nearest symbol and distance, as crash gives it: `vfs_write`, 158. */
  readonly symbol?: { readonly name: string; readonly offset: number };
  readonly inlined: boolean;
  /** The line of the call (or of the faulting instruction); absent when nothing knows it. */
  readonly source?: SourceLine;
  /** Why `source` is absent, and what would help; shown to a person. */
  readonly sourceMissing?: string;
  /** Name of the module it lies in. */
  readonly module?: string;
  /**
   * Whether gdb's unwinder saw it too, as far as there is one. Where crash's `bt` alone goes on, what
   * it shows may be a return address left over on the stack: the kernel would print `? function`.
   */
  readonly confirmed: boolean;
  /** This frame took the exception that the stack shows: a fault, an interrupt, an NMI. */
  readonly exception: boolean;
  /** Where gdb has this very function, and so can say what its variables are. */
  readonly gdb?: GdbPlace;
  /** Set where `pc` is the interrupted instruction, not what a call returns to. */
  readonly interrupted?: true;
  /** What interrupted it: `page fault`, `NMI`; of a frame that took an exception. */
  readonly exceptionName?: string;
  /** The registers that the exception saved (pt_regs), by crash's names: RIP, ORIG_RAX, PSTATE. */
  readonly exceptionRegisters?: ReadonlyMap<string, bigint>;
  /** Those of user mode, of the outermost frame of a stack that was entered from there. */
  readonly userRegisters?: ReadonlyMap<string, bigint>;
  /** Where its return address stands on the stack. */
  readonly sp?: bigint;
  /** The code that handled the crash itself (machine_kexec, oops_end …), above the frame to look at. */
  readonly handler: boolean;
}

/** A line in the stack that is no function: an exception, a switch of stacks, the user-mode boundary. */
export interface LabelFrame {
  readonly kind: 'label';
  readonly text: string;
  /** The kernel jumped to where no code is: the call below it is what a person wants to see. */
  readonly badJump?: boolean;
}

export type Frame = CallFrame | LabelFrame;

/** The stack of one task. */
export interface Stack {
  readonly frames: readonly Frame[];
  /** Index of the frame that a person wants to see first. */
  readonly focus: number;
}
