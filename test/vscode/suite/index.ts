import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { resource } from '../../support/environment.mjs';
import { recordResult } from '../../support/runner/suite-result.mjs';

/** Called by VS Code in its extension host. */
export function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 90_000, forbidOnly: true, reporter: 'spec' });
  if (resource('grep') !== '') {
    mocha.grep(new RegExp(resource('grep')));
  }
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.js')) {
      mocha.addFile(path.join(__dirname, file));
    }
  }
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) =>
      failures === 0 ? resolve() : reject(new Error(`${failures} failed`)),
    );
    recordResult(runner, resource('result'));
  });
}
