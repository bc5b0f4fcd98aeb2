import type { BootArguments } from './boot-arguments';
import { plainArguments, trimmedLines } from './line-arguments';
import { type ShellCommand, shellCommands } from './shell-commands';
import { joinWords, leadingAssignments, wordArguments } from './shell-words';
import { splitArguments } from './split-arguments';

/**
 * The kernel command lines of what GRUB reads: its settings (a piece of shell script), its own
 * scripts, and entries of the boot loader specification.
 */
export function grubArguments(text: string): BootArguments[] {
  if (/^[ \t]*(?:export[ \t]+)?GRUB_\w+\+?=/m.test(text)) {
    return shellCommands(text, 'shell').flatMap(settingArguments);
  }
  if (/^[ \t]*options[ \t]/m.test(text)) return entryArguments(text);
  return shellCommands(text, 'grub').flatMap((command) => linuxArguments(command, text));
}

/** `GRUB_CMDLINE_LINUX="…"`: others are added to each, so that none is the whole. */
function settingArguments(command: ShellCommand): BootArguments[] {
  return leadingAssignments(command).flatMap((word) => {
    // Not GRUB_CMDLINE_XEN: that is the hypervisor's.
    const name = /^GRUB_CMDLINE_LINUX\w*\+?=/.exec(word.content.text)?.[0];
    if (name === undefined) return [];
    const boot = wordArguments(word, name.length, 'grub', true);
    return boot.arguments.length > 0 ? [boot] : [];
  });
}

/** `linux /vmlinuz root=…` of grub.cfg; `set kernelopts=…` of Fedora, a part of it. */
function linuxArguments(command: ShellCommand, text: string): BootArguments[] {
  const words = command.slice(command.findIndex(({ content }) => !GRAMMAR.test(content.text)));
  const program = words[0]?.content.text ?? '';
  const [, second, ...rest] = words;
  const kernelopts = /^(?:default_)?kernelopts=/.exec(second?.content.text ?? '')?.[0];
  if (program === 'set' && second && kernelopts !== undefined) {
    return [wordArguments(second, kernelopts.length, 'grub', true)];
  }
  const first = rest[0];
  const last = rest[rest.length - 1];
  if (!/^linux(?:16|efi|32)?$/.test(program) || !first || !last) return [];
  const split = splitArguments(joinWords(rest, text));
  return [
    {
      place: 'grub',
      span: { start: first.span.start, end: last.span.end },
      arguments: split.arguments,
      open: split.open,
      reusesRunning: false,
      addition: { at: last.span.end, before: ' ', after: '' },
    },
  ];
}

/** Words of the grammar that may stand before a command. */
const GRAMMAR = /^(?:if|then|elif|else|while|until|do)$/;

/** `options` lines of the boot loader specification; several of them are one command line. */
function entryArguments(text: string): BootArguments[] {
  const found: BootArguments[] = [];
  for (const { start, end } of trimmedLines(text)) {
    const keyword = /^options[ \t]+/.exec(text.slice(start, end))?.[0];
    if (keyword === undefined) continue;
    found.push(plainArguments(text, start + keyword.length, end, 'grub'));
  }
  return found.length > 1 ? found.map((boot) => ({ ...boot, open: true })) : found;
}
