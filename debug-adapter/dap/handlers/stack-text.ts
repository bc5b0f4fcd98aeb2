import { displayText } from '../../protocol/display-text';
import type { Frame } from '../../model/frame';
import type { OpenedDump } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import { frameAt } from '../frame-at';
import type { Handler } from '../requests';
import { unknownThing } from '../request-error';

/** A frame, or a whole stack, as the kernel writes a call trace. */
export const stackText: Handler<'kernelCrash/stackText', SessionContext> = async (
  context,
  args,
) => {
  const dump = await context.dump();
  if (args.frameIndex !== undefined) {
    const of = context.ids.task(args.threadId ?? 0);
    const frame =
      of === undefined ? undefined : (await dump.reader.stack(of)).frames[args.frameIndex];
    if (!frame) throw unknownThing('This frame is not one of this session.');
    return { text: await frameText(dump, frame) };
  }
  if (args.frameId !== undefined) {
    const at = await frameAt(context, dump, args.frameId);
    if (!at) throw unknownThing('This frame is not one of this session.');
    return { text: await frameText(dump, at.frame) };
  }
  const task = context.ids.task(args.threadId ?? 0);
  if (task === undefined) throw unknownThing('This task is not one of this session.');
  const [stack, tasks] = await Promise.all([dump.reader.stack(task), dump.reader.tasks()]);
  const about = tasks.find(({ address }) => address === task);
  const head = about
    ? [`CPU: ${about.cpu} PID: ${about.pid} Comm: ${displayText(about.name)} (${about.state})`]
    : [];
  const frames = await Promise.all(stack.frames.map((frame) => frameText(dump, frame)));
  return { text: [...head, 'Call Trace:', ...frames.map((line) => ` ${line}`)].join('\n') };
};

/** `lab_account+0xb/0x22 [labcrash] (labcrash.c:54)`; of an inlined function only its name is known. */
async function frameText(dump: OpenedDump, frame: Frame): Promise<string> {
  if (frame.kind === 'label') return displayText(`<${frame.text}>`);
  const { source, inlined, module, confirmed, symbol, pc } = frame;
  const block =
    pc === undefined || inlined ? undefined : await blockOf(dump, pc, frame.interrupted);
  const offset = pc === undefined || !block ? undefined : Number(pc - block.start);
  const place =
    block && offset !== undefined
      ? `${block.name}+0x${offset.toString(16)}/0x${(block.end - block.start).toString(16)}`
      : symbol && !inlined
        ? `${symbol.name}+0x${symbol.offset.toString(16)}`
        : frame.functionName;
  const of = module === undefined ? '' : ` [${module}]`;
  const line = source ? ` (${source.file}:${source.line})` : '';
  const mark = `${confirmed ? '' : '? '}`;
  return displayText(`${mark}${place}${inlined ? ' [inlined]' : ''}${of}${line}`);
}

async function blockOf(dump: OpenedDump, pc: bigint, interrupted: true | undefined) {
  // A call that never returns may be the last of its function.
  const at = interrupted ? pc : pc - 1n;
  return (await dump.code?.symbols())?.blockAt(at);
}
