import type { ConfigFile } from '../config/config-file';
import { takes } from '../config/value';
import type { Context } from '../context/context';
import type { KdumpSymbol } from './kdump-symbol';
import { kdumpSymbol } from './kdump-symbols';

/** A rule that speaks of a symbol, as a person sees it. */
export interface NamedRule {
  readonly id: string;
  readonly title: string;
}

/** Longer values are cut: a command line may have thousands of characters. */
const MOST_SHOWN = 200;

/**
 * What a symbol means for kdump, and how it stands in this file, as Markdown.
 * @param name without its prefix, as in `ConfigFile`
 * @param config the configuration that it stands in; undefined elsewhere, as in a Kconfig file
 * @param rules those that speak of it here
 * @returns undefined for symbols that have nothing to do with kdump
 */
export function describeSymbol(
  name: string,
  config: ConfigFile | undefined,
  context: Context,
  rules: readonly NamedRule[] = [],
): string | undefined {
  const symbol = kdumpSymbol(name, context.kind);
  if (!symbol) return undefined;
  const prefix = config?.prefix ?? (context.kind === 'buildroot-config' ? '' : 'CONFIG_');
  const paragraphs = [`**${prefix}${name}** · ${symbol.type}`, symbol.meaning];
  if (config) paragraphs.push(state(name, symbol, config));
  if (rules.length > 0) {
    paragraphs.push(`Rules: ${rules.map(({ id, title }) => `${id} (${title})`).join(', ')}.`);
  }
  return paragraphs.join('\n\n');
}

/** How a symbol stands in a file, in one sentence. */
function state(name: string, { type }: KdumpSymbol, config: ConfigFile): string {
  const line = config.line(name);
  if (line?.kind === 'unset') return 'Here: n (“is not set”).';
  if (line) {
    const value = line.value === '' ? 'nothing' : code(line.value);
    return takes(type, line.value)
      ? `Here: ${value}.`
      : `Here: ${value}, which a symbol of type ${type} does not take: the line is dropped.`;
  }
  const dropped = config.lines.find((other) => other.kind === 'dropped' && other.symbol === name);
  if (dropped) return `Line ${dropped.number + 1} was meant to set it, but is dropped.`;
  if (config.completeness === 'fragment') {
    return 'Not in this file: another fragment or its default decides.';
  }
  const isSwitch = type === 'bool' || type === 'tristate';
  return `Absent from this complete configuration: ${isSwitch ? 'n' : 'it has no value'}.`;
}

/** Any text as inline code: the fence is longer than every run of backticks in it. */
function code(text: string): string {
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const padding = /^`|`$/.test(shown) ? ' ' : '';
  return fence + padding + shown + padding + fence;
}
