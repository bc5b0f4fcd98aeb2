import type { FileKind } from '../context/context';
import type { LintResult } from '../engine';
import { type Finding, type Fix, SEVERITIES, type Severity } from '../model/finding';
import type { RuleRole } from '../model/role';
import { LineIndex, type Position, type Span } from '../model/text';

/** What one run of the lint over some files said; every format is made of it. */
export interface Report {
  /** Of the lint itself: `0.1.0`. */
  readonly toolVersion: string;
  readonly files: readonly ReportedFile[];
  readonly failures: readonly Failure[];
}

/** Something that was to be looked at and could not be. */
export interface Failure {
  readonly path: string;
  /** A sentence. */
  readonly message: string;
}

/** A file that was looked at. */
export interface ReportedFile {
  /** For people: as named on the command line, or below the folder named there. */
  readonly path: string;
  /** For programs: relative to the folder of the run, or a complete `file:` URI. */
  readonly uri: string;
  readonly kind: FileKind;
  /** What it was judged as, each with how that is known. */
  readonly role: Fact<string>;
  readonly kernel: Fact<string> | undefined;
  readonly architecture: Fact<string> | undefined;
  readonly findings: readonly ReportedFinding[];
  /** What was mended; places in the file as it was. */
  readonly fixed: readonly ReportedFinding[];
}

export interface Fact<T> {
  readonly value: T;
  readonly source: string;
}

/** Half-open, as `Span`; for a file's end and for insertions `end` equals `start`. */
export interface Region {
  readonly start: Place;
  readonly end: Place;
}

export interface Place extends Position {
  /** From the beginning of the file, in UTF-16 code units, from zero. */
  readonly offset: number;
}

/** A finding with places instead of offsets, so that the text need not be kept. */
export interface ReportedFinding {
  readonly rule: string;
  readonly role: RuleRole;
  readonly severity: Severity;
  readonly message: string;
  readonly region: Region;
  readonly related: readonly { readonly message: string; readonly region: Region }[];
  readonly fixes: readonly ReportedFix[];
}

export interface ReportedFix extends Omit<Fix, 'edits'> {
  readonly edits: readonly { readonly region: Region; readonly newText: string }[];
}

/** What the formats need of one file; undefined for a file that the lint does not know. */
export function reportFile(
  names: Pick<ReportedFile, 'path' | 'uri'>,
  text: string,
  { context, findings }: LintResult,
  mended?: { readonly before: string; readonly fixed: readonly Finding[] },
): ReportedFile | undefined {
  if (!context) return undefined;
  const fact = <T>(known: { value: T; source: string }, shown: string): Fact<string> => ({
    value: shown,
    source: known.source,
  });
  const { role, kernel, architecture } = context;
  return {
    ...names,
    kind: context.kind,
    role: fact(role, role.value),
    kernel: kernel && fact(kernel, kernel.value.text),
    architecture: architecture && fact(architecture, architecture.value),
    findings: withPlaces(findings, text),
    fixed: mended ? withPlaces(mended.fixed, mended.before) : [],
  };
}

function withPlaces(findings: readonly Finding[], text: string): ReportedFinding[] {
  if (findings.length === 0) return [];
  const lines = new LineIndex(text);
  const place = (offset: number): Place => ({ ...lines.position(offset), offset });
  const region = ({ start, end }: Span): Region => ({ start: place(start), end: place(end) });
  return findings.map(({ rule, role, severity, message, span, related, fixes }) => ({
    rule,
    role,
    severity,
    message,
    region: region(span),
    related: related.map((other) => ({ message: other.message, region: region(other.span) })),
    fixes: fixes.map(({ title, preferred, edits }) => ({
      title,
      preferred,
      edits: edits.map((edit) => ({ region: region(edit), newText: edit.newText })),
    })),
  }));
}

/** How many findings of each severity. */
export function countBySeverity({ files }: Report): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** Whether anything was found that is at least as severe. */
export function hasFinding({ files }: Report, atLeast: Severity): boolean {
  const worst = SEVERITIES.indexOf(atLeast);
  return files.some(({ findings }) =>
    findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= worst),
  );
}
