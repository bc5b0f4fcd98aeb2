import type { CallFrame } from '../model/frame';

/** A frame that the client knows by a number: whose stack it is on, and where, counted from 0. */
export interface FrameHandle {
  readonly task: bigint;
  readonly index: number;
}

/** More frames than fit on any kernel stack; a client's numbers still end at 2^31 with 260,000 tasks. */
export const MOST_FRAMES = 8192;

/**
 * The numbers by which the client names things. They stay valid for the whole session, since a dump
 * never runs on.
 */
export class SessionIds {
  private readonly threadByTask = new Map<bigint, number>();
  private readonly taskByThread = new Map<number, bigint>();
  private readonly generated: CallFrame[] = [];
  private readonly generatedIds = new Map<string, number>();

  /** Idle tasks all have pid 0: threads are numbered by us. */
  thread(task: bigint): number {
    let id = this.threadByTask.get(task);
    if (id === undefined) {
      id = this.threadByTask.size + 1;
      this.threadByTask.set(task, id);
      this.taskByThread.set(id, task);
    }
    return id;
  }

  task(thread: number): bigint | undefined {
    return this.taskByThread.get(thread);
  }

  /** Calculated, since nothing may be kept of every frame of tens of thousands of tasks. */
  frame(task: bigint, index: number): number {
    return this.thread(task) * MOST_FRAMES + index;
  }

  frameHandle(id: number | undefined): FrameHandle | undefined {
    if (id === undefined || !Number.isSafeInteger(id)) return undefined;
    const task = this.task(Math.floor(id / MOST_FRAMES));
    return task === undefined ? undefined : { task, index: id % MOST_FRAMES };
  }

  /** A text of ours that stands in for a source file that is not here. */
  generatedSource(frame: CallFrame): number {
    const place = frame.pc ?? `${frame.symbol?.name ?? ''}+${frame.symbol?.offset ?? 0}`;
    const key = `${place}/${frame.functionName}/${frame.source?.line ?? 0}`;
    let id = this.generatedIds.get(key);
    if (id === undefined) {
      this.generated.push(frame);
      id = this.generated.length;
      this.generatedIds.set(key, id);
    }
    return id;
  }

  generatedFrame(reference: number): CallFrame | undefined {
    return this.generated[reference - 1];
  }
}
