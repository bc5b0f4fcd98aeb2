import type { Severity } from '../model/finding';
import { rulePage, pageOf } from '../rule-page';
import { RULES } from '../rules/registry';
import type { Rule } from '../rules/rule';
import { FILE001 } from '../unreadable-page';
import { plainText } from './plain-text';
import { printableJson } from './printable';
import type { Region, Report, ReportedFile, ReportedFinding } from './report';
import type {
  SarifArtifactLocation,
  SarifFix,
  SarifLevel,
  SarifLocation,
  SarifLog,
  SarifRegion,
  SarifResult,
  SarifRule,
} from './sarif';

/** SARIF 2.1.0 (OASIS), which code scanning of forges and editors read. */
export function sarifReport(report: Report): string {
  const rules = [...RULES.map(descriptorOf), FILE_DESCRIPTOR];
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const log: SarifLog = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kconfig-lint',
            fullName: 'Kernel config lint for kdump',
            version: report.toolVersion,
            rules,
          },
        },
        invocations: [
          {
            executionSuccessful: report.failures.length === 0,
            toolExecutionNotifications: report.failures.map(({ path, message }) => ({
              level: 'error',
              message: { text: `${path}: ${message}` },
            })),
          },
        ],
        originalUriBaseIds: {
          [ROOT]: { description: { text: 'The folder in which the lint ran.' } },
        },
        columnKind: 'utf16CodeUnits',
        artifacts: report.files.map((file) => ({
          location: artifactLocation(file),
          roles: ['analysisTarget'],
        })),
        results: report.files.flatMap((file, index) =>
          file.findings.map((finding) => resultOf(finding, { file, index }, indices)),
        ),
      },
    ],
  };
  return `${printableJson(JSON.stringify(log, undefined, 2))}\n`;
}

/** What relative locations are relative to; whoever reads the report knows where that is. */
const ROOT = '%SRCROOT%';

const LEVELS: Record<Severity, SarifLevel> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

function descriptorOf(rule: Rule): SarifRule {
  const { id, title, severity, why, advice, offByDefault, role } = rule;
  return {
    id,
    name: nameOf(title),
    shortDescription: { text: title },
    fullDescription: { text: plainText(why), markdown: why },
    help: { text: `${plainText(why)}\n\n${plainText(advice)}`, markdown: rulePage(rule) },
    defaultConfiguration: { enabled: offByDefault === undefined, level: LEVELS[severity] },
    properties: { tags: ['kdump', id.replace(/\d+$/, ''), `role:${role}`] },
  };
}

const FILE_DESCRIPTOR: SarifRule = {
  id: FILE001.id,
  name: nameOf(FILE001.title),
  shortDescription: { text: FILE001.title },
  fullDescription: { text: plainText(FILE001.why), markdown: FILE001.why },
  help: {
    text: `${plainText(FILE001.why)}\n\n${plainText(FILE001.advice)}`,
    markdown: pageOf(FILE001.id) ?? '',
  },
  defaultConfiguration: { level: FILE001.severity },
  properties: { tags: ['kdump', 'FILE', 'role:any'] },
};

/** `Reduced debug info` → `ReducedDebugInfo`, as SARIF likes names. */
function nameOf(title: string): string {
  const words = title.match(/[A-Za-z0-9_]+/g) ?? [];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** A file and its place in the list of artifacts. */
interface Artifact {
  readonly file: ReportedFile;
  readonly index: number;
}

function resultOf(
  finding: ReportedFinding,
  artifact: Artifact,
  indices: ReadonlyMap<string, number>,
): SarifResult {
  const { rule, severity, message, region, related, fixes } = finding;
  const ruleIndex = indices.get(rule);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: message },
    locations: [location(artifact, region)],
    ...(related.length > 0 && {
      relatedLocations: related.map((other) => ({
        ...location(artifact, other.region),
        message: { text: other.message },
      })),
    }),
    ...(fixes.length > 0 && {
      fixes: fixes
        .filter(({ edits }) => edits.length > 0)
        .map(({ title, edits }): SarifFix => ({
          description: { text: title },
          artifactChanges: [
            {
              artifactLocation: artifactLocation(artifact.file, artifact.index),
              replacements: edits.map((edit) => ({
                deletedRegion: regionOf(edit.region),
                ...(edit.newText !== '' && { insertedContent: { text: edit.newText } }),
              })),
            },
          ],
        })),
    }),
  };
}

function location({ file, index }: Artifact, region: Region): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file, index),
      region: regionOf(region),
    },
  };
}

function artifactLocation({ uri }: ReportedFile, index?: number): SarifArtifactLocation {
  const isComplete = /^[a-z][a-z0-9+.-]*:/i.test(uri);
  return {
    uri,
    ...(isComplete ? {} : { uriBaseId: ROOT }),
    ...(index === undefined ? {} : { index }),
  };
}

/** Both count from one, and the end column is the one behind the region, as here. */
function regionOf({ start, end }: Region): SarifRegion {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
