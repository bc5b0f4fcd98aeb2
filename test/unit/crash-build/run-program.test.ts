import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { BuildCancelled, BuildError } from '../../../extension/crash-build/build-error';
import { runProgram } from '../../../extension/crash-build/run-program';

describe('a program of the build', () => {
  const run = async (args: readonly string[], signal = new AbortController().signal) => {
    const log: string[] = [];
    const said = await runProgram(process.execPath, args, {
      log: (line) => log.push(line),
      signal,
    });
    return { said, log };
  };

  it('is heard line by line, errors too', async () => {
    const script = 'console.log("one\\ntwo"); console.error("three"); process.stdout.write("é")';
    const { said, log } = await run(['-e', script]);
    assert.deepEqual([...log].sort(), ['one', 'three', 'two', 'é']);
    assert.deepEqual(said.split('\n'), log);
  });

  it('that fails is told with the last that it said', async () => {
    await assert.rejects(run(['-e', 'console.log("why"); process.exit(3)']), (error) => {
      assert.ok(error instanceof BuildError);
      assert.match(error.message, /ended with status 3\. The last that it said:\nwhy/);
      return true;
    });
  });

  it('that does not exist is told by name', async () => {
    const context = { log: () => undefined, signal: new AbortController().signal };
    await assert.rejects(
      runProgram('/no/such/program', [], context),
      /\/no\/such\/program could not be started/,
    );
  });

  it('is ended with all that it started', async () => {
    const control = new AbortController();
    const children: number[] = [];
    // It ignores the polite signal, and so does what it starts.
    const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);';
    const script = `${stubborn}
      const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}]);
      console.log(child.pid); console.log(process.pid);`;
    const running = runProgram(process.execPath, ['-e', script], {
      log: (line) => children.push(Number(line)),
      signal: control.signal,
    });
    while (children.length < 2) await delay(20);
    control.abort();
    await assert.rejects(running, BuildCancelled);
    assert.deepEqual(
      children.filter((pid) => existsSync(`/proc/${pid}`)),
      [],
    );
  });

  it('is not started when all is over', async () => {
    await assert.rejects(run(['-e', ''], AbortSignal.abort()), BuildCancelled);
  });
});
