import { miCommand } from './command';
import { readReply, type MiReply } from './reply';
import { getList } from './value';
import type { MiPlace } from './variable';

/** Asks how a line of gdb could go on, in a frame if there is one. */
export function completeCommand(line: string, at?: MiPlace): string {
  return miCommand('-complete', [
    ...(at ? ['--thread', at.thread, '--frame', at.frame] : []),
    line,
  ]);
}

/** `^done,completion="p init_task",matches=["p init_task.comm",…],max_completions_reached="0"`: whole lines. */
export function parseCompletions(output: string | Uint8Array): MiReply<string[]> {
  return readReply(output, (results) =>
    getList(results, 'matches').flatMap((match) => (match.kind === 'string' ? [match.text] : [])),
  );
}
