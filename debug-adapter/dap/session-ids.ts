import type { CallFrame, Frame } from '../model/frame';

/** A frame that the client knows by a number. */
export interface FrameHandle {
  readonly task: bigint;
  readonly frame: Frame;
}

/**
 * The numbers by which the client names things. They stay valid for the whole session, since a dump
 * never runs on.
 */
export class SessionIds {
  private readonly threadByTask = new Map<bigint, number>();
  private readonly taskByThread = new Map<number, bigint>();
  private readonly frames: FrameHandle[] = [];
  private readonly frameIds = new Map<string, number>();
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

  frame(task: bigint, index: number, frame: Frame): number {
    return this.number(this.frameIds, this.frames, `${task}/${index}`, { task, frame });
  }

  frameHandle(id: number | undefined): FrameHandle | undefined {
    return id === undefined ? undefined : this.frames[id - 1];
  }

  /** A text of ours that stands in for a source file that is not here. */
  generatedSource(frame: CallFrame): number {
    const place = frame.pc ?? `${frame.symbol?.name ?? ''}+${frame.symbol?.offset ?? 0}`;
    const key = `${place}/${frame.functionName}/${frame.source?.line ?? 0}`;
    return this.number(this.generatedIds, this.generated, key, frame);
  }

  generatedFrame(reference: number): CallFrame | undefined {
    return this.generated[reference - 1];
  }

  private number<T>(ids: Map<string, number>, things: T[], key: string, thing: T): number {
    let id = ids.get(key);
    if (id === undefined) {
      things.push(thing);
      id = things.length;
      ids.set(key, id);
    }
    return id;
  }
}
