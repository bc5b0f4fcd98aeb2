import { posix } from 'node:path';
import type * as vscode from 'vscode';
import { CONFIG_SCHEME } from '../shared/ids';

/** The tab's title. */
const NAME = /^config of (.+)$/s;

/** The document with the configuration that was taken out of a dump or its vmlinux. */
export function configUri(dump: vscode.Uri): vscode.Uri {
  const path = posix.join(posix.dirname(dump.path), `config of ${posix.basename(dump.path)}`);
  return dump.with({ scheme: CONFIG_SCHEME, path });
}

/** The dump whose configuration a document is; undefined of other documents. */
export function dumpOfConfig(document: vscode.Uri): vscode.Uri | undefined {
  const name = NAME.exec(posix.basename(document.path))?.[1];
  if (document.scheme !== CONFIG_SCHEME || name === undefined) return undefined;
  return document.with({ scheme: 'file', path: posix.join(posix.dirname(document.path), name) });
}
