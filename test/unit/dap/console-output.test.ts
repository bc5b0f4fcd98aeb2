import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '../../../debug-adapter/dap/client';
import { ConsoleOutput } from '../../../debug-adapter/dap/console-output';

/** What a client is told, as `category: text`. */
function start(): { readonly output: ConsoleOutput; readonly told: string[] } {
  const told: string[] = [];
  const client: Client = {
    features: () => undefined,
    event: (_name, body) => {
      const { category, output } = body as { category: string; output: string };
      told.push(`${category}: ${output}`);
    },
    customEvent: () => undefined,
    ended: () => undefined,
  };
  return { output: new ConsoleOutput(client), told };
}

describe('what commands print', () => {
  it('comes in one event where it comes at one time', () => {
    const { output, told } = start();
    for (let line = 0; line < 1000; line++) output.write(`${line}\n`);
    output.flush();
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /^stdout: 0\n1\n[^]*\n999\n$/);
  });

  it('does not wait for the end', async () => {
    const { output, told } = start();
    output.write('slow\n');
    assert.deepEqual(told, []);
    while (told.length === 0) await delay(10);
    assert.deepEqual(told, ['stdout: slow\n']);
    output.flush();
    assert.equal(told.length, 1);
  });

  it('comes in events of a size that clients can take', () => {
    const { output, told } = start();
    output.write('y'.repeat(200_000));
    assert.equal(told.length, 4);
    assert.ok(told.every((text) => text.length <= 65_536 + 'stdout: '.length));
    assert.equal(told.join('').replaceAll('stdout: ', '').length, 200_000);
  });

  it('stands before what is said after it, with escapes shown', () => {
    const { output, told } = start();
    output.write('\x1b[31mred\n');
    output.note('That is all.');
    output.write('more\n');
    output.flush();
    assert.deepEqual(told, ['stdout: \\x1b[31mred\n', 'console: That is all.\n', 'stdout: more\n']);
  });
});
