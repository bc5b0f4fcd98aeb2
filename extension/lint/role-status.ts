import * as vscode from 'vscode';
import type { Context, Known } from '../kconfig/context/context';
import type { Role } from '../kconfig/model/role';
import { COMMANDS } from '../shared/ids';
import type { Linter } from './linter';
import { chooseRole, chosenRole } from './role-settings';

const NAMES: Record<Role, string> = {
  system: 'system kernel',
  capture: 'dump-capture kernel',
  both: 'system and dump-capture kernel',
};

/** The language status item that says for which role a file is looked at. */
export class RoleStatus implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('kernelCrash.role', []);
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly linter: Linter) {
    this.item.name = 'kdump Role';
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      linter.onDidLint((document) => {
        if (document === vscode.window.activeTextEditor?.document) this.update();
      }),
    ];
    this.update();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    const document = vscode.window.activeTextEditor?.document;
    const context = document && this.linter.result(document)?.context;
    if (!document || !context || context.kind === 'kconfig' || context.kind === 'other-config') {
      this.item.selector = [];
      return;
    }
    this.item.selector = [{ language: document.languageId }];
    this.item.text = `kdump: ${NAMES[context.role.value]}`;
    this.item.detail = describe(context);
    this.item.command = {
      command: COMMANDS.switchRole,
      title: 'Switch Role',
      arguments: [document.uri],
    };
  }
}

/** `role by the default · Linux 6.12.107 by the header · x86_64 by the header` */
function describe({ role, kernel, architecture }: Context): string {
  const known = (what: string, fact: Known<unknown>) => `${what} by ${fact.source}`;
  return [
    known('role', role),
    kernel ? known(`Linux ${kernel.value.text}`, kernel) : 'Linux version unknown',
    ...(architecture ? [known(architecture.value, architecture)] : []),
  ].join(' · ');
}

/** Asks for the role of a file and remembers it in the settings. */
export async function switchRole(linter: Linter, uri?: vscode.Uri): Promise<void> {
  const target = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (!target) return;
  const document = await vscode.workspace.openTextDocument(target);
  const context = (await linter.look(document))?.context;
  if (!context) {
    void vscode.window.showInformationMessage(
      'This is no configuration that the kdump lint knows: it has no role.',
    );
    return;
  }
  const now = chosenRole(target);
  const picked = await vscode.window.showQuickPick(
    [
      item('system', 'It runs, and crashes: it loads the capture kernel and is debugged', now),
      item('capture', 'It is loaded by kexec -p and saves /proc/vmcore', now),
      item('both', 'One kernel for both, as distributions build it', now),
      {
        label: 'Automatic',
        role: undefined,
        description: now ? '' : 'now',
        detail: 'A comment “# kdump: role=…”, the file’s name, else its content decide',
      },
    ],
    {
      title: 'What is this kernel for?',
      placeHolder: `Now: ${NAMES[context.role.value]}, by ${context.role.source}`,
    },
  );
  if (picked) await chooseRole(target, picked.role);
}

function item(role: Role, detail: string, now: Role | undefined) {
  const name = NAMES[role];
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  return { label, detail, role, description: role === now ? 'now' : '' };
}
