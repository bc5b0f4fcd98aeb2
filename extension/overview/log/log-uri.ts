import { posix } from 'node:path';
import type * as vscode from 'vscode';
import { LOG_SCHEME } from '../../shared/ids';

/** The tab's title; it looks like no dump, and its ending tells the language. */
const NAME = /^log of (.+)\.dmesg$/s;

/** The document with the log of a dump. */
export function logUri(dump: vscode.Uri): vscode.Uri {
  const path = posix.join(posix.dirname(dump.path), `log of ${posix.basename(dump.path)}.dmesg`);
  return dump.with({ scheme: LOG_SCHEME, path });
}

/** The dump whose log a document is; undefined of other documents. */
export function dumpOfLog(document: vscode.Uri): vscode.Uri | undefined {
  const name = NAME.exec(posix.basename(document.path))?.[1];
  if (document.scheme !== LOG_SCHEME || name === undefined) return undefined;
  return document.with({ scheme: 'file', path: posix.join(posix.dirname(document.path), name) });
}
