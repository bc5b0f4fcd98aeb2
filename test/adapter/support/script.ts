import { writeFile } from 'node:fs/promises';
import type { Sandbox } from './sandbox';

/** Writes a program in place of crash, and gives its path. */
export async function writeScript(sandbox: Sandbox, text: string): Promise<string> {
  const file = sandbox.path('no-crash');
  await writeFile(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
}
