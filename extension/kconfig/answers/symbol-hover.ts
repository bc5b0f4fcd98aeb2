import type { RaisingText, SymbolDescription } from './describe-symbol';
import type { ValueHere } from './value-here';

/** More would not fit into a hover. */
const MOST_RAISINGS = 8;
const MOST_HELP_LINES = 20;

/**
 * A hover, in Markdown. What the tree says is shown in code blocks only: it is not our text.
 * @param prefix `CONFIG_`, or nothing for Buildroot
 */
export function symbolHover(
  description: SymbolDescription,
  here: ValueHere | undefined,
  prefix: string,
): string {
  const { name, type, definitions, selectedBy, impliedBy } = description;
  const parts = [`**${prefix}${name}**${type === undefined ? '' : ` · ${type}`}`];
  if (here) parts.push(valueText(here));
  for (const { file, line, source, within } of definitions.slice(0, 3)) {
    const around = within.map((block) => `# in: ${block}`);
    parts.push(fenced([...around, source].join('\n'), 'linux-kconfig'), `${inline(file)}:${line}`);
  }
  if (definitions.length > 3) parts.push(`… and ${definitions.length - 3} more definitions.`);
  parts.push(...raisings('Selected by', selectedBy), ...raisings('Implied by', impliedBy));
  const help = definitions.map((definition) => definition.help).find((text) => text !== undefined);
  if (help !== undefined && help !== '') parts.push('---', fenced(cut(help), 'text'));
  return parts.join('\n\n');
}

function valueText({ written, value, why }: ValueHere): string {
  const now = value === undefined ? 'not known' : inline(value);
  const said =
    written === undefined
      ? `Here: ${now}, not written`
      : written === value
        ? `Here: ${now}`
        : `Here: ${inline(written)} is written, olddefconfig makes it ${now}`;
  return `${said}.${why === undefined ? '' : ` ${why}`}`;
}

function raisings(title: string, all: readonly RaisingText[]): string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_RAISINGS).map(({ name }) => inline(name));
  const rest = all.length > shown.length ? ` and ${all.length - shown.length} more` : '';
  return [`${title} ${shown.join(', ')}${rest}.`];
}

function cut(text: string): string {
  const lines = text.split('\n');
  return lines.length > MOST_HELP_LINES
    ? [...lines.slice(0, MOST_HELP_LINES), '…'].join('\n')
    : text;
}

function inline(text: string): string {
  return `\`${text.replaceAll('`', 'ˋ')}\``;
}

function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
