import * as vscode from 'vscode';
import { chooseCrash } from '../../debug-adapter/crash-choice/choose-crash';
import { foundCrashes } from '../../debug-adapter/crash-choice/crash-candidates';
import { kernelToOpen } from '../../debug-adapter/crash-choice/kernel-to-open';
import type { DumpIdentity } from '../../debug-adapter/dumpfile/dump-identity';
import type { VersionData } from '../kconfig/versions/version-data';
import { crashSettings } from '../shared/crash-settings';
import type { CrashFound } from './page/crash-verdict';

/** The crash that a session on this dump would start. */
export async function findCrash(
  dump: vscode.Uri,
  identity: DumpIdentity,
  data: VersionData,
  signal: AbortSignal,
): Promise<CrashFound> {
  const named = crashSettings(dump);
  if (!vscode.workspace.isTrusted) {
    const path = named[0] ?? (await foundCrashes())[0]?.path;
    return path === undefined ? { kind: 'none' } : { kind: 'untrusted', path };
  }
  return chooseCrash({ named }, kernelToOpen(identity), data, signal);
}
