import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { ask } from './ask';

/** Directories of open terminals, removed when these close. */
const directories = new Map<vscode.Terminal, string>();

/** Starts a real crash on the dump of a session in VS Code's terminal, without a shell. */
export async function openCrashTerminal(session: vscode.DebugSession): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    throw new Error('This workspace is not trusted, so crash is not started in a terminal.');
  }
  const { file, args, directory, env } = await ask(session, 'kernelCrash/terminal', {
    owner: process.pid,
  });
  const terminal = vscode.window.createTerminal({
    name: 'crash',
    shellPath: file,
    shellArgs: [...args],
    cwd: directory,
    env: { ...env },
    strictEnv: true,
    isTransient: true,
  });
  directories.set(terminal, directory);
  terminal.show();
}

/** Removes what a terminal worked in once it is closed. */
export function cleanUpTerminals(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.onDidCloseTerminal((terminal) => void cleanUp(terminal)),
    { dispose: () => void Promise.all([...directories.keys()].map(cleanUp)) },
  );
}

async function cleanUp(terminal: vscode.Terminal): Promise<void> {
  const directory = directories.get(terminal);
  directories.delete(terminal);
  // Only ever a directory of ours.
  if (directory !== undefined && path.basename(directory).startsWith('kernel-crash-debug-')) {
    await fs.rm(directory, { recursive: true, force: true });
  }
}
