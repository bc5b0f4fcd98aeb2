import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { DEBUG_TYPE, START_ONCE_FILE, START_ONCE_VARIABLE } from '../shared/ids';

/**
 * Starts the session of a sample workspace by itself, once: `npm start` puts a marker into the folder
 * and the same secret into the environment of VS Code. A marker without the matching environment,
 * such as one that came with somebody's repository, does nothing.
 */
export async function startOnce(log: vscode.LogOutputChannel): Promise<void> {
  const secret = process.env[START_ONCE_VARIABLE];
  if (secret === undefined || secret === '' || !vscode.workspace.isTrusted) {
    return;
  }
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const marker = path.join(folder.uri.fsPath, START_ONCE_FILE);
    const content = await fs.readFile(marker, 'utf8').catch(() => undefined);
    if (content?.trim() !== secret) {
      continue;
    }
    await fs.rm(marker, { force: true });
    const configuration = vscode.workspace
      .getConfiguration('launch', folder.uri)
      .get<vscode.DebugConfiguration[]>('configurations', [])
      .find(({ type }) => type === DEBUG_TYPE);
    if (configuration) {
      log.info(`Starting "${configuration.name}" once, as npm start asked.`);
      await vscode.debug.startDebugging(folder, configuration.name);
    }
  }
}
