import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { createSourceFinder } from '../../../debug-adapter/sources/source-finder';
import { createModuleFinder } from '../../../debug-adapter/vmlinux/module-files';
import { CONFIGURATION_SECTION, SETTINGS } from '../../shared/ids';
import { findKernel, workspaceFolders } from '../find-kernel';
import type { KnownDumps } from '../known-dumps';
import { debugPackage } from '../../../debug-adapter/vmlinux/debug-package';
import { dumpOfLog } from './log-uri';
import type { KernelFiles } from './source-place';

/** The kernel that wrote a log, as far as it is known. */
interface LogKernel {
  /** The dump, or the text. */
  readonly path: string;
  readonly release?: string;
  readonly version?: string;
  readonly buildId?: string;
  readonly machine?: string;
}

/** The files of the kernel that wrote a log, looked for anew; or why there are none. */
export async function kernelFilesOf(
  document: vscode.TextDocument,
  dumps: KnownDumps,
): Promise<KernelFiles | { readonly why: string; readonly remedy: string }> {
  const kernel = await kernelOf(document, dumps);
  const { found, places, rejected } = await findKernel(kernel);
  if (!found) {
    const wanted = kernel.release === undefined ? 'this log' : `Linux ${kernel.release}`;
    return {
      why: `The vmlinux of ${wanted} was not found. ${rejected[0]?.reason ?? `It was looked for in ${places.length} places.`}`,
      remedy: `${debugPackage(kernel)} Put it beside the log or the dump, or at the top of the workspace.`,
    };
  }
  const settings = vscode.workspace.getConfiguration(CONFIGURATION_SECTION, document.uri);
  const modulePaths = settings.get<string[]>(SETTINGS.modulePaths, []);
  const { release, version, machine } = kernel;
  const vmcoreDir = dirname(kernel.path);
  return {
    vmlinux: found.path,
    isProven: found.matchedBy === 'buildId',
    modules: createModuleFinder({
      ...(release !== undefined && { release }),
      ...(machine !== undefined && { machine }),
      paths: modulePaths,
      vmcoreDir,
    }),
    sources: createSourceFinder({
      sourceMap: settings.get<Record<string, string>>(SETTINGS.sourceMap, {}),
      folders: workspaceFolders(),
      vmlinuxDir: dirname(found.path),
      vmcoreDir,
      modulePaths,
      ...(release !== undefined && { release }),
      ...(version !== undefined && { version }),
    }),
  };
}

async function kernelOf(document: vscode.TextDocument, dumps: KnownDumps): Promise<LogKernel> {
  const own = dumpOfLog(document.uri);
  if (own) return (await dumps.read(own.fsPath)).identity;
  const path = document.uri.fsPath;
  const [, release, version] =
    /\bLinux version (\S+) .*?(#\d+ .*)$/m.exec(document.getText()) ?? [];
  // A text that kdump saved beside the dump is of the same kernel, if it says so itself.
  for (const name of dumpsBeside(basename(path))) {
    const { identity } = await dumps.read(join(dirname(path), name));
    if (identity.release !== undefined && identity.release === release) return identity;
  }
  return {
    path,
    ...(release !== undefined && { release }),
    ...(version !== undefined && { version }),
  };
}

/** `vmcore-dmesg.txt` lies beside `vmcore`, Debian's `dmesg.202611222222` beside `dump.202611222222`. */
function dumpsBeside(name: string): string[] {
  if (/^vmcore-dmesg.*\.txt$/.test(name)) return ['vmcore', 'vmcore-incomplete', 'vmcore.flat'];
  const stamp = /^dmesg\.(\d+)$/.exec(name)?.[1];
  if (stamp !== undefined) return [`dump.${stamp}`];
  const dump = /^(.+)\.dmesg$/.exec(name)?.[1];
  return dump === undefined ? [] : [dump];
}
