import { panicMessage } from '../announce-stop';
import type { SessionContext } from '../context';
import { displayLines } from '../../protocol/display-text';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

const KINDS = {
  oops: 'Kernel oops',
  bug: 'Kernel BUG',
  warning: 'Kernel warning',
  lockup: 'CPU lockup',
  stall: 'RCU stall',
  'hung-task': 'Hung task',
  sysrq: 'SysRq crash',
  panic: 'Kernel panic',
} as const;

/** What the kernel died of: its message, and the block of the log that tells of it. */
export const exceptionInfo: Handler<'exceptionInfo', SessionContext> = async (context, args) => {
  const dump = await context.dump();
  const panicTask = context.panicTask(dump);
  if (panicTask === undefined || context.ids.task(args.threadId) !== panicTask) {
    throw unknownThing('This task did not panic.');
  }
  const { oops } = dump.facts;
  const message = panicMessage(dump) ?? 'The kernel panicked; its log does not say why.';
  const exceptionId = KINDS[oops?.kind ?? 'panic'];
  const lines = oops?.block.map((line) => line.text) ?? [];
  // Clients show the message above the block, which mostly begins with it.
  const block = lines.slice(lines[0] === oops?.message ? 1 : 0).join('\n');
  return {
    exceptionId,
    description: message,
    breakMode: 'unhandled',
    details: {
      message,
      typeName: exceptionId,
      ...(block === '' ? {} : { stackTrace: displayLines(block) }),
    },
  };
};
