import { parseCommandOptions, type CommandOption } from '../../commands/command-options';
import type { CrashProcess, RunCommand } from '../../crash/crash-process';
import { CommandTimeoutError } from '../../crash/errors';
import { Priority } from '../../crash/job-queue';
import { completeCommand, parseCompletions } from '../../mi/complete';
import type { MiPlace } from '../../mi/variable';
import type { Task } from '../../model/task';
import type { CodeReader } from '../code/code-reader';
import type { DumpReader } from '../dump-reader';
import { placeOf, type ValueFrame } from '../values/gdb-frame';
import { readTypedLine, type TypedLine } from './typed-line';

/** How a line could go on. */
export interface Completion {
  readonly label: string;
  /** What takes the place of the typed word; the label, when absent. */
  readonly text?: string;
  readonly detail?: string;
  readonly kind: 'command' | 'option' | 'task' | 'type' | 'member' | 'symbol' | 'variable';
}

export interface CompletionList {
  /** The typed word that a completion replaces. */
  readonly word: string;
  readonly completions: readonly Completion[];
}

/** gdb reads the debug info of all types that begin so; what it has read by then stays read. */
const PATIENCE_MS = 10_000;
/** Of Debian's 6.12 all types of one letter cost gdb 12 s of a processor, those of three 3 s. */
const FEWEST_OF_TYPE = 3;
/** More would not be read. */
const MOST = 200;

/** Completes lines of the Debug Console and expressions. */
export class Completions {
  private readonly options = new Map<string, Promise<readonly CommandOption[]>>();

  constructor(
    private readonly crash: CrashProcess,
    private readonly reader: DumpReader,
    private readonly code: CodeReader,
  ) {}

  /** @param line up to the cursor */
  async complete(line: string, frame?: ValueFrame, signal?: AbortSignal): Promise<CompletionList> {
    const words = await this.reader.consoleWords();
    const typed = readTypedLine(line, (word) => words.commands.has(word));
    const found = await this.of(typed, words.commands, frame, signal);
    return { word: typed.word, completions: found.slice(0, MOST) };
  }

  private async of(
    typed: TypedLine,
    commands: ReadonlySet<string>,
    frame: ValueFrame | undefined,
    signal: AbortSignal | undefined,
  ): Promise<readonly Completion[]> {
    const { word } = typed;
    switch (typed.kind) {
      case 'command':
        return [
          ...startingWith([...commands].sort(), word).map(
            (label) => ({ label, kind: 'command' }) as const,
          ),
          ...(word === '' ? [] : await this.names(word, frame, signal)),
        ];
      case 'option':
        return (await this.optionsOf(typed.command))
          .filter(({ name }) => name.startsWith(word))
          .map(({ name, text }) => ({ label: name, detail: text, kind: 'option' }));
      case 'task':
        return tasksLike(await this.reader.tasks(), word);
      case 'type': {
        if (word.length < FEWEST_OF_TYPE) return [];
        const keyword = typed.keyword === '*' ? 'struct' : typed.keyword;
        const lines = await this.gdb(`ptype ${keyword} ${word}`, undefined, signal);
        return lastWords(lines, 'type');
      }
      case 'type-member': {
        const lines = await this.gdb(`p ((${typed.type} *)0)->${word}`, undefined, signal);
        return lastWords(lines, 'member');
      }
      case 'member':
        return lastWords(await this.gdb(`p ${typed.expression}${word}`, frame, signal), 'member');
      case 'name':
        return word === '' ? [] : this.names(word, frame, signal);
    }
  }

  /** Variables of the frame, then symbols of the kernel. */
  private async names(
    word: string,
    frame: ValueFrame | undefined,
    signal: AbortSignal | undefined,
  ): Promise<readonly Completion[]> {
    const symbols = await this.code.symbols(Priority.Foreground, signal);
    const known = startingWith([...symbols.names()], word).sort();
    // Of thousands of names, only those of the frame are worth a question to gdb.
    const own = frame?.call.gdb === undefined ? [] : await this.gdb(`p ${word}`, frame, signal);
    const global = new Set(known);
    return [
      ...lastWords(own, 'variable').filter(({ label }) => !global.has(label)),
      ...known.map((label) => ({ label, kind: 'symbol' }) as const),
    ];
  }

  private async gdb(
    line: string,
    frame: ValueFrame | undefined,
    signal: AbortSignal | undefined,
  ): Promise<readonly string[]> {
    const ask = async (run: RunCommand, at?: MiPlace): Promise<readonly string[]> => {
      try {
        const answer = await run(completeCommand(line, at), { deadline: PATIENCE_MS });
        const reply = parseCompletions(answer.bytes);
        return reply.ok ? reply.value : [];
      } catch (error) {
        if (error instanceof CommandTimeoutError) return [];
        throw error;
      }
    };
    const { gdb, pc } = frame?.call ?? {};
    if (frame === undefined || gdb === undefined || pc === undefined) {
      return this.crash.exclusive(Priority.Foreground, signal, (run) => ask(run));
    }
    const { task } = frame;
    const work = async (run: RunCommand) => ask(run, await placeOf({ task, place: gdb, pc }, run));
    return this.reader.onTask(task, work, { signal });
  }

  private optionsOf(command: string): Promise<readonly CommandOption[]> {
    let options = this.options.get(command);
    if (!options) {
      options = this.crash.exclusive(Priority.Foreground, undefined, async (run) =>
        parseCommandOptions((await run(`help ${command}`)).text),
      );
      this.options.set(command, options);
      options.catch(() => this.options.delete(command));
    }
    return options;
  }
}

function startingWith(names: readonly string[], word: string): string[] {
  return names.filter((name) => name.startsWith(word));
}

/** gdb gives whole lines; what counts is the identifier at their end. */
function lastWords(lines: readonly string[], kind: Completion['kind']): Completion[] {
  const words = lines.flatMap((line) => /[\w$]+$/.exec(line)?.[0] ?? []);
  return [...new Set(words)].map((label) => ({ label, kind }));
}

/** By pid or by name; what is put in is the pid, which idle tasks share and others do not. */
function tasksLike(tasks: readonly Task[], word: string): Completion[] {
  return tasks
    .filter(({ pid, name }) => String(pid).startsWith(word) || name.startsWith(word))
    .map(({ pid, name, state, address }) => ({
      label: `${pid} ${name}`,
      text: pid === 0 ? address.toString(16) : String(pid),
      detail: state,
      kind: 'task',
    }));
}
