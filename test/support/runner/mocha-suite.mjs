/**
 * Runs the *.test.ts files of one folder with mocha (under tsx):
 *
 *   node --import tsx mocha-suite.mjs FOLDER TIMEOUT_MS
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { resource } from '../environment.mjs';
import { recordResult } from './suite-result.mjs';

const LEFT_RUNNING = 3;

const [folder = '', timeout = ''] = process.argv.slice(2);
const mocha = new Mocha({ timeout: Number(timeout), forbidOnly: true, reporter: 'spec' });
if (resource('grep')) mocha.grep(new RegExp(resource('grep')));
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
  if (file.endsWith('.test.ts')) mocha.addFile(path.join(folder, file));
}
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
  process.exitCode = failures > 0 ? 1 : 0;
  // A test that leaves a timer, a socket or a program behind would keep this process for ever.
  setTimeout(() => {
    console.error('The tests are over, but something they started keeps running:');
    console.error(process.getActiveResourcesInfo().join(', '));
    process.exit(LEFT_RUNNING);
  }, 10_000).unref();
});
recordResult(runner, resource('result'));
