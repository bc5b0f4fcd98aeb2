import type { Kernel } from './kernel';
import type { Value } from './value';

/** A value as gdb has it. */
export interface RawValue {
  /** Without `const` and `volatile`; typedefs are not followed. */
  readonly type: string;
  /** What gdb prints: `{...}`, `[4]`, `0xffff… <symbol>`, empty where memory cannot be read. */
  readonly printed: string;
  /** Where it lies in memory; absent for what lies in a register, and for bit fields. */
  readonly address?: bigint;
  /** Where a pointer leads. */
  readonly target?: bigint;
  /** The structure that it is a member of (`struct task_struct`), and its name there. */
  readonly owner?: { readonly type: string; readonly member: string };
  /** The variable that it is. */
  readonly variable?: string;
}

/** What a rule makes of a value. */
export interface View {
  /** Instead of what gdb prints. */
  readonly text?: string;
  /** What stands for the members; those that gdb has follow as `[raw]`. */
  readonly parts?: () => Promise<readonly Value[]>;
  /** What comes before the members. */
  readonly extra?: readonly Value[];
}

/** How to make values that are not gdb's own: elements of a list, the owner of a lock. */
export interface Maker {
  /** A structure at an address. */
  at(name: string, type: string, address: bigint): Promise<Value>;
  /** A word of our own. */
  word(name: string, text: string): Value;
}

/** One way in which kernel people read a type. */
export interface ValueRule {
  /** Whether it is for such a value. It costs nothing. */
  takes(value: RawValue): boolean;
  /** Undefined when there is nothing to say beyond what gdb says. Reads memory, never rejects for it. */
  view(value: RawValue, kernel: Kernel, make: Maker): Promise<View | undefined>;
}
