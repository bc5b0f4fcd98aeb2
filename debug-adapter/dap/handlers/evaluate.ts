import type { SessionContext } from '../context';
import { CommandProgress } from '../command-progress';
import { runConsoleLine } from '../console-line';
import { ConsoleOutput } from '../console-output';
import { evaluateExpression } from '../evaluate-expression';
import type { Handler } from '../requests';

/** Lines of the Debug Console; expressions everywhere else (watch, hover, what is to be copied). */
export const evaluate: Handler<'evaluate', SessionContext> = async (context, args, signal) => {
  const dump = await context.dump();
  const expression = String(args.expression ?? '');
  const { frameId } = args;
  if (args.context !== undefined && args.context !== 'repl') {
    const asText = args.context === 'clipboard';
    const patient = args.context === 'watch';
    return evaluateExpression(context, dump, { expression, frameId, asText, patient }, signal);
  }
  const lines = expression.split(/\r?\n/);
  const progress = new CommandProgress(context, lines[0] ?? '', signal);
  const output = new ConsoleOutput(context.client);
  try {
    let answer = { result: '', variablesReference: 0 };
    for (const text of lines) {
      answer = await runConsoleLine(context, dump, { text, frameId }, output, progress.signal);
    }
    return answer;
  } finally {
    output.flush();
    progress.end();
  }
};
