import * as vscode from 'vscode';
import { BUNDLED_VERSION_DATA } from '../kconfig/versions/bundled-version-data';
import { readVersionData } from '../kconfig/versions/read-version-data';
import type { VersionData } from '../kconfig/versions/version-data';
import { CONFIGURATION_SECTION, LINT_SETTINGS } from '../shared/ids';

const SETTING = `${CONFIGURATION_SECTION}.${LINT_SETTINGS.versionData}`;

/** The person's own data on versions, laid over the bundled: read when the setting or the file changes. */
export class VersionDataFile implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private watcher: vscode.Disposable | undefined;
  private current = BUNDLED_VERSION_DATA;

  readonly onDidChange = this.changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTING)) this.follow();
      }),
    ];
    this.follow();
  }

  dispose(): void {
    this.watcher?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  get data(): VersionData {
    return this.current;
  }

  /** Starts anew with the file that the setting names. */
  private follow(): void {
    this.watcher?.dispose();
    this.watcher = undefined;
    const file = vscode.workspace.getConfiguration().get<string>(SETTING, '').trim();
    if (file !== '') {
      const uri = vscode.Uri.file(file);
      const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), nameOf(uri));
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      watcher.onDidChange(() => void this.read(uri));
      watcher.onDidCreate(() => void this.read(uri));
      this.watcher = watcher;
      void this.read(uri);
    } else {
      this.current = BUNDLED_VERSION_DATA;
      this.changed.fire();
    }
  }

  private async read(uri: vscode.Uri): Promise<void> {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const { data, problems } = readVersionData(JSON.parse(text), BUNDLED_VERSION_DATA);
      for (const problem of problems) this.log.warn(`${uri.fsPath}: ${problem}`);
      this.current = data;
    } catch (error) {
      this.current = BUNDLED_VERSION_DATA;
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(
        `The data on versions that ${SETTING} names cannot be used: ${why}. The extension’s own data holds.`,
      );
    }
    this.changed.fire();
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
