/** The makedumpfile that goes into the guests, run here: what it says of a dump is what we compare with. */
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../support/command.mjs';
import { ensureGuestTools } from './provision.mjs';

/**
 * The kernel log of a dump, as `makedumpfile --dump-dmesg` writes it.
 * @throws CommandError when makedumpfile cannot read the dump
 */
export async function makedumpfileLog(vmcore: string, flattened: boolean): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'makedumpfile-'));
  try {
    const log = path.join(folder, 'log');
    const dump = flattened ? await rearrange(vmcore, path.join(folder, 'vmcore')) : vmcore;
    await makedumpfile(['--dump-dmesg', dump, log]);
    return await readFile(log);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** makedumpfile reads no flattened files; it only makes them plain, from its standard input. */
async function rearrange(vmcore: string, plain: string): Promise<string> {
  const { command, args } = await program();
  const script = 'exec "$@" < "$INPUT"';
  const shell = ['-c', script, 'makedumpfile', command, ...args, '-R', plain];
  await run('/bin/sh', shell, { env: { ...process.env, INPUT: vmcore } });
  await (await open(plain)).close();
  return plain;
}

async function makedumpfile(args: readonly string[]): Promise<void> {
  const { command, args: own } = await program();
  await run(command, [...own, ...args]);
}

/** It runs with its own loader and libraries. */
async function program(): Promise<{ readonly command: string; readonly args: readonly string[] }> {
  const root = await ensureGuestTools();
  const folders = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'].map((folder) =>
    path.join(root, folder),
  );
  const find = (files: readonly string[]) =>
    files.find((file) => existsSync(file)) ?? files[0] ?? '';
  const loader = find(folders.map((folder) => path.join(folder, 'ld-linux-x86-64.so.2')));
  const binary = find(
    ['usr/bin', 'usr/sbin', 'sbin'].map((bin) => path.join(root, bin, 'makedumpfile')),
  );
  return { command: loader, args: ['--library-path', folders.join(':'), binary] };
}
