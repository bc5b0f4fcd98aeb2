import { moved, memoryReference, parseMemoryReference } from '../../reader/memory/memory-reference';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { notSupported, unknownThing } from '../request-error';

/** More would not fit into one message. */
const MOST_BYTES = 128 << 20;

/** Memory of the machine, as far as it is in the dump. */
export const readMemory: Handler<'readMemory', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  const reference = parseMemoryReference(args.memoryReference);
  if (!reference) {
    throw unknownThing(
      'A memory reference is 0x… for an address of the kernel, or phys:0x… for a physical one.',
    );
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

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
