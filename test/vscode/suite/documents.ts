import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { folder } from './debugging';

export function uriOf(name: string): vscode.Uri {
  return vscode.Uri.file(path.join(folder().uri.fsPath, name));
}

export function sameUri(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}

export async function write(name: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
  return uriOf(name);
}

export async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(await write(name, text));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The diagnostics of a document, once there are so many. */
export async function problems(
  { uri }: vscode.TextDocument,
  count: number,
): Promise<readonly vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(uri);
  await until(
    `${count} problems of ${path.basename(uri.path)}`,
    () => now().length === count,
    () => now().map(({ message }) => message),
  );
  return now();
}

export async function hover(
  document: vscode.TextDocument,
  line: number,
  column: number,
): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, column),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  instead: () => unknown = () => '',
): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await condition()) return;
    await delay(100);
  }
  assert.fail(`${what}: not after a minute; instead ${JSON.stringify(instead())}`);
}
