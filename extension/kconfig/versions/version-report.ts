import type { Severity } from '../model/finding';
import type { Version } from '../model/version';
import { checkVersions, type VersionFinding } from '../rules/ver/check-versions';
import { featureText, missingFeatures } from '../rules/ver/ver005-kexec-too-old';
import type { VersionSet } from '../rules/rule';
import { applicableBreaks, withEffect } from './applicable-breaks';
import { firstReleaseWith, isBeyond, newestRelease, releaseOf } from './fixes';
import type { Release, VersionData } from './version-data';

type Tool = 'crash' | 'makedumpfile' | 'kexec';

/** With what people call them, and what each is for. */
const TOOLS: readonly (readonly [Tool, string, string])[] = [
  ['crash', 'crash', 'reads the dump'],
  ['makedumpfile', 'makedumpfile', 'writes the dump, in the capture kernel'],
  ['kexec', 'kexec-tools', 'loads the capture kernel, in the system kernel'],
];

/**
 * A page for people, Markdown: what was found, whether it fits the kernel, what to do, and of when
 * the data is.
 * @param severities chosen by a person, by rule
 */
export function versionReport(
  set: VersionSet,
  data: VersionData,
  severities: Readonly<Record<string, Severity | 'off'>> = {},
): string {
  const findings = checkVersions(set, data, severities);
  return [
    `# Do the tools fit ${set.kernel ? `Linux ${escape(set.kernel.text)}` : 'the kernel'}?`,
    summaryOf(set, findings),
    tableOf(set, data, findings),
    ...section('What was found', findings.map(findingText)),
    ...section('What to take', adviceOf(set, data)),
    ...section(
      'What this kexec-tools cannot do',
      missingFeatures(set, data)
        .filter(({ needed }) => !needed)
        .map((feature) => {
          const since = feature.since === null ? 'in no release yet' : `since ${feature.since}`;
          return `- ${escape(featureText(feature))} (${since})`;
        }),
      'It matters to those who use it.',
    ),
    '## How far to trust this',
    trustOf(data),
  ].join('\n\n');
}

function summaryOf(set: VersionSet, findings: readonly VersionFinding[]): string {
  if (!set.kernel) return 'The kernel’s version is not known: nothing can be said.';
  const machine = set.architecture
    ? `For ${set.architecture}.`
    : 'The architecture is not known: what holds for one only counts as doubtful.';
  return `${machine} ${verdict(set, findings)}`;
}

function verdict(set: VersionSet, findings: readonly VersionFinding[]): string {
  const has = (wanted: Severity) => findings.some(({ severity }) => severity === wanted);
  if (has('error')) return 'Dumps will be lost or cannot be read with these tools.';
  if (has('warning')) return 'There is something to mend.';
  if (findings.length > 0) return 'Nothing grave is known.';
  if (TOOLS.every(([tool]) => !set[tool])) return 'The version of no tool is known.';
  return 'Nothing that the data knows of speaks against these tools.';
}

function tableOf(set: VersionSet, data: VersionData, findings: readonly VersionFinding[]): string {
  const rows = TOOLS.map(([tool, name, purpose]) => {
    const version = set[tool];
    const about = findings.filter((finding) => finding.tool === tool);
    const cells = [
      name,
      version ? escape(version.text) : 'not found',
      verdictOf(version, about, data[tool].releases, set),
      version ? knownOf(tool, version, data) : '',
      purpose,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| Tool | Version | Fits | Release | What for |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Of the release that a version is or comes after: its day, and what it was made for. */
function knownOf(tool: Tool, version: Version, data: VersionData): string {
  if (tool === 'crash') {
    const release = releaseOf(version, data.crash.releases);
    return release
      ? `${release.date}; commits for kernels up to ${release.newestKernel}; gdb ${release.gdb} inside`
      : '';
  }
  if (tool === 'makedumpfile') {
    const release = releaseOf(version, data.makedumpfile.releases);
    return release ? `${release.date}; kernels up to ${release.latestKernel}` : '';
  }
  return releaseOf(version, data.kexec.releases)?.date ?? '';
}

function verdictOf(
  version: Version | undefined,
  findings: readonly VersionFinding[],
  releases: readonly Release[],
  { kernel }: VersionSet,
): string {
  const worst = (['error', 'warning', 'info', 'hint'] as const).find((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
  const rules = [...new Set(findings.map(({ rule }) => rule))].join(', ');
  if (!kernel) return 'not known';
  if (!version) return worst ? `no release does: ${rules}` : 'not known';
  if (worst === 'error') return `no: ${rules}`;
  if (worst === 'warning') return `with trouble: ${rules}`;
  if (isBeyond(version, releases)) {
    return `newer than the data${worst ? `: ${rules}` : ''}`;
  }
  return worst ? `yes, but: ${rules}` : 'yes';
}

function section(title: string, lines: readonly string[], lead?: string): string[] {
  if (lines.length === 0) return [];
  return [`## ${title}`, ...(lead === undefined ? [] : [lead]), lines.join('\n')];
}

function findingText({ severity, rule, message }: VersionFinding): string {
  return `- **${severity}** (${rule}): ${escape(message)}`;
}

/** For each tool the first release that works, and the first that has nothing against it. */
function adviceOf(set: VersionSet, data: VersionData): string[] {
  const { kernel } = set;
  if (!kernel) return [];
  return (['crash', 'makedumpfile'] as const).map((tool) => {
    const releases: readonly Release[] = data[tool].releases;
    // Whatever is known against any version for this kernel, sure or not.
    const breaks = applicableBreaks(data[tool], set, undefined);
    const grave = withEffect(breaks, 'fatal', 'corrupt').map(({ row }) => row.fixedIn);
    const mendable = breaks.map(({ row }) => row.fixedIn).filter((fixes) => fixes.length > 0);
    const support =
      tool === 'makedumpfile'
        ? data.makedumpfile.architectures
            .filter(({ architecture }) => architecture === set.architecture)
            .map(({ since }) => [since])
        : [];
    const first = firstReleaseWith([...grave, ...support], releases);
    const best = firstReleaseWith([...mendable, ...support], releases) ?? newestRelease(releases);
    const linux = `Linux ${escape(kernel.text)}`;
    if (!first) {
      return `- ${tool}: no release handles ${linux}${newestText(releases)}. Build it from its git, or look for a newer release.`;
    }
    const better =
      best && best.version !== first.version
        ? `; ${best.version} (${best.date}) mends lesser things too`
        : '';
    return `- ${tool}: ${first.version} (${first.date}) or later for ${linux}${better}${newestText(releases)}.`;
  });
}

function newestText(releases: readonly Release[]): string {
  const newest = newestRelease(releases);
  return newest ? `; the newest known is ${newest.version} (${newest.date})` : '';
}

function trustOf(data: VersionData): string {
  const dates = TOOLS.map(([tool, name]) => {
    const { date, sources } = data[tool];
    const from = sources.length > 0 ? ` (${sources.map(escape).join('; ')})` : '';
    return `- ${name}: as of ${date === '' ? 'an unknown day' : date}${from}`;
  });
  return [
    'All numbers are upstream’s. A distribution’s kernel may have changes of newer kernels, its tools fixes of newer releases: what is an error between upstream’s numbers is a warning there. What came out after these days is not in the data:',
    dates.join('\n'),
    'A file in the same form, named in `kernelCrash.lint.versionData`, extends the data.',
  ].join('\n\n');
}

/** Texts of versions and of data files, which anybody may have written. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#~]/g, '\\$&').replace(/\s+/g, ' ');
}
