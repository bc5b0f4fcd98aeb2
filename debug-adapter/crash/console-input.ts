import { scanShellEscapes, shellEscape, type ShellEscape } from './shell-escapes';

/** A line that a person typed: what may go to crash, or the sentence why it does not. */
export type ConsoleInput =
  | { readonly kind: 'command'; readonly text: string; readonly saveTo?: SaveTo }
  | { readonly kind: 'quit' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly reason: string };

/** The file that a person names after `>` or `>>`; the answer goes there. */
export interface SaveTo {
  /** As typed: it may be relative, or begin with `~/`. */
  readonly file: string;
  readonly append: boolean;
}

/** What a first word means to this crash. */
export interface ConsoleWords {
  /** crash's own commands and aliases. */
  readonly commands: ReadonlySet<string>;
  /** Whether a program of that name is on the PATH. */
  readonly isProgram: (word: string) => boolean;
}

/** A person's own setting lets lines lead out of crash. */
export interface ShellAllowed {
  /** Where commands of the shell run. */
  readonly folder: string;
}

/** crash's input buffer holds 1,500 bytes; ours also carries the redirection to the answer file. */
const LONGEST_COMMAND_BYTES = 1400;

/** What is never passed on, and the sentence why. `GDB` stands for a command of gdb. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/[\x00-\x1f\x7f]/, 'A command cannot hold control characters.'],
  [/^["\\]/, 'A command begins with its name.'],
  [/^</, 'Reading commands from a file (`<`) is not available here; type them instead.'],
  [/^r(?:\s|\d|$)/, '`r` repeats a line of crash’s own history; use the arrow keys instead.'],
  [/^repeat\b/, '`repeat` never ends on a dump, which does not change.'],
  [/^alias\s+\S+\s+\S/, 'Aliases cannot be defined here: they would get past the checks.'],
  [
    /^(?:mod|extend)\b.*[`$;&]/,
    'A shell of crash’s gets this path: it must not hold any of ` $ ; &.',
  ],
  [/^set\s+gdb\b/, 'gdb mode is not available here; put `gdb` before the command instead.'],
  [
    /^(?:set\s+(?:error|redirect|scroll|console|edit|vi|emacs)\b|gdb\s+set\s+log|s[fn]$)/,
    'This setting belongs to the debugger, which reads crash’s answers by it.',
  ],
  [/\$_shell/, '`$_shell` starts a shell, which this session does not allow.'],
];

/** The same for what gdb is given; its commands may stand behind others (`with … -- pipe …`). */
const REFUSED_IN_GDB: readonly (readonly [RegExp, string])[] = [
  [
    /^[|!]|(?:^|\s)(?:mak|make|pip|pipe|she|shel|shell)(?=\s|$)|\b(?:with|w|apply|t?faas|taas)\b.*[|!]/,
    '`make`, `pipe` and `shell` of gdb start a shell, which this session does not allow.',
  ],
  [
    /^(?:ed|edit|py|python|pi|python-interactive|gu|guile|gr|guile-repl)\b/,
    'This command of gdb waits for a keyboard, which it does not have here.',
  ],
];

/**
 * Judges a line typed into the Debug Console. A word that crash does not know as a command, it
 * tries as a program before it tries it in gdb (`exec_command` in its main.c): `info` and `list`
 * would start programs of these names. Such a line is given to gdb by name.
 */
export function judgeConsoleInput(
  line: string,
  words: ConsoleWords,
  shell?: ShellAllowed,
): ConsoleInput {
  const text = line.trim();
  const { escape, open } = scanShellEscapes(text);
  if (shell && escape && open === undefined && !/[\x00-\x1f\x7f]/.test(text)) {
    return withEscape(text, escape, words, shell);
  }
  if (text === '') {
    return { kind: 'empty' };
  }
  if (/^(q|Q|quit|exit)$/.test(text)) {
    return { kind: 'quit' };
  }
  if (Buffer.byteLength(text) > LONGEST_COMMAND_BYTES) {
    return refused(`A command of crash has at most ${LONGEST_COMMAND_BYTES} bytes.`);
  }
  const reason = reasonIn(REFUSED, text) ?? shellEscape(text);
  if (reason !== undefined) {
    return refused(reason);
  }
  const [first = ''] = text.split(/[ \t]/);
  const own = words.commands.has(first);
  const forGdb = /^(?:gdb|g)\s/.test(text) ? text.replace(/^\S+\s+/, '') : own ? '' : text;
  const gdbReason = reasonIn(REFUSED_IN_GDB, forGdb);
  if (gdbReason !== undefined) {
    return refused(gdbReason);
  }
  const foreign = !own && (first.includes('/') || words.isProgram(first));
  return { kind: 'command', text: foreign ? `gdb ${text}` : text };
}

/** A line with an operator, each as crash means it. */
function withEscape(
  text: string,
  { operator, at }: ShellEscape,
  words: ConsoleWords,
  { folder }: ShellAllowed,
): ConsoleInput {
  if (Buffer.byteLength(text) > LONGEST_COMMAND_BYTES) {
    return refused(`A command of crash has at most ${LONGEST_COMMAND_BYTES} bytes.`);
  }
  const rest = text.slice(at + 1).trim();
  if (operator === '!') {
    // crash runs in a directory of ours, where nobody wants to be.
    const go = /^[^'\\]+$/.test(folder) ? `cd '${folder}' && ` : '';
    return at > 0 || rest === ''
      ? refused('`!` stands at the beginning of a line, with a command of the shell after it.')
      : { kind: 'command', text: `!(${go}${rest})` };
  }
  const input = judgeConsoleInput(text.slice(0, at), words);
  if (input.kind !== 'command') {
    return input.kind === 'empty' ? refused(`\`${operator}\` needs a command before it.`) : input;
  }
  if (operator === '|') {
    return rest === '' || /[;&>]/.test(rest)
      ? refused(
          'After `|` stands one command of the shell, or more of them with `|` between; put the rest into a script.',
        )
      : { kind: 'command', text: `${input.text} | ${rest}` };
  }
  const append = rest.startsWith('>');
  const file = (append ? rest.slice(1) : rest).trim().replace(/^(['"])(.*)\1$/, '$2');
  return file === ''
    ? refused('`>` needs a file to write to.')
    : { ...input, saveTo: { file, append } };
}

function reasonIn(table: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

function refused(reason: string): ConsoleInput {
  return { kind: 'refused', reason };
}
