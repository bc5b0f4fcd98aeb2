import type { RunCommand } from '../../crash/crash-process';
import { parseStackListFrames, stackListFramesCommand } from '../../mi/stack';
import { parseThreadInfo, threadInfoCommand } from '../../mi/thread';
import type { MiPlace } from '../../mi/variable';
import type { CallFrame, GdbPlace } from '../../model/frame';

/** A frame that gdb can be asked about, while crash stands on its task. */
export interface GdbFrame {
  readonly task: bigint;
  readonly place: GdbPlace;
  /** What gdb must find there. */
  readonly pc: bigint;
}

/** The frame that a person looks at. */
export interface ValueFrame {
  readonly task: bigint;
  readonly call: CallFrame;
}

/** Undefined where gdb does not have the frame. */
export function gdbFrameOf({ task, call }: ValueFrame): GdbFrame | undefined {
  const { gdb, pc } = call;
  return gdb === undefined || pc === undefined ? undefined : { task, place: gdb, pc };
}

/**
 * How MI names the frame now: gdb numbers its stacks anew each time crash comes back to a task.
 * @throws when gdb finds another frame there.
 */
export async function placeOf({ place, pc }: GdbFrame, run: RunCommand): Promise<MiPlace> {
  const threads = parseThreadInfo((await run(threadInfoCommand())).bytes);
  const thread = threads.ok ? threads.value.threads[place.stack]?.id : undefined;
  if (thread !== undefined) {
    const { level } = place;
    const command = stackListFramesCommand(thread, { from: level, to: level });
    const frames = parseStackListFrames((await run(command)).bytes);
    if (frames.ok && frames.value[0]?.address === pc) {
      return { thread, frame: level };
    }
  }
  throw new Error('gdb does not find this frame any more.');
}
