import { AnswerStream } from '../../crash/answer-stream';
import { judgeConsoleInput } from '../../crash/console-input';
import { AnswerTooLargeError } from '../../crash/errors';
import { displayLines } from '../../protocol/display-text';
import { CommandProgress } from '../command-progress';
import type { SessionContext } from '../context';
import type { Handler } from '../requests';
import { notSupported } from '../request-error';

/** Of larger documents VS Code shows nothing. */
const MOST_BYTES = 32 << 20;

/** Runs a crash command and gives its whole answer, for a document. */
export const runCommand: Handler<'kernelCrash/runCommand', SessionContext> = async (
  context,
  args,
  signal,
) => {
  const dump = await context.dump();
  const crash = dump.console;
  const input = judgeConsoleInput(
    String(args.command ?? ''),
    await crash.consoleWords(),
    dump.shell,
  );
  if (input.kind !== 'command' || input.saveTo) {
    throw notSupported(input.kind === 'refused' ? input.reason : 'Type a command of crash.');
  }
  const task = context.ids.frameHandle(args.frameId)?.task ?? dump.facts.current?.address;
  const progress = new CommandProgress(context, input.text, signal);
  let text = '';
  let taken = 0;
  const stream = new AnswerStream((lines) => (text += displayLines(lines)));
  try {
    await crash.console(input.text, task, {
      signal: progress.signal,
      maxBytes: MOST_BYTES,
      onPartial: (bytes) => {
        stream.push(bytes.subarray(0, Math.max(0, MOST_BYTES - taken)));
        taken += bytes.length;
      },
    });
  } catch (error) {
    if (!(error instanceof AnswerTooLargeError)) throw error;
  } finally {
    progress.end();
  }
  stream.end();
  return { text, whole: taken <= MOST_BYTES };
};
