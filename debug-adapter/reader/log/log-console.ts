import type { ConsoleWords } from '../../crash/console-input';
import type { LogLine } from '../../kernel-log/log-line';
import type { DumpSummary } from '../../model/dump-summary';
import type { Standing } from '../../protocol/rung';
import type { ConsoleOptions } from '../dump-reader';
import { NotAvailableError } from '../not-available';
import type { CrashConsole } from '../opened-dump';

/** The few commands that need no crash, under crash's names. */
const COMMANDS: ReadonlySet<string> = new Set(['help', 'log', 'sys']);
const HELP = `Without crash there are:
  log   the kernel log
  sys   what the dump's own notes say of the machine
`;

/** The Debug Console of a session without crash. */
export class LogConsole implements CrashConsole {
  constructor(
    private readonly lines: readonly LogLine[],
    private readonly summary: DumpSummary,
    private readonly standing: Standing,
  ) {}

  consoleWords(): Promise<ConsoleWords> {
    return Promise.resolve({ commands: COMMANDS, isProgram: () => false });
  }

  console(
    command: string,
    _task: bigint | undefined,
    { onPartial }: ConsoleOptions,
  ): Promise<{ readonly chosen?: bigint }> {
    const text = this.answer(command.trim());
    if (text === undefined) {
      const what = `\`${command.split(/\s/)[0]}\` and its like`;
      return Promise.reject(new NotAvailableError(what, this.standing));
    }
    onPartial(Buffer.from(text));
    return Promise.resolve({});
  }

  private answer(command: string): string | undefined {
    switch (command) {
      case 'log':
        return `${this.lines.map(logText).join('\n')}\n`;
      case 'sys':
        return sysText(this.summary);
      case 'help':
        return HELP;
      default:
        return undefined;
    }
  }
}

/** As dmesg writes it: `[    3.850231] text`. */
function logText({ timestamp, text }: LogLine): string {
  return timestamp === undefined ? text : `[${timestamp.toFixed(6).padStart(12)}] ${text}`;
}

/** In the form of crash's `sys`, with what is known. */
function sysText(summary: DumpSummary): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['RELEASE', summary.release],
    ['VERSION', summary.version],
    ['MACHINE', summary.machine],
    ['CPUS', summary.cpus?.toString()],
    ['MEMORY', summary.memory],
    ['DATE', summary.date],
    ['PANIC', summary.panic],
  ];
  return rows
    .flatMap(([name, value]) => (value === undefined ? [] : `${name.padStart(12)}: ${value}\n`))
    .join('');
}
