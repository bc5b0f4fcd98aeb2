import type { ConfigFile } from '../config/config-file';
import type { FileKind } from '../context/context';
import type { BootArguments } from './boot-arguments';
import { MappedTextBuilder } from './mapped-text';
import { splitArguments } from './split-arguments';
import { addVariable } from './variables';

/** What makes a built-in command line the only one, by architecture: no boot loader adds to it. */
const FORCING = [
  'CMDLINE_FORCE', // arm, arm64, powerpc, riscv, loongarch, microblaze, nios2
  'CMDLINE_OVERRIDE', // x86, mips
  'CMDLINE_OVERWRITE', // sh
] as const;

/** The symbol that makes the kernel ignore its boot loader's arguments, where one does. */
export function forcingSymbol(config: ConfigFile): (typeof FORCING)[number] | undefined {
  // Where there is such a switch, all else of the command line depends on it.
  if (config.written('CMDLINE_BOOL')?.startsWith('n')) return undefined;
  return FORCING.find((symbol) => config.isYes(symbol));
}

/** The command line that a configuration builds in. */
export function configArguments(config: ConfigFile, kind: FileKind): BootArguments[] {
  switch (kind) {
    case 'linux-config':
      // BOOTPARAM_STRING is m68k's.
      return ['CMDLINE', 'BOOTPARAM_STRING'].flatMap((symbol) => {
        const isOpen = forcingSymbol(config) === undefined;
        return stringArguments(config, symbol, 'cmdline', isOpen);
      });
    case 'u-boot-config':
      return stringArguments(config, 'BOOTARGS', 'u-boot', false);
    default:
      return [];
  }
}

/** A string as Kconfig reads it: up to the next quote, a backslash before any character is none. */
function stringArguments(
  config: ConfigFile,
  symbol: string,
  place: 'cmdline' | 'u-boot',
  isOpen: boolean,
): BootArguments[] {
  const line = config.line(symbol);
  if (line?.kind !== 'assignment' || !line.value.startsWith('"')) return [];
  const { text } = config;
  const builder = new MappedTextBuilder(text);
  const { start: opening, end: lineEnd } = line.valueSpan;
  const start = opening + 1;
  let at = start;
  while (at < lineEnd && text[at] !== '"') {
    if (text[at] === '\\' && at + 1 < lineEnd) {
      builder.decoded(text[at + 1] ?? '', { start: at, end: at + 2 });
      at += 2;
    } else if (place === 'u-boot' && text[at] === '$') {
      at = addVariable(builder, text, at, lineEnd);
    } else {
      builder.literal(at, at + 1);
      at++;
    }
  }
  const split = splitArguments(builder.build(start));
  if (split.arguments.length === 0) return [];
  return [
    {
      place,
      span: { start, end: at },
      arguments: split.arguments,
      open: isOpen || split.open,
      reusesRunning: false,
      addition: { at, before: ' ', after: '' },
    },
  ];
}
