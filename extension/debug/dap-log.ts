import type * as vscode from 'vscode';

/** Writes the traffic between VS Code and the adapter to the log channel, at its trace level. */
export class DapLog implements vscode.DebugAdapterTrackerFactory {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const { log } = this;
    return {
      onWillStartSession: () => log.info(`Session "${session.name}" starts.`),
      onWillReceiveMessage: (message) => log.trace(`→ ${JSON.stringify(message)}`),
      onDidSendMessage: (message) => log.trace(`← ${JSON.stringify(message)}`),
      onError: (error) => log.error(`The debug adapter failed: ${error.message}`),
      onExit: (code) => log.info(`Session "${session.name}" ended (adapter status ${code ?? 0}).`),
    };
  }
}
