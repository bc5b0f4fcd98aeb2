import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DumpIdentity } from '../../debug-adapter/dumpfile/dump-identity';
import { findVmlinux, type VmlinuxSearch } from '../../debug-adapter/vmlinux/find-vmlinux';

/** Looks for the vmlinux of a dump where a session would: beside it, in the workspace, in the system. */
export function findKernel({
  path,
  release,
  buildId,
  machine,
}: Pick<DumpIdentity, 'path' | 'release' | 'buildId' | 'machine'>): Promise<VmlinuxSearch> {
  return findVmlinux({
    ...(release !== undefined && { release }),
    ...(buildId !== undefined && { buildId }),
    ...(machine !== undefined && { machine }),
    beside: dirname(path),
    folders: workspaceFolders(),
  });
}

/** Paths of the folders that are open. */
export function workspaceFolders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}
