import { removeLine } from '../../config/edits';
import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';
import { repeatedSymbols } from './repeated-symbols';

export const cfg004: ConfigRule = {
  id: 'CFG004',
  title: 'The same line twice',
  severity: 'hint',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'The second line changes nothing, but Kconfig warns of it, and a later change of one of them is a trap.',
  evidence:
    'scripts/kconfig/confdata.c: `override: reassigning to symbol`, also where the value is the same. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3.',
  advice: 'Keep one of them.',
  examples: {
    bad: [
      {
        text: 'CONFIG_KEXEC=y\nCONFIG_SYSFS=y\nCONFIG_KEXEC=y\n',
        fixed: 'CONFIG_SYSFS=y\nCONFIG_KEXEC=y\n',
      },
    ],
    good: [{ text: 'CONFIG_KEXEC=y\n# CONFIG_KEXEC=y\n' }],
  },
  *check(config) {
    for (const { line, last, isSame } of repeatedSymbols(config)) {
      if (!isSame) continue;
      yield {
        span: line.span,
        message: `Line ${last.number + 1} says the same again.`,
        related: [{ span: last.span, message: 'The same again.' }],
        fixes: [{ title: 'Remove this line', edits: [removeLine(config, line)], preferred: true }],
      };
    }
  },
};
