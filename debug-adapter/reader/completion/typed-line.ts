/** What is being typed at the end of a line, and what could go on there. */
export type TypedLine =
  | { readonly kind: 'command'; readonly word: string }
  | { readonly kind: 'option'; readonly word: string; readonly command: string }
  | { readonly kind: 'task'; readonly word: string }
  | { readonly kind: 'type'; readonly word: string; readonly keyword: string }
  /** A member of a structure that is named by its type: `struct task_struct.pi`. */
  | { readonly kind: 'type-member'; readonly word: string; readonly type: string }
  /** A member of a value: `init_task.se.` */
  | { readonly kind: 'member'; readonly word: string; readonly expression: string }
  | { readonly kind: 'name'; readonly word: string };

/** Commands whose argument is a task. */
const OF_TASKS = new Set([
  'bt',
  'set',
  'task',
  'ps',
  'files',
  'vm',
  'sig',
  'net',
  'foreach',
  'fuser',
]);
/** Commands whose argument is the name of a structure, without a keyword. */
const OF_TYPES = new Set(['struct', 'union', '*']);

/** Reads a line up to the cursor. `isCommand` knows the commands of crash. */
export function readTypedLine(line: string, isCommand: (word: string) => boolean): TypedLine {
  const [, first = '', rest] = /^\s*(\S+)(\s[^]*)?$/.exec(line) ?? [];
  const word = /[\w$]*$/.exec(line)?.[0] ?? '';
  const before = line.slice(0, line.length - word.length);
  const access =
    /(?:^|[\s(,*&!~+=<>|^%/-])([A-Za-z_$][\w$]*(?:(?:\.|->|\[\w+\])[\w$]*)*?)(\.|->)$/.exec(before);
  if (rest === undefined && !access) return { kind: 'command', word };
  const option = /(?:^|\s)(-\w*)$/.exec(line)?.[1];
  if (option !== undefined && isCommand(first) && !before.endsWith('->')) {
    return { kind: 'option', word: option, command: first };
  }
  const keyword = /\b(struct|union|enum)\s+$/.exec(before)?.[1];
  const named = /\b(?:struct|union)\s+(\w+)\.$/.exec(before)?.[1];
  if (named !== undefined) return { kind: 'type-member', word, type: `struct ${named}` };
  if (keyword !== undefined) return { kind: 'type', word, keyword };
  if (access?.[1] !== undefined) {
    return { kind: 'member', word, expression: `${access[1]}${access[2] ?? '.'}` };
  }
  const bare = first === '*' ? undefined : first;
  if (bare !== undefined && OF_TYPES.has(bare)) return { kind: 'type', word, keyword: bare };
  if (OF_TASKS.has(first)) return { kind: 'task', word: /\S*$/.exec(line)?.[0] ?? word };
  return { kind: 'name', word };
}
