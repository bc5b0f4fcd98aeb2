import type { ConfigFile } from '../../config/config-file';
import type { Dropped } from '../../config/config-line';
import { removeLine } from '../../config/edits';
import { isTaken } from '../../config/value';
import type { Fix } from '../../model/finding';
import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';

export const cfg002: ConfigRule = {
  id: 'CFG002',
  title: 'Unexpected data',
  severity: 'warning',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'A line is a comment or an assignment with the full name of a symbol. Kconfig passes over everything else; the build goes on, and what the line was meant to set keeps its default.',
  evidence:
    'scripts/kconfig/confdata.c, `conf_read_simple()`. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3: `unexpected data` and no more. A name without an equals sign is passed over in silence up to 6.1. A byte order mark makes the first line such data.',
  advice: 'Mend the line, or take it out.',
  examples: {
    bad: [
      { text: 'CONFIG_KEXEC=y\nKEXEC_FILE=y\n', fixed: 'CONFIG_KEXEC=y\nCONFIG_KEXEC_FILE=y\n' },
      { text: 'CONFIG_KEXEC\nCONFIG_SYSFS=y\n', fixed: 'CONFIG_KEXEC=y\nCONFIG_SYSFS=y\n' },
      { text: 'CONFIG_KEXEC=y\n<<<<<<< HEAD\n', fixed: 'CONFIG_KEXEC=y\n' },
      { text: '\ufeffCONFIG_KEXEC=y\n', fixed: 'CONFIG_KEXEC=y\n' },
      { text: 'CONFIG_KEXEC: y\n', fixed: '' },
    ],
    good: [{ text: '# KEXEC=y\n\n  \nCONFIG_KEXEC=y\n# a comment\n#\n' }],
  },
  *check(config) {
    for (const line of config.lines) {
      if (line.kind !== 'dropped') continue;
      const message = messageOf(line, config.prefix);
      if (message === undefined) continue;
      yield { span: line.span, message, fixes: fixesOf(line, config) };
    }
  },
};

function messageOf({ reason, symbol = '' }: Dropped, prefix: string): string | undefined {
  switch (reason) {
    case 'no-equals':
      return `Kconfig passes over this line: it gives ${prefix}${symbol} no value.`;
    case 'no-prefix':
      return `Kconfig passes over this line: the name must be ${prefix}${symbol}.`;
    case 'byte-order-mark':
      return 'Kconfig passes over this line: an invisible byte order mark (U+FEFF) stands before it.';
    case 'unexpected-data':
      return 'Kconfig passes over this line: it is no comment and no assignment.';
    default:
      return undefined;
  }
}

/** Only what cannot be meant otherwise is for *fix all*. */
function fixesOf(line: Dropped, config: ConfigFile): Fix[] {
  const { start } = line.span;
  if (line.reason === 'byte-order-mark') {
    const edit = { start, end: start + 1, newText: '' };
    return [{ title: 'Remove the byte order mark', edits: [edit], preferred: true }];
  }
  const remove = { title: 'Remove the line', edits: [removeLine(config, line)], preferred: false };
  const value = line.reason === 'no-equals' ? 'y' : line.value;
  if (line.symbol === undefined || value === undefined || !isTaken(value)) return [remove];
  const newText = `${config.prefix}${line.symbol}=${value}`;
  const edits = [{ ...line.span, newText }];
  return [{ title: `Write ${newText}`, edits, preferred: false }, remove];
}
