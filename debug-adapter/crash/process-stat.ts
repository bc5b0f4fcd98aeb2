import * as fs from 'node:fs/promises';

/** What /proc/<pid>/stat tells of a process (proc(5)). */
export interface ProcessStat {
  /** One letter: R running, S sleeping, D waiting for a disk, T stopped, t traced, Z zombie. */
  readonly state: string;
  /** User and system time that it has had, in clock ticks. */
  readonly ticks: number;
  /** When it started, in clock ticks since boot: with the pid, its name for all time. */
  readonly started: string;
}

/** Undefined when there is no such process. */
export async function processStat(pid: number): Promise<ProcessStat | undefined> {
  const text = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field, the name in parentheses, may hold blanks and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  if (state === '') {
    return undefined;
  }
  return { state, ticks: Number(fields[11]) + Number(fields[12]), started: fields[19] ?? '' };
}
