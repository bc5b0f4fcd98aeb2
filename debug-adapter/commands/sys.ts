import type { DumpSummary } from '../model/dump-summary';

export interface SysReport {
  readonly summary: DumpSummary;
  /** Lines that are no `KEY: value` of `sys`. */
  readonly unparsed: string[];
}

/**
 * Reads `sys` of crash, or the same block as it stands in the start-up banner: one `KEY: value` a
 * line, right-justified keys, the names of split dumps on further lines without a key.
 *
 *       KERNEL: vmlinux  [TAINTED]
 *     DUMPFILE: vmcore  [PARTIAL DUMP]
 *        PANIC: "Oops: 0000 [#1] SMP" (check log for details)
 */
export function parseSys(text: string): SysReport {
  const values = new Map<string, string>();
  const unparsed: string[] = [];
  let last: string | undefined;
  for (const line of text.split('\n')) {
    const [, key, value = ''] = linePattern.exec(line) ?? [];
    if (key !== undefined) {
      values.set(key, value);
      last = key;
    } else if (last === 'DUMPFILES' && /^ {10,}\S/.test(line)) {
      values.set(last, `${values.get(last) ?? ''}\n${line.trim()}`);
    } else if (line.trim() !== '') {
      unparsed.push(line);
    }
  }
  return { summary: toSummary(values), unparsed };
}

/** During start-up, progress lines that end in blanks stand before the first key. */
const linePattern =
  /(?:^ *|^please wait.* {3}|\r *)(KERNEL|SYSTEM MAP|DEBUG KERNEL|DEBUGINFO|DUMPFILES?|MAPFILE|CPUS|DATE|UPTIME|LOAD AVERAGE|TASKS|NODENAME|RELEASE|VERSION|MACHINE|MEMORY|PANIC): ?(.*)$/s;

function toSummary(values: ReadonlyMap<string, string>): DumpSummary {
  const text = (key: string) => values.get(key)?.trim();
  const kernel = values.get('KERNEL') ?? values.get('SYSTEM MAP') ?? '';
  const dump = values.get('DUMPFILE') ?? values.get('DUMPFILES') ?? '';
  return {
    ...present({
      release: text('RELEASE'),
      version: text('VERSION'),
      machine: text('MACHINE')?.replace(/ *\([^()]*\)$/, ''),
      cpus: toNumber(text('CPUS')),
      date: text('DATE'),
      uptime: text('UPTIME'),
      tasks: toNumber(text('TASKS')),
      nodename: text('NODENAME'),
      memory: text('MEMORY'),
      panic: toPanic(text('PANIC')),
    }),
    tainted: / {2}\[TAINTED\]$/.test(kernel.trimEnd()),
    partial: / \[PARTIAL DUMP\]/.test(dump),
    incomplete: / \[INCOMPLETE\]/.test(dump),
  };
}

/** `"message"`, with a hint after it for an oops; `(HARDWARE RESET)` and the like have no quotes. */
function toPanic(value: string | undefined): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const quoted = /^"(.*)"(?: \(check log for details\))?$/s.exec(value)?.[1];
  return (quoted ?? /^\((.*)\)$/s.exec(value)?.[1] ?? value).trim();
}

/** The number a value begins with: `4 [OFFLINE: 2]`. */
function toNumber(value: string | undefined): number | undefined {
  const digits = /^\d{1,15}/.exec(value ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** Leaves out the fields that are undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
