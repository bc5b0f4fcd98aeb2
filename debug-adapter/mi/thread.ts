import { miCommand } from './command';
import { readReply, type MiReply } from './reply';
import { toFrame, type MiFrame } from './stack';
import { getField, getList, getNumber, getString } from './value';

/**
 * What gdb calls a thread: one stack of the current task. The first may begin at the exception
 * while a further one holds the frames of its handler. With crash before 8.0.6 it is a CPU.
 */
export interface MiThread {
  readonly id: number;
  /** `1 init`: pid and name of the task; `CPU 0` before crash 8.0.6. */
  readonly targetId: string;
  /** `stack 0`; absent before crash 9.0.1. */
  readonly details?: string;
  readonly frame?: MiFrame;
}

export interface MiThreads {
  readonly threads: MiThread[];
  readonly currentThreadId?: number;
}

/** Asks for the stacks of the current task. */
export function threadInfoCommand(): string {
  return miCommand('-thread-info');
}

/** `^done,threads=[{id="1",target-id="1 init",details="stack 0",frame={…},state="stopped"}],current-thread-id="1"` */
export function parseThreadInfo(output: string | Uint8Array): MiReply<MiThreads> {
  return readReply(output, (results) => {
    const currentThreadId = getNumber(results, 'current-thread-id');
    return {
      threads: getList(results, 'threads').flatMap((thread) => {
        const id = getNumber(thread, 'id');
        const details = getString(thread, 'details');
        const frame = getField(thread, 'frame');
        return id === undefined
          ? []
          : [
              {
                id,
                targetId: getString(thread, 'target-id') ?? '',
                ...(details === undefined ? {} : { details }),
                ...(frame === undefined ? {} : { frame: toFrame(frame) }),
              },
            ];
      }),
      ...(currentThreadId === undefined ? {} : { currentThreadId }),
    };
  });
}
