import { parseArgs } from 'node:util';
import { parseArchitecture, parseRole, parseSeverity, parseSize } from '../context/parse-settings';
import type { LintSettings } from '../context/settings';
import { ARCHITECTURES } from '../model/architecture';
import { SEVERITIES, type Severity } from '../model/finding';
import { parseVersion, type Version } from '../model/version';
import { ruleById } from '../rules/registry';
import { FILE001 } from '../unreadable-page';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' | 'version' | 'list-rules' }
  | { readonly kind: 'explain'; readonly rule: string }
  | ({ readonly kind: 'lint' } & LintOptions);

export interface LintOptions {
  /** Files and folders as written; `-` is standard input. */
  readonly paths: readonly string[];
  readonly settings: LintSettings;
  readonly format: Format;
  /** The mildest finding that makes the exit status 1; `never`: none does. */
  readonly failOn: Severity | 'never';
  readonly fix: boolean;
  /** The name that standard input is judged by. */
  readonly standardInputName: string;
  /** A file with data about versions that goes before ours. */
  readonly versionData: string | undefined;
  /** The top of the kernel, U-Boot or Buildroot tree that the files are for. */
  readonly tree: string | undefined;
}

export const FORMATS = ['text', 'json', 'sarif'] as const;

export type Format = (typeof FORMATS)[number];

/** The command line cannot be understood; the message is a sentence for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `Usage: kconfig-lint [option]... <file or folder>...

Says what in kernel, Buildroot and U-Boot configurations and in kernel command lines makes a crash
dump impossible or useless. Of folders, all files are looked at that the lint knows; - stands for
standard input.

What the files are for:
  --role ROLE              system, capture or both; else what a comment, the name or the
                           content of each file says
  --kernel VERSION         the kernel that the files are for, such as 6.12; else what they say
  --arch ARCHITECTURE      such as arm64; else what they say
  --tree FOLDER            the kernel, U-Boot or Buildroot tree that they are for: says what
                           olddefconfig will make of them; nothing of it is run
  --crash VERSION          the crash, makedumpfile and kexec-tools that are to be used
  --makedumpfile VERSION
  --kexec VERSION
  --version-data FILE      which tool fits which kernel: JSON that is laid over what is built in
  --distribution NAME      such as debian: for advice that only it needs
  --memory SIZE            of the machine, such as 8G: to judge crashkernel=
  --stdin-name NAME        the file name that standard input is judged by (.config)

What is reported:
  --rule ID=SEVERITY       error, warning, info, hint or off; may be given many times
  --format FORMAT          text (the default), json or sarif
  --fail-on SEVERITY       from which severity on the exit status is 1: error, warning (the
                           default), info, hint, never

  --fix                    mend what can be mended and write the files; report what is left
  --list-rules             list the rules
  --explain ID             print the documentation of a rule, in Markdown
  --help, --version

Exit status: 0 nothing as severe as --fail-on was found; 1 something was; 2 wrong usage, or a file
could not be read.
`;

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (values['list-rules']) return { kind: 'list-rules' };
  if (values.explain !== undefined) return { kind: 'explain', rule: knownRule(values.explain) };
  if (positionals.length === 0) throw new UsageError('No file or folder is named.');
  if (positionals.includes('')) throw new UsageError('The name of a file is empty.');
  if (values.fix && positionals.includes('-')) {
    throw new UsageError('Standard input cannot be mended: --fix needs files.');
  }
  const version = (name: 'kernel' | 'crash' | 'makedumpfile' | 'kexec'): Version | undefined =>
    read(`--${name}`, values[name], 'a version such as 6.12', parseVersion);
  return {
    kind: 'lint',
    paths: positionals,
    settings: {
      role: read('--role', values.role, 'system, capture or both', parseRole),
      kernel: version('kernel'),
      architecture: read(
        '--arch',
        values.arch,
        `one of ${ARCHITECTURES.join(', ')}`,
        parseArchitecture,
      ),
      severities: Object.fromEntries((values.rule ?? []).map(parseRule)),
      tools: {
        crash: version('crash'),
        makedumpfile: version('makedumpfile'),
        kexec: version('kexec'),
      },
      distribution: values.distribution?.toLowerCase(),
      memory: read('--memory', values.memory, 'a size such as 8G', parseSize),
    },
    format:
      read('--format', values.format, `one of ${FORMATS.join(', ')}`, (text) =>
        FORMATS.find((format) => format === text),
      ) ?? 'text',
    failOn:
      read(
        '--fail-on',
        values['fail-on'],
        `one of ${[...SEVERITIES, 'never'].join(', ')}`,
        (text) => (text === 'never' ? text : SEVERITIES.find((severity) => severity === text)),
      ) ?? 'warning',
    fix: values.fix ?? false,
    standardInputName: values['stdin-name'] ?? '.config',
    versionData: values['version-data'],
    tree: values.tree,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        role: text,
        kernel: text,
        arch: text,
        crash: text,
        makedumpfile: text,
        kexec: text,
        distribution: text,
        memory: text,
        'stdin-name': text,
        'version-data': text,
        tree: text,
        rule: { type: 'string', multiple: true },
        format: text,
        'fail-on': text,
        fix: flag,
        'list-rules': flag,
        explain: text,
        help: { type: 'boolean', short: 'h' },
        version: flag,
      },
    });
  } catch (error) {
    // Node's own sentences name the option and what is wrong with it.
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function read<T>(
  option: string,
  text: string | undefined,
  expected: string,
  parseText: (text: string) => T | undefined,
): T | undefined {
  if (text === undefined) return undefined;
  const value = parseText(text.trim());
  if (value === undefined) throw new UsageError(`${option}: "${text}" is not ${expected}.`);
  return value;
}

function parseRule(text: string): [string, Severity | 'off'] {
  const [, id = '', written = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const severity = parseSeverity(written);
  if (severity === undefined) {
    throw new UsageError(
      `--rule: "${text}" is not a rule and a severity, such as SYS008=warning or CK010=off.`,
    );
  }
  return [knownRule(id), severity];
}

function knownRule(text: string): string {
  const id = text.toUpperCase();
  if (ruleById(id) || id === FILE001.id) return id;
  throw new UsageError(`There is no rule ${text}; --list-rules names them all.`);
}
