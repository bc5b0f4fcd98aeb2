import * as vscode from 'vscode';
import type { Architecture } from '../kconfig/model/architecture';
import { parseVersion, type Version } from '../kconfig/model/version';
import { TOOL_QUESTIONS } from '../kconfig/versions/tool-questions';
import { versionReport } from '../kconfig/versions/version-report';
import { hostArchitecture } from '../shared/host-architecture';
import { CONFIGURATION_SECTION, SETTINGS } from '../shared/ids';
import { type Answer, askTool } from './ask-tools';
import { lintSettings } from './lint-settings';
import type { Linter } from './linter';
import type { Pages } from './pages';
import type { VersionDataFile } from './version-data';

interface Kernel {
  readonly version: Version;
  readonly architecture: Architecture | undefined;
  /** How it is known. */
  readonly source: string;
}

/**
 * Asks the installed tools for their versions, a person for the kernel, and shows a page that says
 * what fits and what does not.
 */
export async function checkVersions(
  linter: Linter,
  versions: VersionDataFile,
  pages: Pages,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const manage = 'Manage Workspace Trust';
    const chosen = await vscode.window.showWarningMessage(
      'Programs are run only in a trusted workspace: crash, makedumpfile and kexec cannot be asked for their versions here.',
      manage,
    );
    if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
    return;
  }
  const kernel = await pickKernel(linter);
  if (!kernel) return;
  const uri = vscode.window.activeTextEditor?.document.uri ?? folderUri();
  const values = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, uri);
  const { settings } = lintSettings(uri, versions.data);
  const crashPath = values.get<string>(SETTINGS.crashPath, '').trim();
  const { crash, makedumpfile, kexec } = TOOL_QUESTIONS;
  const asked = await Promise.all([
    tool('crash', settings.tools.crash, () => askTool(crashPath || crash.program, crash)),
    tool('makedumpfile', settings.tools.makedumpfile, () =>
      askTool(makedumpfile.program, makedumpfile),
    ),
    tool('kexec', settings.tools.kexec, () => askTool(kexec.program, kexec)),
  ]);
  const [crashTool, makedumpfileTool, kexecTool] = asked;
  const set = {
    kernel: kernel.version,
    architecture: kernel.architecture,
    crash: crashTool.version,
    makedumpfile: makedumpfileTool.version,
    kexec: kexecTool.version,
  };
  const sources = [
    `- Linux ${kernel.version.text}: ${kernel.source}`,
    ...asked.map(({ name, version, source }) => `- ${name} ${version?.text ?? ''}: ${source}`),
  ].join('\n');
  await pages.show(
    'versions',
    `${versionReport(set, versions.data, settings.severities)}\n\n## Where these versions are from\n\n${sources}\n\nmakedumpfile and kexec run on the machine that crashes, crash where the dump is read: those asked here may not be the ones that matter. Name others in the setting \`kernelCrash.lint.tools\`.\n`,
  );
}

async function tool(
  name: string,
  chosen: Version | undefined,
  ask: () => Promise<Answer>,
): Promise<{ name: string; version: Version | undefined; source: string }> {
  if (chosen) return { name, version: chosen, source: 'the setting `kernelCrash.lint.tools`' };
  const answer = await ask();
  const source = answer.version ? 'asked on this machine' : answer.problem;
  return { name, version: answer.version, source };
}

/** The kernel of the file in front, of this machine, or one that a person types. */
async function pickKernel(linter: Linter): Promise<Kernel | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const context = document && linter.result(document)?.context;
  const running = await askTool(TOOL_QUESTIONS.kernel.program, TOOL_QUESTIONS.kernel);
  const here = hostArchitecture();
  const items: (vscode.QuickPickItem & { kernel?: Kernel })[] = [];
  if (context?.kernel) {
    const { value, source } = context.kernel;
    const architecture = context.architecture?.value;
    items.push({
      label: `Linux ${value.text}`,
      description: 'of the file in front',
      kernel: { version: value, architecture, source: `the file in front, ${source}` },
    });
  }
  if (running.version) {
    const { version } = running;
    items.push({
      label: `Linux ${version.text}`,
      description: 'running on this machine',
      kernel: { version, architecture: here, source: 'running on this machine' },
    });
  }
  items.push({ label: 'Another version…' });
  const title = 'Which kernel’s dumps are to be read?';
  const picked = await vscode.window.showQuickPick(items, { title });
  if (!picked || picked.kernel) return picked?.kernel;
  const text = await vscode.window.showInputBox({
    title,
    placeHolder: '6.12.48',
    validateInput: (value) => (parseVersion(value) ? undefined : 'A version such as 6.12'),
  });
  const version = text === undefined ? undefined : parseVersion(text);
  return version && { version, architecture: here, source: 'typed in' };
}

function folderUri(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
}
