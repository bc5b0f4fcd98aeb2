import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AnswerStream } from '../crash/answer-stream';
import { judgeConsoleInput, type ConsoleInput } from '../crash/console-input';
import { AnswerTooLargeError } from '../crash/errors';
import { ExpressionError } from '../reader/expressions/expressions';
import type { OpenedDump } from '../reader/opened-dump';
import type { ConsoleOutput } from './console-output';
import type { SessionContext } from './context';
import { evaluateExpression } from './evaluate-expression';
import { notSupported } from './request-error';

/** What a console can show without freezing its window. */
const MOST_CONSOLE_BYTES = 8 << 20;
/** A file holds more. */
const MOST_FILE_BYTES = 4 * 1024 ** 3;
/** What crash says to a word that it does not know; the line is then tried as an expression. */
const NOT_FOUND = /^crash: command not found: \S+\s*$/;
/** What is no command of crash by its look. */
const LOOKS_LIKE_EXPRESSION = /^(?:[*&~(-]|\$?\w+\s*(?:->|\.\w|\[)|per_cpu)/;

export interface ConsoleLine {
  readonly text: string;
  readonly frameId: number | undefined;
}

type Command = Extract<ConsoleInput, { kind: 'command' }>;

/**
 * Runs a line typed into the Debug Console: a command of crash or its gdb, else an expression. The
 * output of a command goes to the console while it comes; the value of an expression is the answer.
 */
export async function runConsoleLine(
  context: SessionContext,
  dump: OpenedDump,
  line: ConsoleLine,
  output: ConsoleOutput,
  signal: AbortSignal,
): Promise<P.EvaluateResponse['body']> {
  const words = await dump.console.consoleWords();
  const expression = { expression: line.text, frameId: line.frameId, asText: false };
  const [first = ''] = line.text.trim().split(/[ \t]/);
  if (
    !words.commands.has(first) &&
    LOOKS_LIKE_EXPRESSION.test(line.text.trim()) &&
    dump.expressions
  ) {
    try {
      return await evaluateExpression(context, dump, expression, signal);
    } catch (error) {
      signal.throwIfAborted();
      // `task_struct.pid` is none, and a command of crash; what is neither is told as an expression.
      const input = judgeConsoleInput(line.text, words, dump.shell);
      if (input.kind !== 'command' || !/^[\w.]+(?:\s|$)/.test(input.text)) throw error;
    }
  }
  const input = judgeConsoleInput(line.text, words, dump.shell);
  switch (input.kind) {
    case 'empty':
      break;
    case 'quit':
      throw notSupported('Use Stop to end the session.');
    case 'refused':
      throw notSupported(input.reason);
    case 'command': {
      const { unknown } = await runCommand(context, dump, input, line.frameId, output, signal);
      if (unknown === undefined) break;
      try {
        return await evaluateExpression(context, dump, expression, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ExpressionError) throw error;
        const why = error instanceof Error ? error.message : String(error);
        output.write(`${unknown.trimEnd()} (nor is it an expression: ${why})\n`);
      }
    }
  }
  return { result: '', variablesReference: 0 };
}

/** `unknown` is what crash said where it did not know the command. */
async function runCommand(
  context: SessionContext,
  dump: OpenedDump,
  { text: command, saveTo }: Command,
  frameId: number | undefined,
  output: ConsoleOutput,
  signal: AbortSignal,
): Promise<{ readonly unknown?: string }> {
  const lookedAt = context.ids.frameHandle(frameId)?.task;
  // A `set` typed here holds until the person looks at another task.
  if (context.consoleTask?.lookedAt !== lookedAt) {
    context.consoleTask = undefined;
  }
  const task = context.consoleTask?.chosen ?? lookedAt ?? dump.facts.current?.address;
  const file = saveTo && (await openForAnswer(dump, saveTo));
  let shown = false;
  let unknown: string | undefined;
  let writing = Promise.resolve();
  const most = file ? MOST_FILE_BYTES : MOST_CONSOLE_BYTES;
  let taken = 0;
  const stream = new AnswerStream((text) => {
    if (!shown && dump.expressions && NOT_FOUND.test(text)) {
      unknown = text;
      return;
    }
    shown = true;
    output.write(text);
  });
  try {
    const answer = await dump.console.console(command, task, {
      signal,
      maxBytes: most,
      onPartial: (bytes) => {
        // What comes before a runaway command has stopped is left out.
        const wanted = bytes.subarray(0, Math.max(0, most - taken));
        taken += bytes.length;
        if (wanted.length === 0) return;
        if (file) writing = writing.then(() => file.appendFile(wanted));
        else stream.push(wanted);
      },
    });
    if (answer.chosen !== undefined) {
      context.consoleTask = { chosen: answer.chosen, lookedAt };
    }
  } catch (error) {
    if (!(error instanceof AnswerTooLargeError)) throw error;
  } finally {
    stream.end();
    await writing.finally(() => file?.close());
  }
  if (taken > most) {
    output.note(tooLarge(most, file !== undefined));
  }
  return unknown === undefined ? {} : { unknown };
}

function tooLarge(bytes: number, toFile: boolean): string {
  const where = toFile
    ? ''
    : ' Kernel Crash: Run crash Command… shows more of it, in an editor; Kernel Crash: Open crash Terminal has no limit.';
  return `The answer is longer than ${bytes >> 20} MB and was stopped here.${where}`;
}

async function openForAnswer(
  dump: OpenedDump,
  { file, append }: NonNullable<Command['saveTo']>,
): Promise<fs.FileHandle> {
  const home = file.startsWith('~/') ? path.join(os.homedir(), file.slice(2)) : file;
  const target = path.resolve(dump.shell?.folder ?? os.homedir(), home);
  return fs.open(target, append ? 'a' : 'w').catch((error: unknown) => {
    throw notSupported(
      `The answer cannot be written to ${target}: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
}
