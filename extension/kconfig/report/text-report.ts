import { counted } from './counted';
import { SEVERITIES } from '../model/finding';
import { printable } from './printable';
import { countBySeverity, type Region, type Report, type ReportedFile } from './report';

/**
 * For people and for programs that read compilers' messages: a line a finding,
 * `path:line:column: severity: message [rule]`, notes to it below, what was mended, and a last line
 * with the sum. Lines and columns count from one. What could not be looked at is only counted.
 */
export function textReport(report: Report): string {
  const lines = [...report.files.flatMap(fileLines), summaryLine(report)];
  return lines.map((line) => `${line}\n`).join('');
}

function fileLines({ path, findings, fixed }: ReportedFile): string[] {
  const at = ({ start }: Region) => `${printable(path)}:${start.line}:${start.column}`;
  return [
    ...fixed.map(
      ({ region, message, rule }) => `${at(region)}: fixed: ${printable(message)} [${rule}]`,
    ),
    ...findings.flatMap(({ region, severity, message, rule, related }) => [
      `${at(region)}: ${severity}: ${printable(message)} [${rule}]`,
      ...related.map((other) => `${at(other.region)}: note: ${printable(other.message)}`),
    ]),
  ];
}

/** `3 files: 2 errors, 1 warning; 4 fixed.` */
function summaryLine(report: Report): string {
  const counts = countBySeverity(report);
  const found = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    counted(counts[severity], severity),
  );
  const fixed = report.files.reduce((sum, file) => sum + file.fixed.length, 0);
  const failed = report.failures.length;
  return [
    `${counted(report.files.length, 'file')}: ${found.length > 0 ? found.join(', ') : 'nothing found'}`,
    ...(fixed > 0 ? [`; ${fixed} fixed`] : []),
    ...(failed > 0 ? [`; ${failed} could not be looked at`] : []),
    '.',
  ].join('');
}
