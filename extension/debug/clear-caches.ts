import { readdir, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { cacheFolder, type CacheRoom } from '../../debug-adapter/programs/cache-folder';

/** What is kept between sessions, in a person's words, and whether clearing it costs little. */
const ROOMS: readonly {
  readonly room: CacheRoom;
  readonly label: string;
  readonly cheap: boolean;
}[] = [
  { room: 'gdb-index', label: 'Indexes that gdb made of vmlinux files', cheap: true },
  { room: 'vmlinux', label: 'Unpacked vmlinux files', cheap: true },
  {
    room: 'crash',
    label: 'crash programs that were built here (minutes to build again)',
    cheap: false,
  },
];

/** Lets a person choose what of the caches to remove, and removes it. */
export async function clearCaches(): Promise<void> {
  const items = await Promise.all(
    ROOMS.map(async ({ room, label, cheap }) => {
      const folder = cacheFolder(room);
      const megabytes = Math.ceil((await bytesIn(folder)) / 1e6);
      return { label, description: `${megabytes} MB`, detail: folder, picked: cheap, megabytes };
    }),
  );
  const filled = items.filter(({ megabytes }) => megabytes > 0);
  if (filled.length === 0) {
    void vscode.window.showInformationMessage('The caches are empty.');
    return;
  }
  const chosen = await vscode.window.showQuickPick(filled, {
    title: 'Clear Caches',
    placeHolder: 'What shall be removed? All of it can be made again.',
    canPickMany: true,
  });
  if (!chosen || chosen.length === 0) return;
  for (const { detail } of chosen) await rm(detail, { recursive: true, force: true });
  const megabytes = chosen.reduce((sum, item) => sum + item.megabytes, 0);
  void vscode.window.showInformationMessage(`${megabytes} MB of caches were removed.`);
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) =>
        stat(path.join(entry.parentPath ?? folder, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
