/** A session can end at any moment and in any way, and leaves nothing; nothing else runs with it. */
import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AdapterClient } from './support/adapter-client';
import { sampleFile, sampleLaunch } from './support/sample';
import { sampleFolder } from './support/sample-folder';
import { isAlive, Sandbox } from './support/sandbox';
import { until, within } from './support/until';

/** Takes a minute. */
const LONG_COMMAND = 'dis _stext 300000';
/** Take many seconds, in crash and in gdb; and by when crash must be back after a Ctrl-C, if not hung. */
const LONG_COMMANDS = {
  [LONG_COMMAND]: 20_000,
  'gdb info functions': 20_000,
  'foreach task': 40_000,
};
/** Longer than any machine takes for what waits for nothing, and less than a crash that hangs is given. */
const AT_ONCE_MS = 15_000;
const CLEAN_EXIT = { status: 0, signal: null };
const CRASH_NAME = /^kernel-crash-debug-\w+$/;

let sandbox: Sandbox;

async function openSample(): Promise<{ client: AdapterClient; crash: number }> {
  const client = await AdapterClient.begin(sandbox);
  await client.open(sampleLaunch());
  const { crashPid } = await client.ask('kernelCrash/sessionInfo', {});
  assert.ok(crashPid !== undefined);
  return { client, crash: crashPid };
}

/** A launch under way, and its response to come. */
async function startLaunch() {
  const client = await AdapterClient.begin(sandbox);
  const launch = client.response('launch', sampleLaunch());
  launch.catch(() => undefined);
  return { client, launch, seq: client.seq };
}

/** Sends a command that takes long, and waits until crash works on it. */
async function evaluateLong(client: AdapterClient, expression: string) {
  const answer = client.response('evaluate', { expression, context: 'repl' });
  answer.catch(() => undefined);
  const seq = client.seq;
  await delay(250);
  return { answer, seq };
}

describe('a session', () => {
  beforeEach(async () => {
    sandbox = await Sandbox.create();
  });

  afterEach(async () => {
    await sandbox.remove();
  });

  describe('ending while crash starts', () => {
    for (const milliseconds of [0, 50, 300, 1000]) {
      it(`disconnect after ${milliseconds} ms`, async () => {
        const { client, launch } = await startLaunch();
        await delay(milliseconds);
        const from = performance.now();
        assert.deepEqual(await client.end(), CLEAN_EXIT);
        assert.ok(performance.now() - from < AT_ONCE_MS, 'it took too long');
        assert.equal((await launch).success, false);
        assert.deepEqual(client.eventsNamed('stopped'), []);
        await sandbox.assertClean();
      });
    }

    it('terminate', async () => {
      const { client, launch } = await startLaunch();
      await until('crash runs', () => sandbox.tools().length > 0);
      assert.equal((await client.response('terminate')).success, true);
      assert.equal((await launch).success, false);
      await client.event('terminated');
      assert.deepEqual(sandbox.tools(), []);
      assert.deepEqual(await client.end(), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('cancel of the launch request', async () => {
      const { client, launch, seq } = await startLaunch();
      await until('crash runs', () => sandbox.tools().length > 0);
      assert.equal((await client.response('cancel', { requestId: seq })).success, true);
      assert.equal((await launch).message, 'cancelled');
      await client.event('terminated');
      await until('crash is gone', () => sandbox.tools().length === 0);
      assert.deepEqual(await client.end(), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('cancel of the progress that is shown', async () => {
      const { client, launch } = await startLaunch();
      const { progressId } = (await client.event('progressStart')).body as { progressId: string };
      await until('crash runs', () => sandbox.tools().length > 0);
      assert.equal((await client.response('cancel', { progressId })).success, true);
      assert.equal((await launch).message, 'The session was stopped while crash was starting.');
      await client.event('terminated');
      await client.event('progressEnd');
      assert.deepEqual(sandbox.tools(), []);
      assert.deepEqual(await client.end(), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('SIGTERM', async () => {
      const { client } = await startLaunch();
      await until('crash runs', () => sandbox.tools().length > 0);
      client.signal('SIGTERM');
      assert.deepEqual(await within('it exits', client.exited), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('a client that is gone', async () => {
      const { client } = await startLaunch();
      await until('crash runs', () => sandbox.tools().length > 0);
      client.closeInput();
      assert.deepEqual(await within('it exits', client.exited), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('crash stopped by SIGSTOP', async () => {
      const { client } = await startLaunch();
      await until('crash is stopped', () => sandbox.tools().filter(stopped).length > 0);
      assert.deepEqual(await client.end(), CLEAN_EXIT);
      await sandbox.assertClean();
    });
  });

  describe('ending in mid-session', () => {
    it('shows what crash gathers while it starts, and ends that progress', async () => {
      const { client } = await openSample();
      assert.equal(client.progress[0], 'reading the dump header…');
      assert.ok(client.progress.some((step) => /gathering|starting crash/.test(step)));
      assert.equal(client.eventsNamed('progressStart').length, 1);
      assert.equal(client.eventsNamed('progressEnd').length, 1);
      assert.deepEqual(await client.end(), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('keeps all its files in one directory that nobody else can read', async () => {
      const { client } = await openSample();
      const [name = '', ...others] = await readdir(sandbox.temporary);
      assert.match(name, CRASH_NAME);
      assert.deepEqual(others, []);
      const { mode } = await stat(path.join(sandbox.temporary, name));
      assert.equal(mode & 0o777, 0o700);
      await client.end();
      await sandbox.assertClean();
    });

    it('crash killed while it is idle: a message, and the end', async () => {
      const { client, crash } = await openSample();
      process.kill(crash, 'SIGKILL');
      await client.event('terminated');
      assert.deepEqual(
        client.failures.map(({ id }) => id),
        ['crash-died'],
      );
      const told = client.outputs.filter(({ output }) =>
        output.startsWith(
          'crash has ended in the middle of the session. crash was ended by signal 9.',
        ),
      );
      assert.equal(told.length, 1);
      assert.deepEqual(await within('it exits', client.exited), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('crash killed while it answers: the request fails in words', async () => {
      const { client, crash } = await openSample();
      const { answer } = await evaluateLong(client, LONG_COMMAND);
      const waiting = client.response('evaluate', { expression: 'eval 1', context: 'repl' });
      waiting.catch(() => undefined);
      process.kill(crash, 'SIGKILL');
      const response = await answer;
      assert.equal(response.success, false);
      assert.match(response.message ?? '', /^crash was ended by signal 9\.$/);
      assert.equal((await waiting).success, false);
      await client.event('terminated');
      assert.deepEqual(
        client.failures.map(({ id }) => id),
        ['crash-died'],
      );
      assert.deepEqual(await within('it exits', client.exited), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('crash stopped by SIGSTOP, then disconnect', async () => {
      const { client, crash } = await openSample();
      process.kill(crash, 'SIGSTOP');
      assert.deepEqual(await client.end(), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('disconnect while it answers', async () => {
      const { client } = await openSample();
      await evaluateLong(client, LONG_COMMAND);
      assert.deepEqual(await client.end(), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      it(`the adapter told to end by ${signal}`, async () => {
        const { client } = await openSample();
        client.signal(signal);
        assert.deepEqual(await within('it exits', client.exited), CLEAN_EXIT);
        await sandbox.assertClean();
      });
    }

    it('a client that closes its end', async () => {
      const { client } = await openSample();
      client.closeInput();
      assert.deepEqual(await within('it exits', client.exited), CLEAN_EXIT);
      await sandbox.assertClean();
    });

    it('the adapter killed: crash dies, and the next session sweeps what it left', async () => {
      const { client, crash } = await openSample();
      client.signal('SIGKILL');
      await client.exited;
      await until('crash is gone', () => !isAlive(crash));
      assert.equal((await sandbox.sessionDirectories()).length, 1);
      const next = await openSample();
      assert.equal((await sandbox.sessionDirectories()).length, 1);
      await next.client.end();
      await sandbox.assertClean();
    });

    it('the adapter killed while crash cannot die: the next session ends it', async () => {
      const { client, crash } = await openSample();
      process.kill(crash, 'SIGSTOP');
      client.signal('SIGKILL');
      await client.exited;
      const next = await openSample();
      await until('crash is gone', () => !isAlive(crash));
      await next.client.end();
      await sandbox.assertClean();
    });
  });

  describe('cancel', () => {
    it('ends a command of the Debug Console, and the session goes on', async () => {
      const { client, crash } = await openSample();
      for (const [command, limit] of Object.entries(LONG_COMMANDS)) {
        const { answer, seq } = await evaluateLong(client, command);
        const from = performance.now();
        assert.equal((await client.response('cancel', { requestId: seq })).success, true);
        const response = await answer;
        assert.equal(response.message, 'cancelled', command);
        assert.ok(performance.now() - from < AT_ONCE_MS, 'it is answered at once');
        assert.match(await client.console('eval 21 + 21'), /decimal: 42/);
        const milliseconds = performance.now() - from;
        assert.ok(milliseconds < limit, `crash is back after ${Math.round(milliseconds)} ms`);
        assert.match(await client.console('bt 57'), /^PID: 57 .*"lab-dstate"/);
      }
      assert.ok(isAlive(crash));
      assert.deepEqual(client.failures, []);
      await client.end();
      await sandbox.assertClean();
    }).timeout(180_000);

    it('withdraws a request that waits behind another', async () => {
      const { client } = await openSample();
      const long = await evaluateLong(client, LONG_COMMAND);
      const waiting = client.response('evaluate', { expression: 'eval 1', context: 'repl' });
      const from = performance.now();
      await client.response('cancel', { requestId: client.seq });
      assert.equal((await waiting).message, 'cancelled');
      assert.ok(performance.now() - from < AT_ONCE_MS);
      await client.response('cancel', { requestId: long.seq });
      assert.equal((await long.answer).message, 'cancelled');
      assert.equal((await client.threads()).length, 56);
      await client.end();
      await sandbox.assertClean();
    });

    it('of what is over, or never was, is no error', async () => {
      const { client } = await openSample();
      assert.equal((await client.response('cancel', { requestId: 1 })).success, true);
      assert.equal((await client.response('cancel', { requestId: 4711 })).success, true);
      assert.equal((await client.response('cancel', { progressId: 'nothing' })).success, true);
      // Its progress has ended with the start.
      const progressId = 'kernel-crash-start';
      assert.equal((await client.response('cancel', { progressId })).success, true);
      assert.equal((await client.threads()).length, 56);
      await client.end();
      await sandbox.assertClean();
    });
  });

  describe('many at once', () => {
    it('two sessions do not disturb each other', async () => {
      const [one, other] = await Promise.all([openSample(), openSample()]);
      assert.notEqual(one.crash, other.crash);
      assert.equal((await sandbox.sessionDirectories()).length, 2);
      const [stack, same] = await Promise.all([one.client.stack(1), other.client.stack(1)]);
      assert.deepEqual(
        stack.map(({ name }) => name),
        same.map(({ name }) => name),
      );
      await one.client.end();
      assert.ok(isAlive(other.crash));
      assert.equal((await other.client.threads()).length, 56);
      await other.client.end();
      await sandbox.assertClean();
    });

    it('each of 200 requests sent in one go is answered, once', async () => {
      const { client } = await openSample();
      const threads = await client.threads();
      const answers = Array.from({ length: 200 }, (_, index) => {
        const threadId = threads[index % threads.length]?.id;
        switch (index % 4) {
          case 0:
            return client.response('threads');
          case 1:
            return client.response('evaluate', { expression: `eval ${index}`, context: 'repl' });
          default:
            return client.response('stackTrace', {
              threadId,
              startFrame: 0,
              levels: 1 + (index % 5),
            });
        }
      });
      const responses = await Promise.all(answers);
      assert.deepEqual(
        responses.filter(({ success }) => !success),
        [],
      );
      const answered = client.responses().map((response) => response.request_seq);
      assert.equal(new Set(answered).size, answered.length);
      const numbers = client.outputs
        .map(({ output }) => /^ +decimal: (\d+)/m.exec(output)?.[1])
        .filter((digits) => digits !== undefined)
        .map(Number);
      assert.deepEqual(
        numbers,
        Array.from({ length: 50 }, (_, index) => 4 * index + 1),
      );
      await client.end();
      await sandbox.assertClean();
    });
  });

  describe('paths and folders that try to run something', () => {
    const NAMES = [
      'with blanks  in it',
      `quotes ' and "`,
      '$(touch hit) `touch hit`',
      ';touch hit;|>x',
      'größe 大きさ 💥',
    ];

    for (const name of NAMES) {
      it(`a sample in the folder ${name}`, async () => {
        const launch = await sampleFolder(sandbox, name);
        await mkdir(sandbox.path(`modules ${name}`));
        await rename(
          sandbox.path(name, 'labcrash.ko'),
          sandbox.path(`modules ${name}`, 'labcrash.ko'),
        );
        const client = await AdapterClient.begin(sandbox);
        const modulePaths = [sandbox.path(`modules ${name}`)];
        const stopped = await client.open({ ...launch, modulePaths });
        const frames = await client.stack(stopped.threadId ?? 0);
        assert.ok(
          frames.some((frame) => frame.name === 'lab_account [labcrash]' && frame.line === 54),
        );
        const [module] = (await client.modulesRequest({})).body.modules;
        assert.equal(module?.symbolFilePath, sandbox.path(`modules ${name}`, 'labcrash.ko'));
        await client.end();
        assert.deepEqual(await filesNamed('hit'), []);
        await sandbox.assertClean();
      });
    }

    it('a TMPDIR with blanks and quotes', async () => {
      const folder = sandbox.path('tmp', `a b'c "d"`);
      await mkdir(folder);
      const client = await AdapterClient.begin(sandbox, { env: { TMPDIR: folder } });
      const { threadId } = await client.open(sampleLaunch());
      const frames = await client.stack(threadId ?? 0);
      assert.ok(frames.some(({ name, line }) => name.startsWith('lab_account') && line === 54));
      await client.end();
      assert.deepEqual(await readdir(folder), []);
    });

    it('hostile .crashrc, .gdbinit, .inputrc and programs in the working directory and at home', async () => {
      const workspace = sandbox.path('workspace');
      await mkdir(workspace);
      const hit = sandbox.path('hit');
      for (const folder of [workspace, sandbox.home]) {
        await writeFile(path.join(folder, '.crashrc'), `!touch ${hit}-crashrc\nset gdb on\n`);
        await writeFile(path.join(folder, '.gdbinit'), `shell touch ${hit}-gdbinit\n`);
        await writeFile(path.join(folder, '.inputrc'), '"\\C-j": "!touch hit-inputrc\\n"\n');
        for (const program of ['crash', 'eu-addr2line', 'xz', 'sh']) {
          const file = path.join(folder, program);
          await writeFile(file, `#!/bin/sh\ntouch ${hit}-${program}\n`, { mode: 0o755 });
        }
        await copyFile(sampleFile('labcrash.c'), path.join(folder, 'labcrash.c'));
      }
      const client = await AdapterClient.begin(sandbox, {
        cwd: workspace,
        // An empty entry of the PATH, and a dot, mean the working directory.
        env: { PATH: `.::${process.env['PATH'] ?? ''}`, CRASHRC: path.join(workspace, '.crashrc') },
      });
      const { threadId } = await client.open(sampleLaunch());
      const frames = await client.stack(threadId ?? 0);
      assert.ok(frames.some(({ name, line }) => name.startsWith('lab_account') && line === 54));
      assert.match(await client.console('eval 5'), /decimal: 5/);
      await client.end();
      assert.deepEqual(await filesNamed('hit'), []);
      await sandbox.assertClean();
    });

    async function filesNamed(start: string): Promise<string[]> {
      const names = await readdir(sandbox.root, { recursive: true });
      return names.filter((name) => path.basename(name).startsWith(start));
    }
  });

  it('a trace records what was sent and answered, and nothing else is written', async () => {
    const trace = sandbox.path('trace.txt');
    const client = await AdapterClient.begin(sandbox);
    await client.open({ ...sampleLaunch(), trace });
    await client.console('eval 6 + 1');
    await client.end();
    const text = await readFile(trace, 'utf8');
    assert.match(text, /ms send\neval 6 \+ 1 > a\d+\n/);
    assert.match(text, /ms answer\nhexadecimal: 7/);
    await sandbox.assertClean();
  });
});

/** Stops a process; one that was only asked for its version may be gone by now. */
function stopped(id: number): boolean {
  try {
    process.kill(id, 'SIGSTOP');
    return true;
  } catch {
    return false;
  }
}
