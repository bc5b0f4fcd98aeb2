import { findBootArguments } from './boot/find-boot-arguments';
import { assumingAbsentIsOff, readConfig } from './config/read-config';
import type { ConfigFile } from './config/config-file';
import { classify } from './context/classify';
import type { Context, FileKind } from './context/context';
import { deriveContext } from './context/derive-context';
import { type Directives, readDirectives } from './context/directives';
import type { LintRequest, LintSettings } from './context/settings';
import { lintVersions } from './lint-versions';
import { type Finding, type Problem, SEVERITIES, type Severity } from './model/finding';
import { roleIncludes } from './model/role';
import { LineIndex } from './model/text';
import { isInRange } from './model/version';
import { isAboutDumps } from './rules/about-dumps';
import { RULES } from './rules/registry';
import type { EvaluatedTree, Rule } from './rules/rule';
import { unreadable } from './unreadable';
import { EvaluatedConfig } from './tree/evaluated-config';
import { evaluateConfig } from './tree/evaluate-config';
import { parseKconfig } from './tree/syntax/parse-kconfig';
import type { Place } from './tree/syntax/syntax';
import { BUNDLED_VERSION_DATA } from './versions/bundled-version-data';

/** What the lint found in one file. */
export interface LintResult {
  /** Undefined: not a file that the lint knows; nothing was looked at. */
  readonly context: Context | undefined;
  /** Of configurations. */
  readonly config: ConfigFile | undefined;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
}

/** More of one rule in one file would bury the rest. */
const MOST_PER_RULE = 100;

/**
 * Looks at one file. It reads nothing but its arguments, never throws on any text, and takes
 * milliseconds for a complete configuration.
 */
export function lint(text: string, request: LintRequest): LintResult {
  const kind = request.surroundings?.kind ?? classify(request.fileName, text);
  if (kind === undefined) return { context: undefined, config: undefined, findings: [] };
  const directives = readDirectives(text);
  const refused = unreadable(text);
  if (refused) {
    const context = deriveContext(kind, request, directives, undefined);
    return { context, config: undefined, findings: directives.off.has('*') ? [] : [refused] };
  }
  const prefix = configPrefix(kind);
  const config = prefix === undefined ? undefined : readConfig(text, prefix);
  const context = deriveContext(kind, request, directives, config, text);
  const tree = config && evaluatedTree(config, request);
  const ofConfig = config ? lintConfig(config, context, request.settings, tree) : [];
  const findings = [
    ...ofConfig,
    ...(config && tree ? lintByTree(config, context, request.settings, tree, ofConfig) : []),
    ...(config ? lintTools(config, context, request.settings) : []),
    ...lintBootArguments(text, config, context, request.settings),
    ...(kind === 'kconfig' ? lintKconfig(text, context, request) : []),
  ];
  return { context, config, findings: arrange(findings, text, directives) };
}

function configPrefix(kind: FileKind): 'CONFIG_' | '' | undefined {
  switch (kind) {
    case 'linux-config':
    case 'u-boot-config':
    case 'other-config':
      return 'CONFIG_';
    case 'buildroot-config':
      return '';
    default:
      return undefined;
  }
}

function evaluatedTree(config: ConfigFile, request: LintRequest): EvaluatedTree | undefined {
  const { tree, fileName } = request;
  return tree && { ...tree, evaluation: evaluateConfig(config, fileName, tree) };
}

/** Families of rules that judge what is written; the others judge what the kernel will have. */
const ABOUT_LINES = /^(CFG|DRP|BR|UB)/;

function lintConfig(
  written: ConfigFile,
  context: Context,
  settings: LintSettings,
  tree: EvaluatedTree | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const evaluated = tree ? new EvaluatedConfig(written, tree.evaluation) : written;
  for (const rule of RULES) {
    if (rule.subject !== 'config' || !rule.kinds.includes(context.kind)) continue;
    const verdict = applicability(rule, context, settings);
    if (!verdict) continue;
    const config = ABOUT_LINES.test(rule.id) ? written : evaluated;
    const certain = collect(rule, rule.check(config, context), verdict);
    findings.push(...certain);
    if (certain.length === 0 && rule.assumesAbsentIsOff && isDeclaredFragment(config, context)) {
      const guesses = rule.check(assumingAbsentIsOff(config), context);
      findings.push(...collect(rule, guesses, { ...verdict, cap: 'info', note: NOT_HERE }));
    }
  }
  return findings;
}

/** What only the tree tells; silent on lines that a rule about certain symbols speaks of better. */
function lintByTree(
  config: ConfigFile,
  context: Context,
  settings: LintSettings,
  tree: EvaluatedTree,
  known: readonly Finding[],
): Finding[] {
  const lines = new LineIndex(config.text);
  const lineOf = ({ span }: Finding) => lines.position(span.start).line;
  const spoken = new Set(
    known.flatMap((finding) =>
      finding.rule.startsWith('DRP') && !finding.uncertain ? [lineOf(finding)] : [],
    ),
  );
  const findings = RULES.flatMap((rule) => {
    if (rule.subject !== 'tree' || !rule.kinds.includes(context.kind)) return [];
    const verdict = applicability(rule, context, settings);
    return verdict ? collect(rule, rule.check(tree, config, context), verdict) : [];
  });
  return findings.filter((finding) => !spoken.has(lineOf(finding)));
}

function lintKconfig(text: string, context: Context, { settings, tree }: LintRequest): Finding[] {
  const lines = new LineIndex(text);
  const spanOf = (place: Place) => lines.span(place);
  const document = { file: parseKconfig(text), spanOf, tree };
  return RULES.flatMap((rule) => {
    if (rule.subject !== 'kconfig') return [];
    const verdict = applicability(rule, context, settings);
    return verdict ? collect(rule, rule.check(document, context), verdict) : [];
  });
}

function lintTools(config: ConfigFile, context: Context, settings: LintSettings): Finding[] {
  const data = settings.versionData ?? BUNDLED_VERSION_DATA;
  return lintVersions(config, context, data).flatMap(({ rule, problems }) => {
    const verdict = applicability(rule, context, settings);
    return verdict ? collect(rule, problems, verdict) : [];
  });
}

const NOT_HERE = ' (This fragment does not say so; another one may.)';

/** A fragment whose role a person named; one about a network card leaves dumps to others. */
function isDeclaredFragment(config: ConfigFile, { role }: Context): boolean {
  return config.completeness === 'fragment' && role.declared && isAboutDumps(config);
}

function lintBootArguments(
  text: string,
  config: ConfigFile | undefined,
  context: Context,
  settings: LintSettings,
): Finding[] {
  const rules = RULES.filter((rule) => rule.subject === 'boot-arguments').flatMap((rule) => {
    const verdict = applicability(rule, context, settings);
    return verdict ? [{ rule, verdict }] : [];
  });
  if (rules.length === 0) return [];
  return findBootArguments(context.kind, text, config).flatMap((boot) =>
    rules.flatMap(({ rule, verdict }) => collect(rule, rule.check(boot, context, config), verdict)),
  );
}

/** How a rule speaks of this file. */
interface Applicability {
  /** Chosen by the person: overrides whatever the rule says. */
  readonly chosen?: Severity;
  /** No more severe than this. */
  readonly cap?: Severity;
  /** Added to each message. */
  readonly note?: string;
}

/** Undefined where a rule does not apply: turned off, another role, kernel or architecture. */
function applicability(
  rule: Rule,
  context: Context,
  settings: LintSettings,
): Applicability | undefined {
  const chosen = settings.severities[rule.id] ?? (rule.offByDefault ? 'off' : undefined);
  if (chosen === 'off' || !roleIncludes(context.role.value, rule.role)) return undefined;
  const architecture = context.architecture?.value;
  if (rule.architectures && (!architecture || !rule.architectures.includes(architecture))) {
    return undefined;
  }
  const severity = chosen ? { chosen } : {};
  if (!rule.kernel) return severity;
  if (!context.kernel) return { ...severity, cap: 'info', note: rangeNote(rule.kernel) };
  return isInRange(context.kernel.value, rule.kernel) ? severity : undefined;
}

function rangeNote({ since, before }: { since?: string; before?: string }): string {
  const range =
    since === undefined
      ? `before ${before ?? ''}`
      : before === undefined
        ? `${since} and later`
        : `${since} to before ${before}`;
  return ` (Linux ${range}; the version of this kernel is not known.)`;
}

function collect(
  rule: Rule,
  problems: Iterable<Problem>,
  { chosen, cap, note = '' }: Applicability,
): Finding[] {
  const findings: Finding[] = [];
  for (const problem of problems) {
    const own = problem.severity ?? rule.severity;
    findings.push({
      rule: rule.id,
      role: rule.role,
      severity: chosen ?? (cap ? milder(own, cap) : own),
      span: problem.span,
      message: problem.message + note,
      fixes: problem.fixes ?? [],
      related: problem.related ?? [],
      ...(cap ? { uncertain: true } : {}),
    });
    if (findings.length >= MOST_PER_RULE) break;
  }
  return findings;
}

function milder(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}

/** Leaves out what comments silence; sorts. */
function arrange(findings: Finding[], text: string, { off, offInLine }: Directives): Finding[] {
  if (off.has('*')) return [];
  const lines = offInLine.size > 0 ? new LineIndex(text) : undefined;
  return findings
    .filter(({ rule, span }) => {
      const here = lines && offInLine.get(lines.position(span.start).line);
      return !off.has(rule) && !here?.has(rule) && !here?.has('*');
    })
    .sort((a, b) => a.span.start - b.span.start || a.rule.localeCompare(b.rule));
}
