import * as vscode from 'vscode';
import { LOG_SCHEME } from '../../shared/ids';
import type { LogDocuments } from './log-documents';

/** What a message of these levels looks like; the others look like the text around them. */
interface Look {
  readonly levels: readonly number[];
  readonly type: vscode.TextEditorDecorationType;
}

/**
 * Colours the times of a log by the level of each message, which the dump knows and the text, kept as
 * dmesg writes it, does not say. The message itself keeps the colours of the language.
 */
export class LevelColours implements vscode.Disposable {
  private readonly looks: readonly Look[] = [
    look([0, 1, 2, 3], 'editorError.foreground', vscode.OverviewRulerLane.Right),
    look([4], 'editorWarning.foreground'),
    look([7], 'disabledForeground'),
  ];
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly documents: LogDocuments) {
    const { window, workspace } = vscode;
    this.subscriptions = [
      ...this.looks.map(({ type }) => type),
      window.onDidChangeVisibleTextEditors((editors) => editors.forEach((one) => this.paint(one))),
      workspace.onDidChangeTextDocument(({ document }) => {
        const editors = window.visibleTextEditors.filter((one) => one.document === document);
        editors.forEach((one) => this.paint(one));
      }),
    ];
    window.visibleTextEditors.forEach((one) => this.paint(one));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private paint(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document.uri.scheme !== LOG_SCHEME) return;
    const lines = this.documents.lines(document.uri);
    for (const { levels, type } of this.looks) {
      const ranges = lines.flatMap(({ level, text }, line) => {
        const end = /^\[[^\]]*\]/.exec(text)?.[0].length ?? 0;
        const isOne = level !== undefined && levels.includes(level) && end > 0;
        return isOne && line < document.lineCount ? [new vscode.Range(line, 0, line, end)] : [];
      });
      editor.setDecorations(type, ranges);
    }
  }
}

function look(levels: readonly number[], colour: string, lane?: vscode.OverviewRulerLane): Look {
  const color = new vscode.ThemeColor(colour);
  const type = vscode.window.createTextEditorDecorationType({
    color,
    ...(lane !== undefined && { overviewRulerColor: color, overviewRulerLane: lane }),
  });
  return { levels, type };
}
