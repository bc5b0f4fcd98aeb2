import { judgeConsoleInput } from '../../crash/console-input';
import { partOf, type OpenedDump } from '../../reader/opened-dump';
import type { SessionContext } from '../context';
import { displayLines } from '../../protocol/display-text';
import type { Handler } from '../requests';
import { notSupported } from '../request-error';

/** Longest text of one output event: some clients choke on megabytes at once. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Runs a crash command that was typed into the Debug Console. */
export const evaluate: Handler<'evaluate', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  if (args.context !== undefined && args.context !== 'repl') {
    throw notSupported(
      'Expressions are not evaluated in this version; use p in the Debug Console.',
    );
  }
  for (const line of String(args.expression ?? '').split(/\r?\n/)) {
    const input = judgeConsoleInput(line, await partOf(dump, 'console').consoleWords());
    switch (input.kind) {
      case 'empty':
        break;
      case 'quit':
        throw notSupported('Use Stop to end the session.');
      case 'refused':
        throw notSupported(input.reason);
      case 'command':
        await runCommand(context, dump, input.text, args.frameId, signal);
        break;
    }
  }
  return { result: '', variablesReference: 0 };
};

async function runCommand(
  context: SessionContext,
  dump: OpenedDump,
  command: string,
  frameId: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const lookedAt = context.ids.frameHandle(frameId)?.task;
  // A `set` typed here holds until the person looks at another task.
  if (context.consoleTask?.lookedAt !== lookedAt) {
    context.consoleTask = undefined;
  }
  const task = context.consoleTask?.chosen ?? lookedAt ?? dump.facts.current?.address;
  const answer = await partOf(dump, 'console').console(command, task, signal);
  if (answer.chosen !== undefined) {
    context.consoleTask = { chosen: answer.chosen, lookedAt };
  }
  const text = displayLines(answer.text);
  for (let start = 0; start < text.length; start += CHUNK_CHARACTERS) {
    context.client.event('output', {
      category: 'stdout',
      output: text.slice(start, start + CHUNK_CHARACTERS),
    });
  }
}
