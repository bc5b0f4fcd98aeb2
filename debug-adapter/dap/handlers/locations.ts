import type { CallFrame } from '../../model/frame';
import { partOf } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import { presentSource } from '../frame-presenter';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** Where the function begins that a pointer leads to. */
export const locations: Handler<'locations', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  const address = context.values.code(args.locationReference);
  if (address === undefined) {
    throw unknownThing('This place is not one of this session.');
  }
  const window = { address, call: false, first: 0, count: 1 };
  const [instruction] = await partOf(dump, 'code').window(window, signal);
  if (!instruction?.bytes) {
    throw unknownThing(`There is no code at 0x${address.toString(16)}.`);
  }
  const { symbol, source } = instruction;
  const place: CallFrame = {
    kind: 'call',
    functionName: symbol?.name ?? `0x${address.toString(16)}`,
    pc: address,
    interrupted: true,
    inlined: false,
    confirmed: true,
    exception: false,
    handler: false,
    ...(source ? { source } : { sourceMissing: 'The debug info knows no line here.' }),
    ...(symbol?.module === undefined ? {} : { module: symbol.module }),
  };
  return { source: await presentSource(context, dump, place), line: source?.line ?? 1 };
};
