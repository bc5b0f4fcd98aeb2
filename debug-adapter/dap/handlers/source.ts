import type { SessionContext } from '../context';
import { generatedText } from '../generated-source';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** The text that stands in for a source file that is not here. */
export const source: Handler<'source', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  const reference = args.source?.sourceReference ?? args.sourceReference;
  const frame = context.ids.generatedFrame(reference);
  if (!frame) {
    throw unknownThing('This source is not one of this session.');
  }
  return { content: await generatedText(dump, frame, signal), mimeType: 'text/plain' };
};
