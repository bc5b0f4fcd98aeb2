import type { BootArguments } from './boot-arguments';
import { kexecArguments } from './kexec-arguments';
import { type ShellCommand, shellCommands } from './shell-commands';
import { joinWords, leadingAssignments, wordArguments } from './shell-words';
import { splitArguments } from './split-arguments';

/** Without one of these words a script holds nothing of interest, and is not taken apart. */
const OF_INTEREST = /kexec|\bKEXEC\b|bootargs|KDUMP_(?:CMDLINE|COMMANDLINE)_APPEND/;

/**
 * The kernel command lines of a shell script or of a file that shells read: those of kexec, what
 * Debian's and Fedora's kdump add to the capture kernel's, and U-Boot's `bootargs`.
 */
export function shellArguments(text: string): BootArguments[] {
  if (!OF_INTEREST.test(text)) return [];
  return shellCommands(text, 'shell').flatMap((command) => [
    ...kexecArguments(command, text),
    ...assignmentArguments(command),
    ...setenvArguments(command, text),
  ]);
}

/**
 * Debian: stands in the place of a default that limits the processors (kdump-tools.conf). Fedora,
 * openSUSE: other variables and programs add to it.
 */
const VARIABLES: Readonly<Record<string, { place: BootArguments['place']; open: boolean }>> = {
  KDUMP_CMDLINE_APPEND: { place: 'kexec-append', open: false },
  KDUMP_COMMANDLINE_APPEND: { place: 'kexec-append', open: true },
  bootargs: { place: 'u-boot', open: true },
};

function assignmentArguments(command: ShellCommand): BootArguments[] {
  const found: BootArguments[] = [];
  for (const word of leadingAssignments(command)) {
    const equals = word.content.text.indexOf('=');
    const name = word.content.text.slice(0, equals);
    const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    if (!variable) continue;
    const boot = wordArguments(word, equals + 1, variable.place, variable.open);
    // An empty one leaves Debian's default.
    if (boot.arguments.length > 0) found.push(boot);
  }
  return found;
}

/** `setenv bootargs …`, U-Boot's and fw_setenv's. */
function setenvArguments(command: ShellCommand, text: string): BootArguments[] {
  const [program, variable, ...values] = command;
  if (!/^(?:fw_)?setenv$/.test(program?.content.text ?? '')) return [];
  const first = values[0];
  const last = values[values.length - 1];
  if (variable?.content.text !== 'bootargs' || !first || !last) return [];
  if (values.length === 1) return [wordArguments(first, 0, 'u-boot', true)];
  const split = splitArguments(joinWords(values, text));
  return [
    {
      place: 'u-boot',
      span: { start: first.span.start, end: last.span.end },
      arguments: split.arguments,
      open: true,
      reusesRunning: false,
      addition: { at: last.span.end, before: ' ', after: '' },
    },
  ];
}
