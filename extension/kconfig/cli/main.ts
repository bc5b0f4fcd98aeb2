#!/usr/bin/env node
/** The kernel config lint as a program of its own: dist/kconfig-lint.js. */
import { writeFile } from 'node:fs/promises';
import { run } from './run';

/** Put in when the bundle is built. */
declare const KCONFIG_LINT_VERSION: string | undefined;

/** A reader that has enough (`| head`) is no reason to fail. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  standardInput: process.stdin,
  folder: process.cwd(),
  version: typeof KCONFIG_LINT_VERSION === 'string' ? KCONFIG_LINT_VERSION : '0 (development)',
  out: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
  writeFile,
}).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`kconfig-lint: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 2;
  },
);
