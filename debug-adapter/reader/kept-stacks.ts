import type { Stack } from '../model/frame';

/** More than a person goes back to; each takes some 10 KB. */
const MOST_KEPT = 300;

/**
 * The stacks that were asked for last, since those of tens of thousands of tasks are too many to
 * keep. One that could not be read is not kept.
 */
export class KeptStacks {
  /** In the order of their last use. */
  private readonly stacks = new Map<bigint, Promise<Stack>>();

  constructor(private readonly most = MOST_KEPT) {}

  /** `read` is called where the stack is not kept; all who ask meanwhile share its answer. */
  get(task: bigint, read: () => Promise<Stack>): Promise<Stack> {
    const stack = this.stacks.get(task) ?? this.read(task, read);
    this.stacks.delete(task);
    this.stacks.set(task, stack);
    for (const oldest of this.stacks.keys()) {
      if (this.stacks.size <= this.most) break;
      this.stacks.delete(oldest);
    }
    return stack;
  }

  clear(): void {
    this.stacks.clear();
  }

  private read(task: bigint, read: () => Promise<Stack>): Promise<Stack> {
    const stack = read();
    stack.catch(() => {
      if (this.stacks.get(task) === stack) this.stacks.delete(task);
    });
    return stack;
  }
}
