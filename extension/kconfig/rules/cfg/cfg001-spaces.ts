import type { Dropped, DropReason } from '../../config/config-line';
import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';

const MESSAGES: Readonly<Partial<Record<DropReason, string>>> = {
  'space-before-name': 'Kconfig drops this line: no blank may stand before the name.',
  'space-before-equals':
    'Kconfig drops this line: no blank may stand before the equals sign, it would belong to the name.',
  'space-after-equals':
    'Kconfig drops this line: no blank may stand behind the equals sign, it would belong to the value.',
};

export const cfg001: ConfigRule = {
  id: 'CFG001',
  title: 'Blanks in an assignment',
  severity: 'error',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'Kconfig’s reader knows no blanks: a line must begin with the name, the equals sign must follow at once, and the value at once behind it. It drops any other line, and one with a blank before the equals sign (`CONFIG_KEXEC =y`) without a word, for it looks for a symbol whose name ends with a blank.',
  evidence:
    'scripts/kconfig/confdata.c, `conf_read_simple()`. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3: a blank before the name gives `unexpected data`, one before the equals sign gives nothing (`unknown symbol` where `KCONFIG_WARN_UNKNOWN_SYMBOLS` is set), one behind it `symbol value ’ y’ invalid` for a bool and nothing for a string; the symbol is not set in any of them.',
  advice: 'Take the blanks out.',
  examples: {
    bad: [
      { text: 'CONFIG_KEXEC = y\n', fixed: 'CONFIG_KEXEC=y\n' },
      { text: '  CONFIG_KEXEC=y\n', fixed: 'CONFIG_KEXEC=y\n' },
      { text: 'CONFIG_CMDLINE= "quiet"\n', fixed: 'CONFIG_CMDLINE="quiet"\n' },
      {
        text: '\tBR2_PACKAGE_KEXEC=y\nBR2_x86_64=y\n',
        fixed: 'BR2_PACKAGE_KEXEC=y\nBR2_x86_64=y\n',
      },
    ],
    good: [{ text: 'CONFIG_KEXEC=y \nCONFIG_CMDLINE="a = b"\n\t\n' }],
  },
  *check(config) {
    for (const line of config.lines) {
      if (line.kind !== 'dropped') continue;
      const message = MESSAGES[line.reason];
      if (message === undefined) continue;
      const newText = withoutBlanks(line, config.prefix);
      const fixes =
        newText === undefined
          ? []
          : [{ title: 'Remove the blanks', edits: [{ ...line.span, newText }], preferred: true }];
      yield { span: line.span, message, fixes };
    }
  },
};

function withoutBlanks({ symbol, value }: Dropped, prefix: string): string | undefined {
  if (symbol === undefined) return undefined;
  return value === undefined ? undefined : `${prefix}${symbol}=${value}`;
}
