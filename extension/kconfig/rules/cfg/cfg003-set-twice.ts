import { removeLine } from '../../config/edits';
import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';
import { repeatedSymbols } from './repeated-symbols';

export const cfg003: ConfigRule = {
  id: 'CFG003',
  title: 'Two values for one symbol',
  severity: 'warning',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'Of several lines with one symbol the last one counts. Whoever reads or changes the first is deceived.',
  evidence:
    'scripts/kconfig/confdata.c: `override: reassigning to symbol`. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3. Three of the kernel’s own defconfigs have it in 7.3: orion5x and bigsur (`EXT4_FS`), spitz (`NFS_V4`).',
  advice: 'Keep the line that is meant. The fix removes the one that has no effect.',
  examples: {
    bad: [
      {
        text: 'CONFIG_KEXEC=y\nCONFIG_SYSFS=y\n# CONFIG_KEXEC is not set\n',
        fixed: 'CONFIG_SYSFS=y\n# CONFIG_KEXEC is not set\n',
      },
      { text: 'CONFIG_IKCONFIG=m\r\nCONFIG_IKCONFIG=y\r\n', fixed: 'CONFIG_IKCONFIG=y\r\n' },
    ],
    good: [
      { text: 'CONFIG_KEXEC=y\nCONFIG_KEXEC=yes\n' },
      { text: '# CONFIG_KEXEC is not set\nCONFIG_KEXEC=n\n' },
    ],
  },
  *check(config) {
    for (const { line, last, isSame } of repeatedSymbols(config)) {
      if (isSame) continue;
      const name = `${config.prefix}${line.symbol}`;
      yield {
        span: line.span,
        message: `This line has no effect: ${name} gets another value in line ${last.number + 1}, and the last one counts.`,
        related: [{ span: last.span, message: 'This one counts.' }],
        fixes: [
          {
            title: `Remove this line, keep line ${last.number + 1}`,
            edits: [removeLine(config, line)],
            preferred: true,
          },
        ],
      };
    }
  },
};
