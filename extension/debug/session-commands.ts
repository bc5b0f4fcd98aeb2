import * as vscode from 'vscode';
import { COMMANDS, DEBUG_TYPE } from '../shared/ids';
import { ask } from './ask';
import type { CommandOutput } from './command-output';
import { openCrashTerminal } from './crash-terminal';

/** What VS Code hands to an entry of the Call Stack's menu. */
interface CallStackItem {
  readonly sessionId?: string;
  /** `thread:<session>:<number>` */
  readonly threadId?: string;
  /** `stackframe:thread:<session>:<number>:<index>:<name>` */
  readonly frameId?: string;
}

/** Commands on the dump of the active session. */
export function registerSessionCommands(output: CommandOutput): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand(COMMANDS.copyFrame, (_source: unknown, item?: CallStackItem) =>
      told(copyFrame(item)),
    ),
    registerCommand(COMMANDS.copyStack, (_source: unknown, item?: CallStackItem) =>
      told(copyStack(item)),
    ),
    registerCommand(COMMANDS.goToAddress, () => told(goToAddress(output))),
    registerCommand(COMMANDS.switchToTask, () => told(switchToTask())),
    registerCommand(COMMANDS.runCrashCommand, () => told(runCrashCommand(output))),
    registerCommand(COMMANDS.loadSymbols, () => told(loadSymbols())),
    registerCommand(COMMANDS.openCrashTerminal, () =>
      told(withSession((session) => openCrashTerminal(session))),
    ),
  );
}

async function copyFrame(item: CallStackItem | undefined): Promise<void> {
  const [, thread, index] = /^stackframe:thread:.*?:(\d+):(\d+):/.exec(item?.frameId ?? '') ?? [];
  const active = vscode.debug.activeStackItem;
  await withSession(async (session) => {
    const { text } =
      thread !== undefined && index !== undefined
        ? await ask(session, 'kernelCrash/stackText', {
            threadId: Number(thread),
            frameIndex: Number(index),
          })
        : await ask(session, 'kernelCrash/stackText', frameOf(active));
    await vscode.env.clipboard.writeText(text);
  });
}

async function copyStack(item: CallStackItem | undefined): Promise<void> {
  const clicked = /thread:.*?:(\d+)(?::|$)/.exec(item?.frameId ?? item?.threadId ?? '')?.[1];
  await withSession(async (session) => {
    const threadId =
      clicked === undefined ? vscode.debug.activeStackItem?.threadId : Number(clicked);
    if (threadId === undefined) throw new Error('Select a task in the Call Stack first.');
    const { text } = await ask(session, 'kernelCrash/stackText', { threadId });
    await vscode.env.clipboard.writeText(`${text}\n`);
  });
}

function frameOf(item: vscode.DebugThread | vscode.DebugStackFrame | undefined): {
  readonly frameId: number;
} {
  if (item instanceof vscode.DebugStackFrame) return { frameId: item.frameId };
  throw new Error('Select a frame in the Call Stack first.');
}

/** Code opens at its line; what else lies there is shown by crash. */
async function goToAddress(output: CommandOutput): Promise<void> {
  await withSession(async (session) => {
    const place = await vscode.window.showInputBox({
      title: 'Go to Address',
      prompt: 'An address of the kernel, a symbol, or a symbol and a distance',
      placeHolder: '0xffffffff81000000, vfs_write+0x9e, init_task',
    });
    if (place === undefined || place.trim() === '') return;
    const found = await ask(session, 'kernelCrash/lookUp', { place });
    if (found.path !== undefined && found.line !== undefined) {
      const at = new vscode.Position(found.line - 1, 0);
      await vscode.window.showTextDocument(vscode.Uri.file(found.path), {
        selection: new vscode.Range(at, at),
      });
      return;
    }
    const address = found.address.slice(2);
    await output.show(session, found.code ? `dis -l ${address} 64` : `rd -SS ${address} 64`);
  });
}

async function switchToTask(): Promise<void> {
  await withSession(async (session) => {
    const { threads } = (await session.customRequest('threads')) as {
      readonly threads: readonly { readonly id: number; readonly name: string }[];
    };
    const picked = await vscode.window.showQuickPick(
      threads.map(({ id, name }) => ({ label: name, id })),
      { title: 'Switch to Task', placeHolder: 'Name, pid or state', matchOnDescription: true },
    );
    if (picked) await ask(session, 'kernelCrash/focusTask', { threadId: picked.id });
  });
}

async function runCrashCommand(output: CommandOutput): Promise<void> {
  await withSession(async (session) => {
    const command = await vscode.window.showInputBox({
      title: 'Run crash Command',
      prompt: 'Its answer opens in an editor',
      placeHolder: 'foreach bt',
    });
    if (command !== undefined && command.trim() !== '') await output.show(session, command.trim());
  });
}

async function loadSymbols(): Promise<void> {
  await withSession(async (session) => {
    const { modules } = (await session.customRequest('modules')) as {
      readonly modules: readonly {
        readonly id: string;
        readonly name: string;
        readonly symbolStatus?: string;
        readonly symbolFilePath?: string;
      }[];
    };
    const all = { label: 'All modules', detail: `${modules.length} of them`, id: undefined };
    const items = modules.map(({ id, name, symbolStatus, symbolFilePath }) => ({
      label: name,
      detail: symbolFilePath ?? symbolStatus ?? '',
      id,
    }));
    const picked = await vscode.window.showQuickPick([all, ...items], {
      title: 'Load Symbols',
      placeHolder: 'Of which module?',
      matchOnDetail: true,
    });
    if (!picked) return;
    const answer = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: 'Loading debug info of modules' },
      () =>
        ask(
          session,
          'kernelCrash/loadSymbols',
          picked.id === undefined ? {} : { module: picked.id },
        ),
    );
    const missing = answer.modules.filter(({ loaded }) => !loaded);
    const loaded = answer.modules.length - missing.length;
    const [first] = missing;
    if (first) {
      void vscode.window.showWarningMessage(
        `Debug info of ${loaded} of ${answer.modules.length} modules is loaded. ${first.name}: ${first.text}`,
      );
    } else {
      void vscode.window.showInformationMessage(`Debug info of ${loaded} modules is loaded.`);
    }
  });
}

async function withSession(work: (session: vscode.DebugSession) => Promise<void>): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== DEBUG_TYPE) {
    throw new Error('No dump is open: start a session on one first.');
  }
  await work(session);
}

async function told(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
