import type { ConsoleWords } from '../../crash/console-input';
import type { CrashProcess } from '../../crash/crash-process';
import { Priority } from '../../crash/job-queue';
import type { Standing } from '../../protocol/rung';
import type { ConsoleOptions } from '../dump-reader';
import { NotAvailableError } from '../not-available';
import type { CrashConsole } from '../opened-dump';

/** What crash has in its minimal mode (`minimal_functions` of its main.c). */
const COMMANDS: ReadonlySet<string> = new Set([
  'dis',
  'eval',
  'exit',
  'extend',
  'help',
  'log',
  'q',
  'rd',
  'set',
  'sym',
]);

/** The Debug Console of a session with crash in its minimal mode. */
export class MinimalConsole implements CrashConsole {
  constructor(
    private readonly crash: CrashProcess,
    private readonly standing: Standing,
  ) {}

  consoleWords(): Promise<ConsoleWords> {
    return Promise.resolve({ commands: COMMANDS, isProgram: () => false });
  }

  async console(
    command: string,
    _task: bigint | undefined,
    { signal, onPartial, maxBytes }: ConsoleOptions,
  ): Promise<{ readonly chosen?: bigint }> {
    const [first = ''] = command.trim().split(/\s/);
    if (!COMMANDS.has(first)) {
      throw new NotAvailableError(`\`${first}\` and its like`, this.standing);
    }
    return this.crash.exclusive(Priority.Foreground, signal, async (run) => {
      await run(command, { deadline: Infinity, onPartial, maxBytes });
      return {};
    });
  }
}
