import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const CLEAR = 'kernelCrash.clearCaches';
const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';

describe('Clear Caches…', () => {
  const caches = path.join(process.env['XDG_CACHE_HOME'] ?? '', 'kernel-crash-debug');
  const KEPT = ['gdb-index/gdb-16/one.gdb-index', 'vmlinux/two', 'crash/X86_64-9.0.2/crash'];

  before(async () => {
    // Only ever those of this run.
    assert.equal(
      path.dirname(caches),
      path.join(path.dirname(process.env['TMPDIR'] ?? ''), 'cache'),
    );
    for (const file of KEPT.map((name) => path.join(caches, name))) {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, Buffer.alloc(2_000_000));
    }
    await writeFile(path.join(caches, '..', 'of-another'), '');
  });

  it('removes what is picked when it opens, and not what takes minutes to build again', async () => {
    await whileItAsks(vscode.commands.executeCommand(CLEAR), ACCEPT);
    assert.deepEqual(await readdir(caches), ['crash']);
    assert.ok(existsSync(path.join(caches, KEPT[2] ?? '')));
    assert.ok(existsSync(path.join(caches, '..', 'of-another')));
  });

  it('removes nothing when it is closed', async () => {
    await whileItAsks(vscode.commands.executeCommand(CLEAR), 'workbench.action.closeQuickOpen');
    assert.deepEqual(await readdir(caches), ['crash']);
  });
});

/** Answers the list that a command shows, until the command is done: the list may be late. */
async function whileItAsks(command: Thenable<unknown>, answer: string): Promise<void> {
  let isDone = false;
  const done = Promise.resolve(command).finally(() => (isDone = true));
  for (;;) {
    await Promise.race([done, delay(500)]);
    if (isDone) return done.then(() => undefined);
    await vscode.commands.executeCommand(answer);
  }
}
