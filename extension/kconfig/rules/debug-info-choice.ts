import type { ConfigFile } from '../config/config-file';
import type { Assignment } from '../config/config-line';
import type { Context } from '../context/context';
import { kernelSince } from './kernel-since';
import type { Setting } from './settings-edits';

/** The members of the choice "Debug information" (since 5.18) that give debug information. */
const DWARF_CHOICES = [
  'DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT',
  'DEBUG_INFO_DWARF4',
  'DEBUG_INFO_DWARF5',
] as const;

const CHOICES: readonly string[] = ['DEBUG_INFO_NONE', ...DWARF_CHOICES];

/** The lines that choose a member, in the order of the file: the last one counts. */
export function chosenDebugInfo(config: ConfigFile): Assignment[] {
  return CHOICES.flatMap((symbol) => {
    const line = config.line(symbol);
    return line?.kind === 'assignment' && config.isYes(symbol) ? line : [];
  }).sort((a, b) => a.number - b.number);
}

export function choosesDwarf(config: ConfigFile): boolean {
  return DWARF_CHOICES.some((symbol) => config.isYes(symbol));
}

/**
 * Whether the kernel will have debug information; undefined where that cannot be told. Before 5.18
 * DEBUG_INFO is what a person sets; since then it follows from the choice.
 */
export function hasDebugInfo(config: ConfigFile, context: Context): boolean | undefined {
  const isOpen = config.isEvaluated && config.isUnknown('DEBUG_INFO');
  if (config.isEvaluated && !isOpen) return config.isYes('DEBUG_INFO');
  const isChoice = kernelSince(context, '5.18');
  if (isChoice === false) {
    return config.isYes('DEBUG_INFO') || (config.isOff('DEBUG_INFO') ? false : undefined);
  }
  const chosen = chosenDebugInfo(config).at(-1);
  if (chosen) return chosen.symbol !== 'DEBUG_INFO_NONE';
  if (isChoice === undefined && config.isYes('DEBUG_INFO')) return undefined;
  return config.completeness === 'full' && !isOpen ? false : undefined;
}

/** What gives debug information, in lines that this kernel takes. */
export function debugInfoSettings(config: ConfigFile, context: Context): readonly Setting[] {
  const settings: Setting[] = config.isYes('DEBUG_KERNEL') ? [] : [['DEBUG_KERNEL', 'y']];
  const isChoice = kernelSince(context, '5.18');
  if (isChoice === false) return [...settings, ['DEBUG_INFO', 'y']];
  // Of an unknown version both are written: each kernel takes one of them and passes over the other.
  if (isChoice) settings.unshift(['DEBUG_INFO', undefined]);
  else settings.push(['DEBUG_INFO', 'y']);
  if (config.isYes('DEBUG_INFO_NONE')) settings.push(['DEBUG_INFO_NONE', 'n']);
  // It only has to win against DEBUG_INFO_NONE.
  if (choosesDwarf(config)) return settings;
  settings.push(['DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT', 'y', 'DEBUG_INFO']);
  return settings;
}
