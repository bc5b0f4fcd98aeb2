/** Something that crash complains of and goes on: what it means for what is shown. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

interface KnownNote extends Note {
  readonly pattern: RegExp;
}

const NOTES: readonly KnownNote[] = [
  {
    id: 'tasks-lost',
    pattern: /active task \S+ on cpu \d+ not found in PID hash/,
    text: 'This crash does not find all tasks of so new a kernel: it lists a few of them only. A newer crash lists them all.',
  },
  {
    id: 'stack-uncertain',
    pattern:
      /cannot determine starting stack frame for task|cannot transition from exception stack to current process stack|possibly bogus exception frame/,
    text: 'Where this stack begins is not known, as the registers of its CPU were not saved; what is shown may be left over. `bt -t` and `bt -T` show every return address on it.',
  },
  {
    id: 'registers-missing',
    pattern: /cannot find NT_PRSTATUS note/,
    text: 'This CPU did not save its registers when the kernel died: it did not answer, or was offline. The stack of the task on it is not known for sure.',
  },
  {
    id: 'pages-not-unpacked',
    pattern: /uncompress failed: no (?:lzo|snappy|zstd) compression support/,
    text: 'This crash was built without the library that unpacks the pages of this dump: use one that has it, or pack the dump anew (makedumpfile -c).',
  },
  {
    id: 'dump-truncated',
    pattern: /may be truncated or incomplete/,
    text: 'The dump ends too early: what lies behind its end is missing, and commands that need it fail.',
  },
  {
    id: 'page-missing',
    // crash 9 names the stack alone.
    pattern: /page excluded: |page incomplete: |read of stack at [0-9a-f]+ failed/,
    text: 'The dump does not have a page that this needs: makedumpfile left it out (-d), or could not write it.',
  },
  {
    id: 'vmlinux-of-other-build',
    pattern: /kernel version inconsistency between vmlinux and dumpfile/,
    text: 'The vmlinux was not built together with the kernel of the dump. Where their sources and configurations are the same, what is shown is right all the same; compare the addresses of a few symbols before you trust it.',
  },
  {
    id: 'modules-unknown',
    pattern: /no kernel module access/,
    text: 'crash finds no modules of this kernel: it was built without any (CONFIG_MODULES=n), or keeps them in a way that this crash does not know; functions in modules then have no names.',
  },
  {
    id: 'module-file-missing',
    pattern:
      /cannot find or load object file for \S+ module|\.ko\.\w+: not an ELF format object file/,
    text: 'No debug file of this module was found, or it is compressed: unpack it, and name its folder in modulePaths.',
  },
  {
    id: 'authenticated-addresses',
    pattern: /^ ?#\d+ \[[0-9a-f]{16}\] \S+ at (?!ffff)[0-9a-f]{16}\b/m,
    text: 'Return addresses of this arm64 kernel are signed (pointer authentication), which crash before 9 does not take off.',
  },
];

/** What the session tells by itself: tasks it counts, notes on stacks, the size of the file. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set([
  'tasks-lost',
  'stack-uncertain',
  'dump-truncated',
]);

/** What is known of the complaints in all that crash wrote while it started. Never throws. */
export function startNotes(text: string): Note[] {
  return explainNotes(text).filter(({ id }) => !TOLD_OTHERWISE.has(id));
}

/** What is known of crash's complaints in a text, each once. Never throws. */
export function explainNotes(text: string): Note[] {
  return NOTES.filter(({ pattern }) => pattern.test(text)).map(({ id, text: words }) => ({
    id,
    text: words,
  }));
}
