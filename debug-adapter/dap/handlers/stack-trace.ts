import type { SessionContext } from '../context';
import { presentFrame } from '../frame-presenter';
import { MOST_FRAMES } from '../session-ids';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** The stack of a task, as much of it as is asked for. */
export const stackTrace: Handler<'stackTrace', SessionContext> = async (context, args) => {
  const dump = await context.dump();
  const task = context.ids.task(args.threadId);
  if (task === undefined) {
    throw unknownThing(`This dump has no task with thread number ${args.threadId}.`);
  }
  const stack = await dump.reader.stack(task);
  const first = Math.max(0, args.startFrame ?? 0);
  const count = args.levels === undefined || args.levels <= 0 ? Infinity : args.levels;
  const all = stack.frames.slice(0, MOST_FRAMES);
  const frames = all.slice(first, first + count);
  return {
    stackFrames: await Promise.all(
      frames.map((frame, index) =>
        presentFrame(context, dump, { task, frame, index: first + index }),
      ),
    ),
    totalFrames: all.length,
  };
};
