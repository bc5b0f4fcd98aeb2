import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LintRequest } from '../context/settings';
import { lint } from '../engine';
import { fixAll } from '../fix-all';
import type { Finding } from '../model/finding';
import { jsonReport } from '../report/json-report';
import { printable, printableLines } from '../report/printable';
import {
  type Failure,
  hasFinding,
  type Report,
  reportFile,
  type ReportedFile,
} from '../report/report';
import { sarifReport } from '../report/sarif-report';
import { textReport } from '../report/text-report';
import { pageOf } from '../rule-page';
import { RULES } from '../rules/registry';
import { KconfigTrees } from '../node/kconfig-trees';
import { requestInTree } from '../tree/request-in-tree';
import { findFiles, reasonOf } from './find-files';
import { type Format, HELP, type LintOptions, parseCommandLine, UsageError } from './options';
import { type FileText, readText, textOf } from './read-text';
import { SurroundingsReader } from './surroundings-reader';
import { loadVersionData } from './version-data';

/** The world around a run. */
export interface Environment {
  readonly standardInput: AsyncIterable<unknown>;
  /** Absolute; relative names are relative to it. */
  readonly folder: string;
  readonly version: string;
  readonly out: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Of `--fix`. */
  readonly writeFile: (path: string, text: string, encoding: BufferEncoding) => Promise<void>;
}

/** What a shell gets to know. */
export type ExitStatus = 0 | 1 | 2;

/** Does what a command line asks for. */
export async function run(args: readonly string[], environment: Environment): Promise<ExitStatus> {
  const { out, complain, version } = environment;
  try {
    const command = parseCommandLine(args);
    switch (command.kind) {
      case 'help':
        out(HELP);
        return 0;
      case 'version':
        out(`kconfig-lint ${version}\n`);
        return 0;
      case 'list-rules':
        out(ruleList());
        return 0;
      case 'explain':
        out(printableLines(pageOf(command.rule) ?? ''));
        return 0;
      case 'lint':
        return await runLint(command, environment);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(`kconfig-lint: ${printable(error.message)}\nkconfig-lint --help shows the options.\n`);
    return 2;
  }
}

function ruleList(): string {
  const rows = RULES.map(({ id, severity, offByDefault, role, title }) => {
    const shown = offByDefault ? `${severity}, off` : severity;
    return `${id.padEnd(7)}  ${shown.padEnd(12)}  ${role.padEnd(7)}  ${title}\n`;
  });
  return printableLines(rows.join(''));
}

const FORMATTERS: Record<Format, (report: Report) => string> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
};

async function runLint(options: LintOptions, environment: Environment): Promise<ExitStatus> {
  const { versionData: file, tree } = options;
  if (tree !== undefined && !new KconfigTrees().top(path.resolve(environment.folder, tree))) {
    throw new UsageError(
      `--tree: ${tree} is not the top of a kernel, U-Boot or Buildroot tree: it has no Makefile and Kconfig (or Config.in) of one.`,
    );
  }
  const versionData =
    file === undefined ? undefined : await loadVersionData(path.resolve(environment.folder, file));
  const settings = { ...options.settings, ...(versionData && { versionData }) };
  const { files, failures } = await new Run({ ...options, settings }, environment).all();
  const report: Report = { toolVersion: environment.version, files, failures };
  for (const failure of failures) {
    environment.complain(
      `kconfig-lint: ${printable(failure.path)}: ${printable(failure.message)}\n`,
    );
  }
  environment.out(FORMATTERS[options.format](report));
  if (failures.length > 0) return 2;
  return options.failOn !== 'never' && hasFinding(report, options.failOn) ? 1 : 0;
}

class Run {
  private readonly files: ReportedFile[] = [];
  private readonly failures: Failure[] = [];
  /** Absolute paths: a file may be named and lie in a folder that is named. */
  private readonly done = new Set<string>();
  private readonly surroundings = new SurroundingsReader();
  private readonly trees = new KconfigTrees();

  constructor(
    private readonly options: LintOptions,
    private readonly environment: Environment,
  ) {}

  async all(): Promise<{ files: ReportedFile[]; failures: Failure[] }> {
    const { files, failures } = this;
    for (const named of this.options.paths) {
      if (named === '-') await this.standardInput();
      else await this.path(named);
    }
    if (files.length === 0 && failures.length === 0) {
      failures.push({ path: this.options.paths.join(' '), message: NOTHING_KNOWN });
    }
    return { files, failures };
  }

  private async standardInput(): Promise<void> {
    const content = await textOf(this.environment.standardInput);
    const file = path.resolve(this.environment.folder, this.options.standardInputName);
    await this.look(this.options.standardInputName, file, content, true);
  }

  private async path(named: string): Promise<void> {
    const absolute = path.resolve(this.environment.folder, named);
    try {
      if (!(await stat(absolute)).isDirectory()) {
        await this.file(named, absolute, true);
        return;
      }
    } catch (error) {
      this.failures.push({ path: named, message: reasonOf(error) });
      return;
    }
    const shown = (file: string) => path.join(named, path.relative(absolute, file));
    const found = await findFiles(absolute);
    for (const file of found.files) await this.file(shown(file), file, false);
    for (const failure of found.failures) {
      this.failures.push({ ...failure, path: shown(failure.path) });
    }
  }

  private async file(shown: string, absolute: string, isNamed: boolean): Promise<void> {
    if (this.done.has(absolute)) return;
    this.done.add(absolute);
    let content: FileText;
    try {
      content = await readText(absolute);
    } catch (error) {
      this.failures.push({ path: shown, message: reasonOf(error) });
      return;
    }
    await this.look(shown, absolute, content, isNamed);
  }

  private async look(
    shown: string,
    absolute: string,
    content: FileText,
    isNamed: boolean,
  ): Promise<void> {
    const { settings, fix } = this.options;
    const names = { path: shown, uri: uriOf(absolute, this.environment.folder) };
    const fileName = absolute.replace(/\.gz$/, '');
    const surroundings = await this.surroundings.read(absolute, content.text);
    const request = this.inTree(content.text, { fileName, settings, surroundings });
    const result = lint(content.text, request);
    if (!result.context) {
      if (isNamed) {
        this.environment.complain(`kconfig-lint: ${printable(shown)}: ${NOT_KNOWN}\n`);
      }
      return;
    }
    const mended = fix ? await this.mend(shown, absolute, content, request) : undefined;
    const file = mended
      ? reportFile(names, mended.text, lint(mended.text, request), mended)
      : reportFile(names, content.text, result);
    if (file) this.files.push(file);
  }

  private inTree(text: string, request: LintRequest): LintRequest {
    const { tree } = this.options;
    if (tree === undefined) return request;
    const root = path.resolve(this.environment.folder, tree);
    return requestInTree(text, request, (arch) => this.trees.tree(root, arch));
  }

  /** Undefined: nothing was written. */
  private async mend(
    shown: string,
    absolute: string,
    { source }: FileText,
    request: LintRequest,
  ): Promise<Mended | undefined> {
    if (!source) return undefined;
    const { text, fixed } = fixAll(source.text, request);
    if (text === source.text) return undefined;
    try {
      await this.environment.writeFile(absolute, text, source.encoding);
      this.surroundings.forget(absolute);
    } catch (error) {
      this.failures.push({ path: shown, message: `It could not be written. ${reasonOf(error)}` });
      return undefined;
    }
    return { text, before: source.text, fixed };
  }
}

interface Mended {
  readonly text: string;
  readonly before: string;
  readonly fixed: readonly Finding[];
}

const NOTHING_KNOWN = 'There is no file that the lint knows.';

const NOT_KNOWN =
  'This is no kernel, Buildroot or U-Boot configuration, GRUB or extlinux file, device tree, or shell script that calls kexec; it was not looked at.';

/** Relative to the folder of the run where it lies below it, as a report is read elsewhere. */
function uriOf(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  const isBelow = relative !== '' && !/^\.\.(?:\/|$)/.test(relative);
  return isBelow
    ? relative.split(path.sep).map(encodeURIComponent).join('/')
    : pathToFileURL(file).href;
}
