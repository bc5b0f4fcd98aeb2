import type { FileKind } from './context/context';
import type { VersionRange } from './model/version';
import { ruleById } from './rules/registry';
import type { Example, Rule } from './rules/rule';
import { FILE001 } from './unreadable-page';

/** Markdown of a rule's page: what it finds, why that matters, what to do, how it is known. */
export function rulePage(rule: Rule): string {
  return page(rule, 1);
}

/** The page of a rule by its id, of FILE001 too, which the engine itself reports. */
export function pageOf(id: string): string | undefined {
  const rule = ruleById(id);
  return rule ? rulePage(rule) : id === FILE001.id ? unreadablePage(1) : undefined;
}

/** Markdown: one line a rule. */
export function ruleIndex(rules: readonly Rule[]): string {
  return `# Rules of the kdump lint\n\n${INTRODUCTION}\n\n${indexTable(rules, false)}\n`;
}

/** Markdown: every page in one document. */
export function ruleBook(rules: readonly Rule[]): string {
  const pages = [
    ...rules.map((rule) => `<a id="${anchorOf(rule)}"></a>\n\n${page(rule, 2)}`),
    `<a id="${anchorOf(FILE001)}"></a>\n\n${unreadablePage(2)}`,
  ];
  return `${GENERATED}\n\n# Rules of the kdump lint\n\n${INTRODUCTION}\n\n${indexTable(rules, true)}\n\n${pages.join('\n')}`;
}

const GENERATED =
  '<!-- Made of the rules in extension/kconfig/rules by KERNEL_CRASH_UPDATE_RULES=1; do not edit. -->';

const INTRODUCTION = `The lint reads kernel, Buildroot and U-Boot configurations and kernel command lines, and says what
makes a crash dump impossible or useless. The **system kernel** is the one that runs and crashes; the
**capture kernel** is loaded beforehand with \`kexec -p\`, boots into reserved memory after the crash and
saves the dump. One configuration may serve as both.

**This is a debug profile.** Checkers that harden a kernel advise the opposite on several symbols:
they want \`KEXEC\`, \`KEXEC_FILE\`, \`CRASH_DUMP\`, \`PROC_VMCORE\`, \`PROC_KCORE\` and \`KALLSYMS\` off, since whoever
may load another kernel or read all memory can break any other protection. Both are right, for
different machines: without these symbols there is no dump to analyse. Where both goals matter, keep
them on and require signed kernels (\`KEXEC_FILE\` with \`KEXEC_SIG_FORCE\`, lockdown).

A rule speaks up only where it can know. In a complete \`.config\` a symbol that is absent is off; in a
defconfig or a fragment it is unknown, and only what is written there counts. Where a rule is about
certain kernel versions and the version is not known, it says no more than \`info\`.`;

/** Any rule speaks as one of these. */
const ROLES: Record<Rule['role'], string> = {
  system: 'the system kernel',
  capture: 'the capture kernel',
  any: 'any kernel',
};

const KINDS: Record<FileKind, string> = {
  'linux-config': 'kernel configurations',
  'buildroot-config': 'Buildroot configurations',
  'u-boot-config': 'U-Boot configurations',
  'other-config': 'configurations of other projects',
  grub: 'GRUB files',
  extlinux: 'extlinux.conf',
  'device-tree': 'device trees',
  shell: 'shell scripts',
  kconfig: 'Kconfig files',
};

function indexTable(rules: readonly Rule[], linked: boolean): string {
  const rows = rules.map((rule) => [
    linked ? `[${rule.id}](#${anchorOf(rule)})` : rule.id,
    rule.title,
    severityOf(rule),
    rule.role,
    rule.kernel ? rangeOf(rule.kernel) : '',
    rule.architectures?.join(', ') ?? '',
  ]);
  return table([['Rule', 'What', 'Severity', 'Role', 'Linux', 'Architectures'], ...rows]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** In headings of our own, since the one that Markdown viewers make of a title differs. */
function anchorOf({ id }: { readonly id: string }): string {
  return id.toLowerCase();
}

function severityOf({ severity, offByDefault }: Rule): string {
  return offByDefault ? `${severity} (off by default)` : severity;
}

function rangeOf({ since, before }: VersionRange): string {
  if (since !== undefined && before !== undefined) return `${since} to before ${before}`;
  if (since !== undefined) return `${since} and later`;
  return before === undefined ? 'all' : `before ${before}`;
}

function page(rule: Rule, level: number): string {
  const heading = (text: string, deeper: number) => `${'#'.repeat(level + deeper)} ${text}`;
  const { bad, good } = rule.examples;
  const sections = [
    heading(`${rule.id}: ${rule.title}`, 0),
    facts(rule),
    heading('Why', 1),
    rule.why,
    heading('What to do', 1),
    rule.advice,
    ...(bad.length > 0 ? [heading('Examples that it reports', 1), ...examples(bad, rule)] : []),
    ...(good.length > 0 ? [heading('Examples that are fine', 1), ...examples(good, rule)] : []),
    heading('How it is known', 1),
    rule.evidence,
    heading(rule.offByDefault ? 'How to turn it on' : 'How to turn it off', 1),
    switches(rule),
  ];
  return `${sections.map((section) => section.trim()).join('\n\n')}\n`;
}

function unreadablePage(level: number): string {
  const heading = (text: string, deeper: number) => `${'#'.repeat(level + deeper)} ${text}`;
  return [
    heading(`${FILE001.id}: ${FILE001.title}`, 0),
    `- **Severity:** ${FILE001.severity}\n- **About:** any file`,
    heading('Why', 1),
    FILE001.why,
    heading('What to do', 1),
    `${FILE001.advice}\n`,
  ].join('\n\n');
}

function facts(rule: Rule): string {
  const rows = [
    ['Severity', severityOf(rule)],
    ['About', ROLES[rule.role]],
    ['Linux', rule.kernel ? rangeOf(rule.kernel) : 'all versions'],
    ['Architectures', rule.architectures?.join(', ') ?? 'all'],
    ['Looks at', subjectOf(rule)],
  ];
  return rows.map(([name = '', value = '']) => `- **${name}:** ${value}`).join('\n');
}

function subjectOf(rule: Rule): string {
  switch (rule.subject) {
    case 'config':
      return rule.kinds.map((kind) => KINDS[kind]).join(', ');
    case 'boot-arguments':
      return 'kernel command lines, wherever they stand: configurations, boot loader files, device trees, calls of kexec';
    case 'versions':
      return 'the versions of the kernel and of the tools';
    case 'tree':
      return `${rule.kinds.map((kind) => KINDS[kind]).join(', ')}, where the Kconfig files they are for are known`;
    case 'kconfig':
      return 'Kconfig files';
  }
}

function switches({ id, severity, offByDefault }: Rule): string {
  const setting = (value: string) =>
    fence(`"kernelCrash.lint.rules": { "${id}": "${value}" }`, 'json');
  const own = `In the settings:\n\n${setting(offByDefault ? severity : 'off')}`;
  const onCommandLine = `On the command line: \`--rule ${id}=${offByDefault ? severity : 'off'}\`.`;
  const otherSeverity =
    'Instead of `off`, one of `error`, `warning`, `info`, `hint` gives it another severity.';
  const comments = `In a file, for the whole of it or for the next line (in a device tree as \`/* … */\`):\n\n${fence(
    `# kdump: off ${id}\n# kdump: off-line ${id}`,
  )}`;
  return [
    own,
    ...(offByDefault ? [] : [otherSeverity]),
    ...(offByDefault ? [] : [comments]),
    onCommandLine,
  ].join('\n\n');
}

/** The first ones are the plainest; the others are there to try the rule with. */
const MOST_EXAMPLES = 3;

function examples(of: readonly Example[], rule: Rule): string[] {
  const blocks = of.slice(0, MOST_EXAMPLES).map((example) => exampleBlock(example, rule));
  return rule.subject === 'versions' ? [blocks.join('\n')] : blocks;
}

function exampleBlock(example: Example, { subject }: Rule): string {
  const { fileName = '.config', text, fixed, referenced = {}, tree } = example;
  const language = languageOf(fileName);
  const facts = circumstances(example);
  if (subject === 'versions') return `- ${facts.join(', ')}`;
  return [
    `${[`\`${fileName}\``, ...facts].join(', ')}:`,
    fence(text, language),
    ...Object.entries(referenced).flatMap(([name, content]) => [
      `with \`${name}\`:`,
      fence(content, languageOf(name)),
    ]),
    ...(tree === undefined ? [] : ['in a tree with:', fence(tree, 'kconfig')]),
    ...(fixed === undefined ? [] : ['mended:', fence(fixed, language)]),
  ].join('\n\n');
}

/** `as capture kernel`, `Linux 6.12`, `x86_64`, `crash 8.0.6` */
function circumstances(example: Example): string[] {
  const { role, kernel, architecture, tools = {}, distribution, memory } = example;
  return [
    role === undefined ? '' : role === 'both' ? 'as both kernels' : `as ${role} kernel`,
    kernel === undefined ? '' : `Linux ${kernel}`,
    architecture ?? '',
    ...Object.entries(tools).map(([tool, version]) => `${tool} ${version}`),
    distribution ?? '',
    memory === undefined ? '' : `${memory / 2 ** 30} GiB of memory`,
  ].filter((fact) => fact !== '');
}

function languageOf(fileName: string): string {
  if (/\.sh$/.test(fileName)) return 'sh';
  return /\.dtso?i?$/.test(fileName) ? 'dts' : '';
}

/** A code block that no text can end; what cannot be seen is escaped. */
function fence(text: string, language = ''): string {
  const shown = text.replace(/\n$/, '').replace(INVISIBLE, escapeSequence);
  const longest = Math.max(2, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${shown}\n${ticks}`;
}

const INVISIBLE = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufffd\ufeff]/g;

function escapeSequence(character: string): string {
  return character === '\r' ? '␍' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
