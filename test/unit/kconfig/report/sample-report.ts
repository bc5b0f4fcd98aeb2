import { DEFAULT_SETTINGS } from '../../../../extension/kconfig/context/settings';
import type { LintResult } from '../../../../extension/kconfig/engine';
import { lint } from '../../../../extension/kconfig/engine';
import type { Finding } from '../../../../extension/kconfig/model/finding';
import { type Report, reportFile } from '../../../../extension/kconfig/report/report';

export const TEXT =
  '# Linux/x86 6.12.1 Kernel Configuration\r\nCONFIG_A=y\r\nCONFIG_DEBUG_INFO_REDUCED=y\r\n';

const AT = TEXT.indexOf('CONFIG_DEBUG');

const REDUCED: Finding = {
  rule: 'SYS004',
  role: 'system',
  severity: 'error',
  span: { start: AT, end: AT + 27 },
  message: 'Reduced debug info: \x1b[31m"no debugging data"\u202e.',
  fixes: [
    {
      title: 'Unset CONFIG_DEBUG_INFO_REDUCED',
      preferred: true,
      edits: [
        { start: AT, end: AT + 27, newText: '# CONFIG_DEBUG_INFO_REDUCED is not set' },
        { start: AT - 12, end: AT, newText: '' },
      ],
    },
  ],
  related: [{ span: { start: AT - 12, end: AT - 2 }, message: 'And this one.' }],
};

const HINT: Finding = {
  rule: 'CFG004',
  role: 'any',
  severity: 'hint',
  span: { start: TEXT.length, end: TEXT.length },
  message: 'Nothing.',
  fixes: [],
  related: [],
};

/** A report of two files, one of them with findings, and one that could not be read. */
export function sampleReport(): Report {
  const { context, config } = lint(TEXT, { fileName: '.config', settings: DEFAULT_SETTINGS });
  const result = (findings: Finding[]): LintResult => ({ context, config, findings });
  const files = [
    reportFile(
      { path: './a b/\x1b.config', uri: 'a%20b/%1B.config' },
      TEXT,
      result([REDUCED, HINT]),
    ),
    reportFile({ path: '/x/.config', uri: 'file:///x/.config' }, 'CONFIG_A=y\n', result([]), {
      before: TEXT,
      fixed: [REDUCED],
    }),
  ];
  return {
    toolVersion: '1.2.3',
    files: files.filter((file) => file !== undefined),
    failures: [{ path: 'gone\x07', message: 'There is no such file.' }],
  };
}
