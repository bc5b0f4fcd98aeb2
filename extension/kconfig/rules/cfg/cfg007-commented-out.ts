import type { ConfigFile } from '../../config/config-file';
import type { Comment } from '../../config/config-line';
import { symbolLine } from '../../config/edits';
import { isTaken } from '../../config/value';
import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';

export const cfg007: ConfigRule = {
  id: 'CFG007',
  title: 'An assignment that is commented out',
  severity: 'hint',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'A `#` before an assignment does not turn the symbol off: the symbol keeps its default, which may be y. Off is `# CONFIG_X is not set`.',
  evidence:
    'scripts/kconfig/confdata.c, `conf_read_simple()`. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3.',
  advice:
    'Write `# CONFIG_X is not set`, or leave the comment as it is where the default is meant.',
  examples: {
    bad: [
      {
        text: '#CONFIG_KEXEC=y\nCONFIG_SYSFS=y\n',
        fixed: '# CONFIG_KEXEC is not set\nCONFIG_SYSFS=y\n',
      },
      { text: '# CONFIG_KEXEC=m\nCONFIG_SYSFS=y\n' },
    ],
    good: [
      { text: '# CONFIG_KEXEC=y is what kdump needs\n' },
      { text: '# CONFIG_KEXEC=y\nCONFIG_KEXEC=y\n' },
      { text: '# CONFIG_LOG_BUF_SHIFT=17\n' },
    ],
  },
  *check(config) {
    for (const line of config.lines) {
      if (line.kind !== 'comment' || !line.assignment) continue;
      const { symbol, value } = line.assignment;
      if (!/^[ym]\s*$/.test(value) || !isTaken(value) || config.line(symbol)) continue;
      const newText = symbolLine(config, symbol, 'n');
      yield {
        span: line.span,
        message: `This comment does not turn ${config.prefix}${symbol} off: it keeps its default.`,
        fixes: [
          { title: `Write ${newText}`, edits: [{ ...line.span, newText }], preferred: false },
          uncomment(config, line, `${symbol}=${value.trim()}`),
        ],
      };
    }
  },
};

function uncomment({ prefix }: ConfigFile, { span }: Comment, assignment: string) {
  const newText = `${prefix}${assignment}`;
  return { title: `Write ${newText}`, edits: [{ ...span, newText }], preferred: false };
}
