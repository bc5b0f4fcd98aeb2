import { basename } from 'node:path';
import * as vscode from 'vscode';
import { identifyDump } from '../../debug-adapter/dumpfile/identify-dump';
import { displayText } from '../../debug-adapter/protocol/display-text';
import { judgePacked } from '../../debug-adapter/vmlinux/find-vmlinux';
import type { Judgement } from '../../debug-adapter/vmlinux/judge-vmlinux';
import { kernelWanted } from '../../debug-adapter/vmlinux/kernel-wanted';
import { unpackedVmlinux } from '../../debug-adapter/vmlinux/unpacked-vmlinux';
import { pickFile } from './configuration-provider';

const ANOTHER = 'Pick Another…';
const ANYWAY = 'Use It All the Same';

/** Attributes of a launch configuration. */
export interface PickedVmlinux {
  readonly vmlinux: string;
  readonly acceptVmlinux?: true;
}

/**
 * Lets a person pick the vmlinux of a dump and says at once whether the file fits, before a session
 * starts with it. Undefined when they give up.
 */
export async function pickVmlinux(dump: string): Promise<PickedVmlinux | undefined> {
  for (;;) {
    const picked = await pickFile('Use as vmlinux');
    if (!picked) return undefined;
    const vmlinux = picked.fsPath;
    const judgement = await judge(dump, vmlinux);
    if (judgement?.kind !== 'unfit') return judgement && { vmlinux };
    const { reason, remedy = '', rescue, cause } = judgement.rejected;
    if (cause === 'release') return { vmlinux };
    const same =
      rescue === undefined
        ? ''
        : ` But all ${rescue} symbols that the dump names are just where the dump has them: most probably it was built from the same source and configuration.`;
    const chosen = await vscode.window.showErrorMessage(
      displayText(`This vmlinux does not fit. ${reason}${same} ${remedy}`.trim()),
      ANOTHER,
      ...(rescue === undefined ? [] : [ANYWAY]),
    );
    if (chosen === ANYWAY) return { vmlinux, acceptVmlinux: true };
    if (chosen !== ANOTHER) return undefined;
  }
}

/** Unpacks a packed file first; undefined when that was cancelled. */
async function judge(dump: string, vmlinux: string): Promise<Judgement | undefined> {
  const cancelled = new AbortController();
  // In the status bar: VS Code may not show a message that follows a notification at once.
  const options = {
    location: vscode.ProgressLocation.Window,
    title: `Looking at ${basename(vmlinux)}`,
  };
  const judgement = await vscode.window.withProgress(options, async () =>
    judgePacked(vmlinux, {
      ...kernelWanted(await identifyDump(dump)),
      unpack: (packed) => unpack(packed, cancelled),
    }),
  );
  return cancelled.signal.aborted ? undefined : judgement;
}

/** Takes its time, is shown and can be cancelled. */
async function unpack(
  packed: string,
  cancelled: AbortController,
): ReturnType<typeof unpackedVmlinux> {
  const title = `Unpacking ${basename(packed)}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => cancelled.abort());
    let shown = 0;
    const onBytes = (bytes: number): void => {
      const megabytes = Math.floor(bytes / 1e6);
      if (megabytes < shown + 10) return;
      shown = megabytes;
      progress.report({ message: `${megabytes} MB` });
    };
    return unpackedVmlinux(packed, { signal: cancelled.signal, onBytes });
  });
}
