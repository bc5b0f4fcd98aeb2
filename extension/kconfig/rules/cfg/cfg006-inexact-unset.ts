import type { Comment, Dropped } from '../../config/config-line';
import { symbolLine } from '../../config/edits';
import type { Context } from '../../context/context';
import type { Problem } from '../../model/finding';
import { isInRange } from '../../model/version';
import type { ConfigRule } from '../rule';
import { CONFIG_KINDS } from './config-kinds';

export const cfg006: ConfigRule = {
  id: 'CFG006',
  title: 'Almost "is not set"',
  severity: 'warning',
  role: 'any',
  subject: 'config',
  kinds: CONFIG_KINDS,
  why: 'A comment unsets a symbol only where it is letter by letter `# CONFIG_X is not set`: one blank behind the `#`, none at the end. Any other is a comment, and the symbol keeps its default, which may be y.',
  evidence:
    'scripts/kconfig/confdata.c, `conf_read_simple()`. Tried with the `conf` of Linux 5.10, 6.1, 6.12, 7.2 and 7.3: up to 6.1 anything may follow `is not set`, from 6.12 on nothing; up to 5.10 (and in U-Boot 2025.01 and Buildroot 2026.08) any one character may stand between the `#` and the name. `#CONFIG_ARCH_MULTI_V7 is not set` stood in the kernel’s own cns3420vb_defconfig (6.1).',
  advice: 'Write the line exactly so.',
  examples: {
    bad: [
      { text: '#CONFIG_KEXEC is not set\n', fixed: '# CONFIG_KEXEC is not set\n' },
      {
        text: 'CONFIG_SYSFS=y\n# CONFIG_KEXEC is not set \n',
        fixed: 'CONFIG_SYSFS=y\n# CONFIG_KEXEC is not set\n',
      },
      {
        text: '# CONFIG_KEXEC is not set.\n',
        kernel: '6.1.192',
        fixed: '# CONFIG_KEXEC is not set\n',
      },
      {
        text: '# CONFIG_KEXEC is not set by default\n',
        kernel: '6.1',
        fixed: '## CONFIG_KEXEC is not set by default\n',
      },
      { text: '#  CONFIG_KEXEC  is not set\n', fixed: '# CONFIG_KEXEC is not set\n' },
    ],
    good: [
      { text: '# CONFIG_KEXEC is not set\n' },
      { text: '# CONFIG_KEXEC is not set by default\n', kernel: '6.12' },
      { text: '# It does not matter that CONFIG_KEXEC is not set\n' },
      { text: '#CONFIG_KEXEC is not set\nCONFIG_KEXEC=y\n' },
    ],
  },
  *check(config, context) {
    for (const line of config.lines) {
      if (line.kind === 'comment' && line.symbol !== undefined) {
        if (isReadHere(line, context)) yield unintended(line, `${config.prefix}${line.symbol}`);
        continue;
      }
      if (line.kind !== 'dropped' || line.reason !== 'inexact-unset') continue;
      const { symbol = '' } = line;
      // A line that counts says what is wanted.
      if (config.line(symbol)) continue;
      const newText = symbolLine(config, symbol, 'n');
      const isRead = isReadHere(line, context);
      yield {
        span: line.span,
        message: isRead
          ? `This reader takes it for an unset, newer ones (Linux 6.12) for a plain comment: it should be exactly "${newText}".`
          : `Kconfig takes this for a plain comment, and ${config.prefix}${symbol} keeps its default: it must be exactly "${newText}".`,
        ...(isRead ? { severity: 'info' } : {}),
        fixes: [
          {
            title: `Write ${newText}`,
            edits: [{ ...line.span, newText }],
            preferred: true,
          },
        ],
      };
    }
  },
};

/** A sentence that happens to begin like an unset. */
function unintended({ span }: Comment, name: string): Problem {
  const at = { start: span.start + 1, end: span.start + 1 };
  return {
    span,
    message: `This is no plain comment: readers as old as that of Linux 6.1 unset ${name}, for they look at nothing behind "is not set".`,
    fixes: [{ title: 'Begin with two #', edits: [{ ...at, newText: '#' }], preferred: false }],
  };
}

/** Whether the reader at hand is old enough to take it for an unset; these projects' are. */
function isReadHere({ readUpTo }: Comment | Dropped, { kind, kernel }: Context): boolean {
  if (readUpTo === undefined) return false;
  if (kind === 'u-boot-config' || kind === 'buildroot-config') return true;
  if (kind !== 'linux-config' || !kernel) return false;
  return isInRange(kernel.value, { before: readUpTo === '6.1' ? '6.2' : '5.11' });
}
