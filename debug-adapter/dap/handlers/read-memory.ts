import { moved, memoryReference, parseMemoryReference } from '../../reader/memory/memory-reference';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { noReference, notSupported, unknownThing } from '../request-error';
import { wholeNumber } from '../whole-number';

/** More would not fit into one message. */
const MOST_BYTES = 128 << 20;

/** Memory of the machine, as far as it is in the dump. */
export const readMemory: Handler<'readMemory', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  const reference = parseMemoryReference(args.memoryReference);
  if (!reference) {
    throw noReference();
  }
  const count = wholeNumber(args.count);
  if (count === undefined || count < 0) {
    throw unknownThing('The count of a memory request is a number of bytes.');
  }
  if (count > MOST_BYTES) {
    throw notSupported(`At most ${MOST_BYTES >> 20} MB of memory are read at once.`);
  }
  const start = moved(reference, wholeNumber(args.offset) ?? 0);
  let bytes: Buffer = Buffer.alloc(0);
  let unreadable: number | undefined;
  for await (const stretch of dump.memory.stretches(start, count, signal)) {
    if (stretch.ok && unreadable !== undefined) break;
    if (stretch.ok) {
      bytes = stretch.bytes;
    } else {
      unreadable = (unreadable ?? 0) + stretch.length;
    }
    if (unreadable !== undefined && takesRestForZeros(context)) {
      unreadable = count - bytes.length;
      break;
    }
  }
  return {
    address: memoryReference(start),
    ...(unreadable === undefined ? {} : { unreadableBytes: unreadable }),
    data: bytes.toString('base64'),
  };
};

/**
 * The protocol counts the unreadable bytes up to the next that can be read. VS Code takes all that
 * it is not told to be unreadable for there, and fills it up with zeros: to it, all of the rest is.
 */
function takesRestForZeros(context: SessionContext): boolean {
  return context.client.features()?.clientID === 'vscode';
}
