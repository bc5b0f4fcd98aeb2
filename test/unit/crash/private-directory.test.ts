import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { PrivateDirectory, sweepAbandoned } from '../../../debug-adapter/crash/private-directory';

describe('the private directory of a session', () => {
  let parent: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    parent = await fs.mkdtemp(path.join(os.tmpdir(), 'private-directory-test-'));
  });

  afterEach(async () => {
    children.splice(0).forEach((child) => child.kill('SIGKILL'));
    await fs.rm(parent, { recursive: true, force: true });
  });

  /** A directory as a session leaves it, with an owner file of our choice. */
  async function leftBehind(owner: string | undefined, name = 'abc'): Promise<string> {
    const directory = path.join(parent, `kernel-crash-debug-${name}`);
    await fs.mkdir(directory, { mode: 0o700 });
    await fs.writeFile(path.join(directory, 'a1'), 'answer');
    if (owner !== undefined) {
      await fs.writeFile(path.join(directory, 'owner'), owner);
    }
    return directory;
  }

  async function exists(file: string): Promise<boolean> {
    return fs.lstat(file).then(
      () => true,
      () => false,
    );
  }

  async function age(file: string, minutes: number): Promise<void> {
    const then = Date.now() / 1000 - minutes * 60;
    await fs.utimes(file, then, then);
  }

  async function sweeps(expected: { directories: number; processes?: number }): Promise<void> {
    assert.deepEqual(await sweepAbandoned(parent), { processes: 0, ...expected });
  }

  it('is nobody else’s, and has no blank in its name', async () => {
    const directory = await PrivateDirectory.create(parent);
    assert.equal((await fs.stat(directory.path)).mode & 0o777, 0o700);
    assert.doesNotMatch(path.basename(directory.path), /\s/);
    await directory.remove();
    assert.equal(await exists(directory.path), false);
    await directory.remove();
  });

  it('leads to files of any name through links of its own', async () => {
    const target = path.join(parent, 'my dump (1).vmcore');
    await fs.writeFile(target, 'x');
    const directory = await PrivateDirectory.create(parent);
    assert.equal(await directory.link('vmcore', target), 'vmcore');
    assert.equal(await fs.readFile(directory.file('vmcore'), 'utf8'), 'x');
    directory.removeNow();
    assert.equal(await fs.readFile(target, 'utf8'), 'x');
  });

  it('gives each file another name', async () => {
    const directory = await PrivateDirectory.create(parent);
    const names = [directory.freshName('m', '.ko'), directory.freshName('m', '.ko')];
    assert.deepEqual(names, ['m1.ko', 'm2.ko']);
  });

  describe('sweeping', () => {
    it('keeps that of a living session', async () => {
      const directory = await PrivateDirectory.create(parent);
      await age(directory.path, 100);
      await sweeps({ directories: 0 });
      assert.ok(await exists(directory.path));
    });

    it('removes that of a session that was killed', async () => {
      const ended = spawn(process.execPath, ['-e', '']);
      await once(ended, 'exit');
      const directory = await leftBehind(JSON.stringify({ pid: ended.pid, started: '12345' }));
      await sweeps({ directories: 1 });
      assert.equal(await exists(directory), false);
    });

    it('is not misled by a pid that another process has now', async () => {
      const directory = await leftBehind(JSON.stringify({ pid: process.pid, started: '1' }));
      await sweeps({ directories: 1 });
      assert.equal(await exists(directory), false);
    });

    it('ends a crash that still works in it, and only that', async () => {
      const directory = await leftBehind(JSON.stringify({ pid: 1, started: 'never' }));
      const inside = spawn('sleep', ['60'], { cwd: directory, stdio: 'ignore' });
      const outside = spawn('sleep', ['60'], { cwd: parent, stdio: 'ignore' });
      children.push(inside, outside);
      await Promise.all([once(inside, 'spawn'), once(outside, 'spawn')]);
      const exit = once(inside, 'exit');
      await sweeps({ directories: 1, processes: 1 });
      assert.deepEqual(await exit, [null, 'SIGKILL']);
      assert.equal(outside.exitCode ?? outside.signalCode, null);
      assert.equal(await exists(directory), false);
    });

    it('gives one that has no owner yet its time', async () => {
      for (const owner of [undefined, '', '{"pid":', '{}', '{"pid":"1","started":5}', 'null']) {
        const directory = await leftBehind(owner);
        await sweeps({ directories: 0 });
        await age(directory, 2);
        await sweeps({ directories: 1 });
        assert.equal(await exists(directory), false);
      }
    });

    it('touches nothing else', async () => {
      const foreign = path.join(parent, 'kernel-crash-debugger');
      await fs.mkdir(foreign);
      await age(foreign, 100);
      const file = path.join(parent, 'kernel-crash-debug-file');
      await fs.writeFile(file, 'x');
      await age(file, 100);
      await sweeps({ directories: 0 });
      assert.ok((await exists(foreign)) && (await exists(file)));
    });

    it('follows no link', async () => {
      const precious = path.join(parent, 'precious');
      await fs.mkdir(precious);
      await fs.writeFile(
        path.join(precious, 'owner'),
        JSON.stringify({ pid: 1, started: 'never' }),
      );
      await fs.symlink(precious, path.join(parent, 'kernel-crash-debug-link'));
      await sweeps({ directories: 0 });
      assert.ok(await exists(path.join(precious, 'owner')));

      const directory = await leftBehind(JSON.stringify({ pid: 1, started: 'never' }));
      await fs.symlink(precious, path.join(directory, 'vmcore'));
      await sweeps({ directories: 1 });
      assert.equal(await exists(directory), false);
      assert.ok(await exists(path.join(precious, 'owner')));
    });

    it('of a folder that is not there finds nothing', async () => {
      assert.deepEqual(await sweepAbandoned(path.join(parent, 'no')), {
        directories: 0,
        processes: 0,
      });
    });
  });
});
