import type { Severity } from '../model/finding';
import { printableJson } from './printable';
import {
  countBySeverity,
  type Fact,
  type Failure,
  type Report,
  type ReportedFile,
  type ReportedFinding,
} from './report';

/**
 * What `--format json` writes. Programs may rely on it: fields may be added, but none changes its
 * meaning or goes away while `version` stays the same. Lines and columns count from one, offsets
 * from zero; columns and offsets are in UTF-16 code units; regions are half-open.
 */
export interface JsonReport {
  readonly format: 'kconfig-lint';
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly files: readonly JsonFile[];
  /** What could not be looked at. */
  readonly failures: readonly Failure[];
  readonly summary: Record<Severity, number> & { readonly files: number; readonly fixed: number };
}

/** Null: not known. */
interface JsonFile extends Omit<ReportedFile, 'kernel' | 'architecture'> {
  readonly kernel: Fact<string> | null;
  readonly architecture: Fact<string> | null;
  readonly findings: readonly ReportedFinding[];
  /** Only with `--fix`; their places are those of the file before it was mended. */
  readonly fixed: readonly ReportedFinding[];
}

export function jsonReport(report: Report): string {
  const { files, failures, toolVersion } = report;
  const json: JsonReport = {
    format: 'kconfig-lint',
    version: 1,
    tool: { name: 'kconfig-lint', version: toolVersion },
    files: files.map((file) => ({
      ...file,
      kernel: file.kernel ?? null,
      architecture: file.architecture ?? null,
    })),
    failures,
    summary: {
      ...countBySeverity(report),
      files: files.length,
      fixed: files.reduce((sum, { fixed }) => sum + fixed.length, 0),
    },
  };
  return `${printableJson(JSON.stringify(json, undefined, 2))}\n`;
}
