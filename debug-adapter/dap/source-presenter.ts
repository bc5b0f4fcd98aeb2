import * as path from 'node:path';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { SourceLine } from '../model/frame';
import { displayText } from '../protocol/display-text';
import type { OpenedDump } from '../reader/opened-dump';

/** A file that the debug info names, where it is on this machine; undefined where it was not found. */
export async function foundSource(
  dump: OpenedDump,
  { file, compiledAs }: SourceLine,
): Promise<P.Source | undefined> {
  const found = await dump.sources.find(file, compiledAs);
  return found.kind === 'found'
    ? {
        name: sourceName(file),
        path: found.path,
        ...(found.note === undefined ? {} : { origin: found.note }),
      }
    : undefined;
}

export function sourceName(file: string): string {
  return displayText(path.posix.basename(file));
}
