import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { resource } from '../../support/environment.mjs';
import { folder, startSession, stopSession } from './debugging';

const SETTINGS = {
  crashPath: resource('crashNewest'),
  modulePaths: ['/modules/of/settings'],
  sourceMap: { '/built/at': '/settings', '/only/settings': '/settings' },
};

describe('launch configurations', () => {
  before(() => set(SETTINGS));

  after(() => set({ crashPath: undefined, modulePaths: undefined, sourceMap: undefined }));

  it('an empty one opens the dump of the workspace', async () => {
    const session = await startSession({ type: 'kernel-crash', name: '', request: '' });
    const { configuration } = session;
    assert.equal(configuration['vmcore'], path.join(folder().uri.fsPath, 'vmcore'));
    assert.deepEqual(configuration['crashPaths'], [SETTINGS.crashPath]);
    assert.deepEqual(configuration['folders'], [folder().uri.fsPath]);
    assert.equal(configuration['readCrashrc'], false);
    await stopSession(session);
  });

  it('one in launch.json adds to the settings, wins over them, and cannot ask for .crashrc', async () => {
    const session = await startSession({
      type: 'kernel-crash',
      request: 'launch',
      name: 'everything',
      vmcore: '${workspaceFolder}/vmcore',
      modulePaths: ['${workspaceFolder}'],
      sourceMap: { '/built/at': '/launch' },
      readCrashrc: true,
    });
    const { configuration } = session;
    assert.deepEqual(configuration['crashPaths'], [SETTINGS.crashPath]);
    assert.deepEqual(configuration['modulePaths'], [folder().uri.fsPath, ...SETTINGS.modulePaths]);
    assert.deepEqual(configuration['sourceMap'], { ...SETTINGS.sourceMap, '/built/at': '/launch' });
    assert.equal(configuration['readCrashrc'], false);
    await stopSession(session);
  });
});

async function set(values: Readonly<Record<string, unknown>>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('kernelCrash', folder().uri);
  for (const [name, value] of Object.entries(values)) {
    await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
  }
}
