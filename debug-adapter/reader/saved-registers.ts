import type { CallFrame, Frame } from '../model/frame';
import type { PhysicalFrame, StackMark } from './stack-merge';

/** Puts the registers that stand on a stack with the frames that they belong to. */
export class SavedRegisters {
  private name: string | undefined;
  private registers: ReadonlyMap<string, bigint> | undefined;

  /**
   * A mark in the stack: registers of user mode belong to the frame above, those of an exception to
   * the frame that comes next. `label` is what the mark is called.
   */
  mark(mark: StackMark, label: string, frames: Frame[]): void {
    const { registers } = mark;
    if (mark.userMode) {
      const index = frames.findLastIndex((frame) => frame.kind === 'call');
      const last = frames[index];
      if (last?.kind === 'call' && registers) {
        frames[index] = { ...last, userRegisters: registers };
      }
      return;
    }
    this.registers = registers ?? this.registers;
    this.name = mark.text === 'exception' ? label : this.name;
  }

  /** The calls of the physical frame that comes next. */
  calls(calls: readonly CallFrame[], { registers }: PhysicalFrame): CallFrame[] {
    const saved = registers ?? this.registers;
    const { name } = this;
    this.registers = undefined;
    this.name = undefined;
    const [first, ...others] = calls;
    return first && saved
      ? [
          {
            ...first,
            exceptionRegisters: saved,
            ...(name === undefined ? {} : { exceptionName: name }),
          },
          ...others,
        ]
      : [...calls];
  }
}
