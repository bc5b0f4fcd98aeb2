import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** Makes the client look at a task: a thread that stops is what clients turn to. */
export const focusTask: Handler<'kernelCrash/focusTask', SessionContext> = async (
  context,
  args,
) => {
  await context.dump();
  if (context.ids.task(args.threadId) === undefined) {
    throw unknownThing('This task is not one of this session.');
  }
  context.client.event('stopped', {
    reason: 'pause',
    description: 'Selected',
    threadId: args.threadId,
    allThreadsStopped: false,
  });
  return {};
};
