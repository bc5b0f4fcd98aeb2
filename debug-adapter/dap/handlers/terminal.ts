import { partOf } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { wholeNumber } from '../whole-number';

/** What a terminal of the person's is to start: a real crash on the same dump. */
export const terminal: Handler<'kernelCrash/terminal', SessionContext> = async (context, args) => {
  const dump = await context.dump();
  return partOf(dump, 'terminal').prepare(wholeNumber(args.owner));
};
