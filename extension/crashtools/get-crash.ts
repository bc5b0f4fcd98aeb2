import * as vscode from 'vscode';
import { kernelToOpen } from '../../debug-adapter/crash-choice/kernel-to-open';
import type { DumpIdentity } from '../../debug-adapter/dumpfile/dump-identity';
import { identifyDump } from '../../debug-adapter/dumpfile/identify-dump';
import { displayText } from '../../debug-adapter/protocol/display-text';
import { thisHost } from '../crash-build/host';
import { aptRepositories, sourcePackages } from '../crash-build/sources/apt-repositories';
import type { CrashSource } from '../crash-build/sources/source';
import type { CrashTarget } from '../crash-build/targets';
import { chooseDump } from '../debug/configuration-provider';
import { findDumps, openDumpFile } from '../debug/find-dumps';
import type { VersionDataFile } from '../lint/version-data';
import { COMMANDS, CONFIGURATION_SECTION, SETTINGS } from '../shared/ids';
import { runBuildTask, type BuildOutcome } from './build-task';
import { findOffers, type Offer, type OfferFacts } from './offers';
import { packageVersion } from './package-version';
import { releaseChoices } from './release-choice';

const TITLE = 'Get crash for This Dump';

/** The command that brings a crash for the architecture and the kernel of a dump. */
export class GetCrash implements vscode.Disposable {
  private readonly running = new Set<AbortController>();

  constructor(private readonly versions: VersionDataFile) {}

  /** Ends every build. */
  dispose(): void {
    for (const control of this.running) {
      control.abort();
    }
  }

  async forDump(clicked?: vscode.Uri): Promise<void> {
    if (!(await isTrusted())) {
      return;
    }
    const dump = clicked ?? openDumpFile() ?? (await chooseDump(await findDumps()));
    if (!dump) {
      return;
    }
    const identity = await identifyDump(dump.fsPath);
    const machine = identity.machine === undefined ? undefined : displayText(identity.machine);
    if (machine === undefined) {
      const why = identity.unknown.machine ?? 'It does not say.';
      await vscode.window.showErrorMessage(
        `Of which architecture ${dump.fsPath} is, is not known. ${why}`,
      );
      return;
    }
    await this.offer(dump, await this.facts(identity, machine));
  }

  private async facts(identity: DumpIdentity, machine: string): Promise<OfferFacts> {
    const host = thisHost();
    const { signal } = new AbortController();
    const [repositories, packaged] = await Promise.all([
      aptRepositories(signal),
      packageVersion(host, signal),
    ]);
    return {
      kernel: kernelToOpen(identity).version,
      machine,
      host,
      packageVersion: packaged,
      sourcePackages: sourcePackages(repositories),
      data: this.versions.data,
    };
  }

  private async offer(dump: vscode.Uri, facts: OfferFacts): Promise<void> {
    const found = findOffers(facts);
    if ('why' in found) {
      await vscode.window.showErrorMessage(`${found.why} ${found.remedy}`);
      return;
    }
    const kernel =
      facts.kernel === undefined ? 'An unknown kernel' : `Linux ${displayText(facts.kernel.text)}`;
    const chosen = await vscode.window.showQuickPick(found.offers, {
      title: TITLE,
      placeHolder: `${kernel} on ${facts.machine}: a crash for ${found.target.name} reads it. A build takes five minutes to half an hour; nothing is installed.`,
      matchOnDetail: true,
      // A session that stops meanwhile takes the focus.
      ignoreFocusOut: true,
    });
    if (chosen) {
      await this.act(chosen.offer, { dump, facts, target: found.target });
    }
  }

  private async act(
    offer: Offer,
    { dump, facts, target }: { dump: vscode.Uri; facts: OfferFacts; target: CrashTarget },
  ): Promise<void> {
    switch (offer.kind) {
      case 'package':
        runInTerminal(offer.command);
        return;
      case 'build':
        return this.build(dump, target, offer.source);
      case 'build-release': {
        const version = await chooseRelease(facts);
        const address = setting(SETTINGS.crashArchive);
        return version === undefined
          ? undefined
          : this.build(dump, target, { kind: 'archive', version, address });
      }
      case 'build-folder': {
        const path = await chooseFolder();
        return path === undefined ? undefined : this.build(dump, target, { kind: 'folder', path });
      }
    }
  }

  private async build(dump: vscode.Uri, target: CrashTarget, source: CrashSource): Promise<void> {
    const request = { target, source, gdbArchive: setting(SETTINGS.gdbArchive) };
    const title = `Building crash for ${target.name}`;
    // Who waits for the crash does not wait until the message is read.
    void tellOutcome(await runBuildTask(request, title, this.running), dump);
  }
}

async function tellOutcome(outcome: BuildOutcome, dump: vscode.Uri): Promise<void> {
  const { showInformationMessage, showErrorMessage } = vscode.window;
  switch (outcome.kind) {
    case 'cancelled':
      return;
    case 'failed': {
      const { command } = outcome.error;
      const run = 'Run in Terminal';
      const chosen = await showErrorMessage(
        outcome.error.message,
        ...(command === undefined ? [] : [run]),
      );
      if (chosen === run && command !== undefined) {
        runInTerminal(command);
      }
      return;
    }
    case 'built': {
      const { version, target } = outcome.crash;
      const open = 'Open Dump';
      const chosen = await showInformationMessage(
        `crash ${version} for ${target} is ready. Sessions on such dumps use it from now on.`,
        open,
      );
      if (chosen === open) {
        await vscode.commands.executeCommand(COMMANDS.openVmcore, dump);
      }
      return;
    }
  }
}

/** Only ever called when the person has chosen the command that is shown. */
function runInTerminal(command: string): void {
  const terminal = vscode.window.createTerminal(TITLE);
  terminal.show();
  terminal.sendText(command, true);
}

async function chooseRelease(facts: OfferFacts): Promise<string | undefined> {
  const items = releaseChoices(facts).map((choice) => ({
    ...choice,
    label: `crash ${choice.version}`,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: 'Which release?',
    ignoreFocusOut: true,
  });
  return chosen?.version;
}

async function chooseFolder(): Promise<string | undefined> {
  const [picked] =
    (await vscode.window.showOpenDialog({
      title: TITLE,
      openLabel: 'Build crash from Here',
      canSelectFolders: true,
      canSelectFiles: false,
      canSelectMany: false,
    })) ?? [];
  return picked?.fsPath;
}

function setting(name: typeof SETTINGS.crashArchive | typeof SETTINGS.gdbArchive): string {
  return vscode.workspace.getConfiguration(CONFIGURATION_SECTION).get<string>(name, '').trim();
}

async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  const manage = 'Manage Workspace Trust';
  const chosen = await vscode.window.showErrorMessage(
    'This workspace is not trusted, so no program is fetched or built for its dumps.',
    manage,
  );
  if (chosen === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}
