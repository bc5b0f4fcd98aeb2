import type { BootArguments } from './boot-arguments';
import { UNKNOWN } from './mapped-text';
import type { ShellCommand, ShellWord } from './shell-commands';
import { wordArguments } from './shell-words';

/**
 * What the kernel that a kexec command loads gets (kexec-tools, kexec/kexec.c and the options.h of
 * each architecture).
 */
export function kexecArguments(command: ShellCommand, text: string): BootArguments[] {
  const index = kexecIndex(command, text);
  const program = command[index];
  if (!program) return [];
  const options = readOptions(command.slice(index + 1));
  if (!options.loads) return [];
  const place = options.panic ? 'kexec-append' : 'kexec-load';
  const { given, reusesRunning } = options;
  // A variable beside the kernel's name may hold options.
  const holdsOptions = options.unknown > 0 && options.files > (given.length > 0 ? 1 : 0);
  const last = given[given.length - 1];
  if (last) {
    const isOpen = holdsOptions || given.some(({ option }) => option !== last.option);
    return [{ ...wordArguments(last.word, last.from, place, isOpen), reusesRunning }];
  }
  const end = command[command.length - 1]?.span.end ?? program.span.end;
  return [
    {
      place,
      span: { start: program.span.start, end: lineEnd(text, program.span.start, end) },
      arguments: [],
      open: holdsOptions,
      reusesRunning,
      addition: { at: end, before: ' --append="', after: '"' },
    },
  ];
}

/** A command may go on in further lines; only its first is underlined. */
function lineEnd(text: string, start: number, end: number): number {
  const first = text.slice(start, end).search(/\s*\\?\r?\n/);
  return first < 0 ? end : start + first;
}

/** As the scripts of distributions call it. */
const KEXEC_VARIABLE = /^"?\$(?:KEXEC|\{KEXEC\})"?$/;

/** Words of the grammar that may stand before a command. */
const GRAMMAR = /^(?:if|then|elif|else|while|until|do|time|!|\{)$/;

/** Programs that run another: their options with a value, and how many words come before it. */
const RUNNERS: Readonly<Record<string, { options: RegExp; words: number }>> = {
  sudo: { options: /^-[ugphCDRrtTU]$/, words: 0 },
  doas: { options: /^-[uC]$/, words: 0 },
  env: { options: /^-[uCS]$/, words: 0 },
  exec: { options: /^-a$/, words: 0 },
  command: { options: /^$/, words: 0 },
  builtin: { options: /^$/, words: 0 },
  nohup: { options: /^$/, words: 0 },
  setsid: { options: /^$/, words: 0 },
  nice: { options: /^-n$/, words: 0 },
  ionice: { options: /^-[cn]$/, words: 0 },
  taskset: { options: /^$/, words: 1 },
  timeout: { options: /^-[ks]$/, words: 1 },
  chroot: { options: /^$/, words: 1 },
  strace: { options: /^-[eoPs]$/, words: 0 },
};

/** Of the word that names kexec, behind assignments and programs that run it; -1: it is not run. */
function kexecIndex(command: ShellCommand, text: string): number {
  let index = 0;
  const word = (): string | undefined => command[index]?.content.text;
  while (GRAMMAR.test(word() ?? '')) index++;
  for (let left = command.length; left > 0; left--) {
    while (/^[A-Za-z_]\w*\+?=/.test(word() ?? '')) index++;
    const name = (word() ?? '').replace(/^.*\//, '');
    const span = command[index]?.span;
    if (name === 'kexec' || (span && KEXEC_VARIABLE.test(text.slice(span.start, span.end)))) {
      return index;
    }
    const runner = Object.hasOwn(RUNNERS, name) ? RUNNERS[name] : undefined;
    if (!runner) return -1;
    index++;
    while (word()?.startsWith('-')) index += runner.options.test(word() ?? '') ? 2 : 1;
    index += runner.words;
  }
  return -1;
}

interface Options {
  /** It loads a kernel, and does not unload one or ask for the state. */
  loads: boolean;
  /** For use on panic. */
  panic: boolean;
  reusesRunning: boolean;
  /** Words with a command line, in order: the last one of a kind is used. */
  given: { option: string; word: ShellWord; from: number }[];
  /** Words that are no options: one kernel. */
  files: number;
  /** Those of them that a variable gives. */
  unknown: number;
}

/** Long options of any architecture whose value may be a word of its own. */
const WITH_VALUE = new Set(
  (
    'entry type mem-min mem-max serial serial-baud initrd ramdisk dtb devicetreeblob module ' +
    'image-size page-offset gamecube reuse-node empty-zero howto miniroot'
  ).split(' '),
);

function readOptions(words: ShellCommand): Options {
  const options: Options = {
    loads: true,
    panic: false,
    reusesRunning: false,
    given: [],
    files: 0,
    unknown: 0,
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) break;
    const { text } = word.content;
    const long = /^--([a-z0-9-]+)(=?)/.exec(text);
    if (long) {
      const [all, name = '', equals] = long;
      const next = words[index + 1];
      if (name === 'append' || name === 'command-line') {
        if (equals) options.given.push({ option: name, word, from: all.length });
        else if (next) options.given.push({ option: name, word: next, from: 0 });
        if (!equals) index++;
      } else if (WITH_VALUE.has(name) && !equals) index++;
      else longOption(options, name);
    } else if (/^-[^-]/.test(text)) {
      for (const letter of text.slice(1)) {
        if (letter === 'p') options.panic = true;
        else if (letter === 'u' || letter === 'S' || letter === 'h' || letter === 'v') {
          options.loads = false;
        } else if (letter === 't') {
          if (text.endsWith('t')) index++;
          break;
        }
      }
    } else if (text !== '--') {
      options.files++;
      if (text.includes(UNKNOWN)) options.unknown++;
    }
  }
  // Without a kernel there is nothing to load: kexec -e runs the loaded one.
  options.loads &&= options.files > 0;
  return options;
}

function longOption(options: Options, name: string): void {
  if (name === 'load-panic') options.panic = true;
  else if (name === 'reuse-cmdline') options.reusesRunning = true;
  else if (/^(?:unload|status|help|version|print-ckr-size)$/.test(name)) options.loads = false;
}
