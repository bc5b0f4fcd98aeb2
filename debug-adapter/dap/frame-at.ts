import type { Frame } from '../model/frame';
import type { OpenedDump } from '../reader/opened-dump';
import type { SessionContext } from './context';

export interface FrameOfTask {
  readonly task: bigint;
  readonly frame: Frame;
}

/**
 * The frame that a client's number stands for; undefined where no frame has it. Its stack is read
 * again where it is no longer kept, or where symbols that came since have changed it.
 */
export async function frameAt(
  context: SessionContext,
  dump: OpenedDump,
  id: number | undefined,
): Promise<FrameOfTask | undefined> {
  const handle = context.ids.frameHandle(id);
  if (!handle) return undefined;
  const frame = (await dump.reader.stack(handle.task)).frames[handle.index];
  return frame && { task: handle.task, frame };
}
