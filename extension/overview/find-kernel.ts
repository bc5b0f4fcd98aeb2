import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DumpIdentity } from '../../debug-adapter/dumpfile/dump-identity';
import { findVmlinux, type VmlinuxSearch } from '../../debug-adapter/vmlinux/find-vmlinux';
import { kernelWanted } from '../../debug-adapter/vmlinux/kernel-wanted';
import { CONFIGURATION_SECTION, SETTINGS } from '../shared/ids';

/** Looks for the vmlinux of a dump where a session would: beside it, in the workspace, in the system. */
export function findKernel(
  identity: Pick<DumpIdentity, 'path'> & Parameters<typeof kernelWanted>[0],
): Promise<VmlinuxSearch> {
  const settings = vscode.workspace.getConfiguration(
    CONFIGURATION_SECTION,
    vscode.Uri.file(identity.path),
  );
  return findVmlinux({
    ...kernelWanted(identity),
    beside: dirname(identity.path),
    folders: workspaceFolders(),
    paths: settings.get<string[]>(SETTINGS.vmlinuxPaths, []),
  });
}

/** Paths of the folders that are open. */
export function workspaceFolders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}
