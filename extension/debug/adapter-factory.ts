import * as path from 'node:path';
import * as vscode from 'vscode';

/** Starts the debug adapter, a program of its own, with the Node that VS Code brings. */
export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  constructor(private readonly extensionPath: string) {}

  createDebugAdapterDescriptor(): vscode.DebugAdapterDescriptor {
    // VS Code runs the command "node" with its own runtime.
    return new vscode.DebugAdapterExecutable('node', [
      path.join(this.extensionPath, 'dist', 'debug-adapter.js'),
    ]);
  }
}
