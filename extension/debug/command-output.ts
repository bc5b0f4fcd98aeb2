import * as vscode from 'vscode';
import { ask } from './ask';
import { OUTPUT_SCHEME } from '../shared/ids';

/** A document for each command and session; asking again reads it anew. */
interface Page {
  readonly session: vscode.DebugSession;
  readonly command: string;
  text: string;
}

/** Answers of crash as read-only documents. */
export class CommandOutput implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly pages = new Map<string, Page>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(OUTPUT_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.pages.delete(uri.toString())),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.toString())?.text ?? 'The session that this came from has ended.';
  }

  /** Runs a command and shows its answer. */
  async show(session: vscode.DebugSession, command: string): Promise<void> {
    const stackItem = vscode.debug.activeStackItem;
    const frame =
      stackItem instanceof vscode.DebugStackFrame && stackItem.session.id === session.id
        ? { frameId: stackItem.frameId }
        : {};
    const answer = await ask(session, 'kernelCrash/runCommand', { command, ...frame });
    const uri = vscode.Uri.from({
      scheme: OUTPUT_SCHEME,
      path: `/${command.replaceAll('/', '∕')}.txt`,
      query: session.id,
    });
    const cut = answer.whole ? '' : '\nThe answer goes on: it was stopped here for its size.\n';
    const text = answer.text === '' ? '(crash answered nothing)\n' : `${answer.text}${cut}`;
    const known = this.pages.get(uri.toString());
    if (known) {
      known.text = text;
      this.changed.fire(uri);
    } else {
      this.pages.set(uri.toString(), { session, command, text });
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  }
}
