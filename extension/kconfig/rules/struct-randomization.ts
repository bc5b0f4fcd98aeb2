import type { ConfigFile } from '../config/config-file';
import type { Context } from '../context/context';
import { kernelSince } from './kernel-since';
import type { Setting } from './settings-edits';

/** The members of the choice (since 5.19) that randomise. */
const CHOICES = ['RANDSTRUCT_FULL', 'RANDSTRUCT_PERFORMANCE'] as const;

/** Since 5.19 it has no prompt and follows from the choice; before, it is what a person sets. */
const PLUGIN = 'GCC_PLUGIN_RANDSTRUCT';

/** The symbols that are y and make the kernel shuffle the members of its structures. */
export function structRandomizers(config: ConfigFile, context: Context): string[] {
  const symbols: string[] = CHOICES.filter((symbol) => config.isYes(symbol));
  if (config.isYes(PLUGIN) && pluginCounts(config, context)) symbols.push(PLUGIN);
  return symbols;
}

/** Whether GCC's plugin will do it, which BTF cannot live with. */
export function usesRandomizerPlugin(config: ConfigFile, context: Context): boolean {
  return config.isYes(PLUGIN) && pluginCounts(config, context);
}

/** In a fragment for 5.19 or later the plugin's line is passed over. */
function pluginCounts(config: ConfigFile, context: Context): boolean {
  return (
    config.completeness === 'full' ||
    kernelSince(context, '5.19') !== true ||
    CHOICES.some((symbol) => config.isYes(symbol))
  );
}

/** What leaves the structures as they are declared. */
export function noRandomizationSettings(config: ConfigFile, context: Context): readonly Setting[] {
  const chosen = CHOICES.filter((symbol) => config.isYes(symbol));
  const unset = chosen.map((symbol): Setting => [symbol, 'n']);
  const hasChoice = chosen.length > 0 || config.completeness === 'full';
  if (kernelSince(context, '5.19') === false || !hasChoice) {
    return config.isYes(PLUGIN) ? [...unset, [PLUGIN, 'n']] : unset;
  }
  // Follow from the choice: Kconfig writes them again where they are still right.
  const derived = ['RANDSTRUCT', PLUGIN].filter((symbol) => config.line(symbol));
  return [
    ...derived.map((symbol): Setting => [symbol, undefined]),
    ...unset,
    ['RANDSTRUCT_NONE', 'y'],
  ];
}
