/** The task that crash's commands mean when none is named. */
export interface TaskContext {
  readonly pid: number;
  readonly name: string;
  readonly address: bigint;
  /** Absent when crash does not know it. */
  readonly cpu?: number;
  /** In the kernel's words: `TASK_RUNNING`, `TASK_UNINTERRUPTIBLE|TASK_WAKEKILL`. */
  readonly state: string;
  /** Why it was on a CPU: `PANIC`, `ACTIVE`, `SYSRQ`, `NMI`, `MCA`, `INIT`; absent when it was not. */
  readonly activity?: string;
}

export type SetReply =
  | { readonly ok: true; readonly context: TaskContext; readonly unparsed: string[] }
  | { readonly ok: false; readonly error: string };

/**
 * Reads what `set`, `set <pid>` and `set <task address>` print:
 *
 *     PID: 0
 * COMMAND: "swapper/0"
 *    TASK: ffffffffa600f600  (1 of 2)  [THREAD_INFO: ffffffffa600f600]
 *     CPU: 0
 *   STATE: TASK_RUNNING (ACTIVE)
 *
 * or `set: invalid task or pid value: 99999`. The name may hold a newline.
 */
export function parseSet(text: string): SetReply {
  const lines = text.split('\n');
  const unparsed: string[] = [];
  const found = new Map<string, RegExpExecArray>();
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const [key, pattern] =
      Object.entries(linePatterns).find(
        ([name, candidate]) => !found.has(name) && candidate.test(line),
      ) ?? [];
    const match = pattern?.exec(line);
    if (key === undefined || !match) {
      if (line.trim() !== '') {
        unparsed.push(line);
      }
      continue;
    }
    found.set(key, match);
    if (key === 'name') {
      const [name, extraLines] = readName(lines, index, match[1] ?? '');
      match[1] = name;
      index += extraLines;
    }
  }
  const value = (key: string, group = 1) => found.get(key)?.[group];
  const [pid, name, task, cpu] = [value('pid'), value('name'), value('task'), value('cpu')];
  if (pid === undefined || name === undefined || task === undefined) {
    const message = unparsed.find((line) => errorPattern.test(line)) ?? unparsed[0];
    return { ok: false, error: message?.trim() ?? 'crash named no task' };
  }
  const activity = value('state', 2);
  return {
    ok: true,
    context: {
      pid: Number(pid),
      name,
      address: BigInt(`0x${task}`),
      ...(cpu !== undefined && /^\d+$/.test(cpu) ? { cpu: Number(cpu) } : {}),
      state: value('state') ?? '',
      ...(activity === undefined ? {} : { activity }),
    },
    unparsed,
  };
}

const linePatterns = {
  pid: /^ *PID: (\d+)$/,
  name: /^ *COMMAND: "(.*)$/s,
  task: /^ *TASK: ([0-9a-f]{1,16})(?: |$)/,
  cpu: /^ *CPU: (\S+)$/,
  state: /^ *STATE: ([A-Z_|]*) *(?:\(([A-Z ]+)\))?$/,
};

const errorPattern = /^[\w.+-]+: \S/;

/** The name between its quotes, and how many more lines it takes. */
function readName(lines: readonly string[], index: number, rest: string): [string, number] {
  let name = rest;
  for (let extraLines = 0; extraLines <= 15; extraLines++) {
    if (name.endsWith('"') && linePatterns.task.test(lines[index + extraLines + 1] ?? '')) {
      return [name.slice(0, -1), extraLines];
    }
    name += `\n${lines[index + extraLines + 1] ?? ''}`;
  }
  return [rest.replace(/"$/, ''), 0];
}
