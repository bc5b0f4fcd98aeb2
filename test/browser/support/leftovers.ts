import { readdirSync, readlinkSync } from 'node:fs';
import * as path from 'node:path';
import { poll } from './poll';
import { testServer } from './test-server';

const PREFIX = 'kernel-crash-debug-';

/** Processes of crash: those that work in the private directory of a session. */
export async function crashProcesses(): Promise<number[]> {
  const start = path.join((await testServer()).temporary, PREFIX);
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => Number.isInteger(id) && workingDirectory(id).startsWith(start));
}

/** Waits until no crash runs and no session has a directory any more. */
export async function nothingIsLeft(): Promise<void> {
  const { temporary } = await testServer();
  await poll(
    'the end of crash and of its files',
    async () => [
      ...(await crashProcesses()),
      ...readdirSync(temporary).filter((name) => name.startsWith(PREFIX)),
    ],
    (left) => left.length === 0,
  );
}

function workingDirectory(id: number): string {
  try {
    return readlinkSync(`/proc/${id}/cwd`);
  } catch {
    return '';
  }
}
