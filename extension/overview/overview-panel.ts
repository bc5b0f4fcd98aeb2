import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { configurationFor } from '../debug/configuration-provider';
import { pickVmlinux } from '../debug/pick-vmlinux';
import { type ConfigExplanation, explainForDump } from '../dump-config/explain-failure';
import type { VersionDataFile } from '../lint/version-data';
import { COMMANDS, CONFIGURATION_SECTION, SETTINGS } from '../shared/ids';
import { openMachineSetting } from '../shared/open-setting';
import { findCrash } from './find-crash';
import { findKernel } from './find-kernel';
import type { KnownDump, KnownDumps } from './known-dumps';
import { crashVerdict } from './page/crash-verdict';
import { html, type Html } from './page/html';
import { overviewData } from './page/overview-data';
import { bodyHtml, button, headHtml, searchingHtml, verdictHtml } from './page/overview-html';
import {
  actionOf,
  type PageAction,
  type PagePart,
  type PartMessage,
  PAGE_PARTS,
} from './page/page-messages';
import { pageShell } from './page/page-shell';
import { vmlinuxFailure, vmlinuxVerdict } from './page/vmlinux-verdict';
import { watchFile } from './watch-file';

/** What the page of any dump works with. */
export interface OverviewTools {
  readonly dumps: KnownDumps;
  readonly versions: VersionDataFile;
  readonly log: vscode.LogOutputChannel;
}

/**
 * One page on one dump. What the file itself tells comes first; whether vmlinux and crash are there is
 * looked for afterwards and filled in. The page follows the file.
 */
export class OverviewPanel implements vscode.Disposable {
  /** What was said last, for a page that comes back after it was hidden. */
  private readonly parts = new Map<PagePart, string>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly opened = performance.now();
  private readonly ended = new AbortController();
  /** Of the newest look at the file; what an older one finds is no longer said. */
  private round = 0;
  /** The same of the search for vmlinux and crash. */
  private search = 0;
  /** The kernel that these are searched for; absent where nothing can be debugged. */
  private kernel: string | undefined;
  /** What the kernel's configuration has to do with it that there is no vmlinux. */
  private config: ConfigExplanation | undefined;

  constructor(
    private readonly dump: vscode.Uri,
    private readonly panel: vscode.WebviewPanel,
    private readonly tools: OverviewTools,
  ) {
    const { webview } = panel;
    const path = dump.fsPath;
    this.subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => void this.act(actionOf(message))),
      watchFile(path, () => void this.look()),
      watchFile(
        path,
        () => void this.lookForNeeds(),
        (name) => name.startsWith('vmlinux'),
      ),
      tools.versions.onDidChange(() => void this.lookForNeeds()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.lookForNeeds()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.lookForNeeds()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (
          [SETTINGS.crashPath, SETTINGS.crashPaths, SETTINGS.vmlinuxPaths].some((name) =>
            event.affectsConfiguration(`${CONFIGURATION_SECTION}.${name}`, dump),
          )
        ) {
          void this.lookForNeeds();
        }
      }),
    ];
    webview.options = { enableScripts: true, localResourceRoots: [] };
    webview.html = pageShell(basename(path), randomBytes(16).toString('hex')).html;
    void this.look();
  }

  dispose(): void {
    this.ended.abort();
    this.round++;
    this.search++;
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Reads the file and says what it is; then looks for what debugging needs. */
  private async look(): Promise<void> {
    const round = ++this.round;
    const known = await this.tools.dumps.read(this.dump.fsPath);
    if (round !== this.round) return;
    const data = overviewData(known.identity, known.log);
    this.say('head', headHtml(data));
    this.say('body', bodyHtml(data));
    this.tools.log.debug(
      `The overview of ${this.dump.fsPath} was there after ${Math.round(performance.now() - this.opened)} ms.`,
    );
    if (!data.canDebug) {
      this.kernel = undefined;
      this.say('vmlinux', html``);
      this.say('crash', html``);
      return;
    }
    // A dump that grows says the same of its kernel every time.
    const { release, version, buildId, machine } = known.identity;
    const kernel = JSON.stringify([release, version, buildId, machine]);
    if (kernel === this.kernel) return;
    this.kernel = kernel;
    this.say('vmlinux', searchingHtml('the vmlinux'));
    this.say('crash', searchingHtml('crash'));
    await this.findNeeds(known);
  }

  /** The dump is as it was, but what is needed for it may have come or gone. */
  private async lookForNeeds(): Promise<void> {
    if (this.kernel === undefined) return;
    await this.findNeeds(await this.tools.dumps.read(this.dump.fsPath));
  }

  private async findNeeds({ identity }: KnownDump): Promise<void> {
    const search = ++this.search;
    const sayIfNew = (part: PagePart, content: Html): void => {
      if (search === this.search && this.kernel !== undefined) this.say(part, content);
    };
    const findVmlinux = async (): Promise<void> => {
      const found = await findKernel(identity);
      const verdict = vmlinuxVerdict(found, identity);
      const other = button('start-with-vmlinux', 'Open with vmlinux…');
      sayIfNew('vmlinux', verdictHtml(verdict, verdict.state === 'ready' ? html`` : other));
      const failure = vmlinuxFailure(found, identity);
      const config = failure && (await explainForDump(this.dump.fsPath, failure));
      if (!config || search !== this.search) return;
      this.config = config;
      const why = [...verdict.why, config.sentence];
      const open = button('open-config', config.label);
      sayIfNew('vmlinux', verdictHtml({ ...verdict, why }, html`${other}${open}`));
    };
    const askCrash = async (): Promise<void> => {
      const { data } = this.tools.versions;
      const found = await findCrash(this.dump, identity, data, this.ended.signal);
      const verdict = crashVerdict(found, { identity, data });
      const trust = found.kind === 'untrusted' ? button('trust', 'Manage Workspace Trust') : '';
      const ways =
        verdict.state === 'ready'
          ? ''
          : html`${button('get-crash', 'Get crash for This Dump…')}${button('set-crash-path', 'Set Path of crash')}`;
      sayIfNew('crash', verdictHtml(verdict, html`${trust}${ways}`));
    };
    await Promise.all([findVmlinux(), askCrash()]);
  }

  private say(part: PagePart, content: Html): void {
    this.parts.set(part, content.html);
    this.post(part, content.html);
  }

  /** Before the page is there this goes nowhere; the page asks for everything when it is. */
  private post(part: PagePart, content: string): void {
    const message: PartMessage = { part, html: content };
    void this.panel.webview.postMessage(message);
  }

  private async act(action: PageAction | undefined): Promise<void> {
    const { executeCommand } = vscode.commands;
    switch (action) {
      case undefined:
        return;
      case 'ready':
        for (const part of PAGE_PARTS) {
          const content = this.parts.get(part);
          if (content !== undefined) this.post(part, content);
        }
        return;
      case 'start':
        await executeCommand(COMMANDS.openVmcore, this.dump);
        return;
      case 'start-with-vmlinux':
        return this.startWithVmlinux();
      case 'log':
        await executeCommand(COMMANDS.openKernelLog, this.dump);
        return;
      case 'text':
        await executeCommand('vscode.openWith', this.dump, 'default');
        return;
      case 'refresh':
        this.tools.dumps.forget(this.dump.fsPath);
        this.kernel = undefined;
        return this.look();
      case 'open-config':
        return this.config?.open();
      case 'set-crash-path':
        return openMachineSetting('crashPath');
      case 'get-crash':
        await executeCommand(COMMANDS.getCrash, this.dump);
        return this.lookForNeeds();
      case 'trust':
        await executeCommand('workbench.trust.manage');
        return;
    }
  }

  private async startWithVmlinux(): Promise<void> {
    const picked = await pickVmlinux(this.dump.fsPath);
    if (picked) {
      const folder = vscode.workspace.getWorkspaceFolder(this.dump);
      await vscode.debug.startDebugging(folder, { ...configurationFor(this.dump), ...picked });
    }
  }
}
