import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseBacktrace, type Backtrace } from '../../../debug-adapter/commands/bt';
import { parseStackListFrames, type MiFrame } from '../../../debug-adapter/mi/stack';

/** What a real crash answered about one task: `=== command` lines, each with its answer below. */
export interface Recording {
  readonly name: string;
  readonly backtrace: Backtrace;
  readonly gdbStacks: readonly (readonly MiFrame[])[];
}

const FOLDER = new URL('fixtures/', import.meta.url);

/** The recordings of one task's stack; other files there hold other answers. */
export function recordingNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => readFileSync(new URL(name, FOLDER), 'utf8').includes('\n=== bt -s\n'))
    .map((name) => name.slice(0, -'.txt'.length))
    .sort();
}

export function readRecording(name: string): Recording {
  const text = readFileSync(fileURLToPath(new URL(`${name}.txt`, FOLDER)), 'utf8');
  const answers = text.split(/^=== /m).map((block) => {
    const end = block.indexOf('\n');
    return { command: block.slice(0, end), answer: block.slice(end + 1) };
  });
  const bt = answers.find(({ command }) => command === 'bt -s');
  return {
    name,
    backtrace: parseBacktrace(bt?.answer ?? ''),
    gdbStacks: answers.flatMap(({ command, answer }) => {
      const frames = command.includes('-stack-list-frames')
        ? parseStackListFrames(answer)
        : undefined;
      return frames?.ok === true ? [frames.value] : [];
    }),
  };
}
