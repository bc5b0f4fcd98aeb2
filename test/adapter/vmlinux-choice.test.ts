/** Which vmlinux a session takes: where it looks, what it unpacks and whom it asks. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { AdapterClient, type AdapterOptions } from './support/adapter-client';
import { failureEvent } from './support/failure-event';
import { FileServer } from './support/file-server';
import { writePatched } from '../support/patched-file';
import { sampleFile, sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';

const BUILD_ID = 'b3f8154e6f3292cfb80906262ea538aa8753de4a';
const OTHER_ID = BUILD_ID.replace(/^b3/, 'b4');

describe('the choice of vmlinux', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;

  beforeEach(async () => {
    sandbox = await Sandbox.create();
    await mkdir(sandbox.path('dump'));
    // Alone in its folder: nothing lies beside it.
    await symlink(sampleFile('vmcore'), sandbox.path('dump', 'vmcore'));
  });

  afterEach(async () => {
    await client?.stop();
    await sandbox.assertClean();
    await sandbox.remove();
  });

  const begin = async (options: AdapterOptions = {}): Promise<AdapterClient> =>
    (client = await AdapterClient.begin(sandbox, options));
  const launch = () => ({
    ...sampleLaunch(),
    vmcore: sandbox.path('dump', 'vmcore'),
    vmlinux: undefined,
    // Without a vmlinux the log would still be shown.
    minimal: 'never',
  });
  const opened = async () => (await client.ask('kernelCrash/sessionInfo', {})).vmlinux;

  it('is found by build ID in a folder like /usr/lib/debug that a person names', async () => {
    const folder = sandbox.path('debug', '.build-id', BUILD_ID.slice(0, 2));
    await mkdir(folder, { recursive: true });
    const file = `${folder}/${BUILD_ID.slice(2)}.debug`;
    await symlink(sampleFile('vmlinux'), file);
    await begin();
    await client.open({ ...launch(), vmlinuxPaths: [sandbox.path('debug')] });
    assert.equal(await opened(), file);
  });

  it('is unpacked once, into a cache, and judged by its content', async () => {
    const packed = sandbox.path('dump', 'vmlinux-6.1.176-tiny.zst');
    execFileSync('zstd', ['-q1', sampleFile('vmlinux'), '-o', packed]);
    const cache = sandbox.path('home', '.cache', 'kernel-crash-debug', 'vmlinux');
    await begin();
    await client.open(launch());
    const first = (await opened()) ?? '';
    assert.ok(first.startsWith(`${cache}/`), first);
    const [name, sign] = await readdir(cache);
    assert.equal(sign, `${name}.used-by-${client.pid}`);
    await client.stop();
    // As a person names it; the second time nothing has to be unpacked.
    const { ino } = await stat(first);
    await begin();
    await client.open({ ...launch(), vmlinux: packed });
    assert.equal(await opened(), first);
    assert.equal((await stat(first)).ino, ino);
  });

  it('is asked for by build ID at a server that a person has set, and at no other time', async () => {
    const server = await FileServer.start({
      [`/buildid/${BUILD_ID}/debuginfo`]: sampleFile('vmlinux'),
    });
    try {
      const env = { DEBUGINFOD_URLS: undefined };
      await begin({ env });
      await client.response('launch', launch());
      assert.deepEqual(server.asked, []);
      assert.equal(failureEvent(client).id, 'vmlinux-not-found');
      await client.stop();
      await begin({ env });
      await client.open({ ...launch(), debuginfodUrls: [server.address] });
      assert.match((await opened()) ?? '', /debuginfod_client\/b3f8154e\w+\/debuginfo$/);
      assert.deepEqual(server.asked, [`/buildid/${BUILD_ID}/debuginfo`]);
    } finally {
      await server.stop();
    }
  });

  it('can be cancelled while a server keeps it waiting', async () => {
    const server = await FileServer.start({});
    server.silent = true;
    try {
      await begin({ env: { DEBUGINFOD_URLS: server.address } });
      const answer = client.response('launch', launch());
      await server.waitForRequest();
      await client.stop();
      assert.equal((await answer.catch(() => undefined))?.success ?? false, false);
    } finally {
      await server.stop();
    }
  });

  it('that is of another build at the same addresses is refused and offered, then used', async () => {
    const other = sandbox.path('dump', 'vmlinux');
    const ids = [BUILD_ID, OTHER_ID].map((id) => Buffer.from(id, 'hex'));
    await writePatched(sampleFile('vmlinux'), other, ids[0] ?? Buffer.of(), ids[1] ?? Buffer.of());
    await begin();
    await client.response('launch', { ...launch(), vmlinux: other });
    const { id, why, remedy, actions, rescue } = failureEvent(client);
    assert.equal(id, 'vmlinux-mismatch');
    assert.ok(why.includes(BUILD_ID) && why.includes(OTHER_ID), why);
    assert.match(remedy, /all \d+ symbols that the dump names are just where the dump has them/);
    assert.equal(actions[0], 'use-vmlinux-anyway');
    assert.equal(rescue, other);
    await client.stop();
    await begin();
    await client.open({ ...launch(), vmlinux: rescue, acceptVmlinux: true });
    const { lacks } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(lacks[0]?.id, 'other-vmlinux');
  });

  it('that is stripped, split or packed for a newer crash is refused with the reason', async () => {
    const file = sandbox.path('dump', 'vmlinux');
    const cases: readonly (readonly [readonly string[], string, RegExp])[] = [
      [['--strip-debug'], 'vmlinux-no-debug-info', /has no debug info \(\.debug_info\)/],
      [['--only-keep-debug'], 'vmlinux-unusable', /has only the debug info of a vmlinux/],
      [
        ['--compress-debug-sections=zstd'],
        'vmlinux-unusable',
        /packed with zstd, which crash 8 does not read/,
      ],
    ];
    for (const [options, id, reason] of cases) {
      execFileSync('objcopy', [...options, sampleFile('vmlinux'), file]);
      await begin();
      await client.response('launch', {
        ...launch(),
        crashPath: sampleLaunch('crash806').crashPath,
      });
      const failure = failureEvent(client);
      assert.equal(failure.id, id);
      assert.match(failure.why, reason);
      assert.notEqual(failure.remedy, '');
      await client.stop();
    }
  });

  it('that is not to be had is named with the package that has it', async () => {
    const debian = sandbox.path('dump', 'debian');
    await copyFile(sampleFile('vmcore'), debian);
    await writeFile(sandbox.path('dump', 'vmlinux-other'), 'text');
    await begin({ env: { DEBUGINFOD_URLS: undefined } });
    await client.response('launch', { ...launch(), vmcore: debian });
    const { why, remedy } = failureEvent(client);
    assert.match(
      why,
      new RegExp(`build ID ${BUILD_ID} \\(6\\.1\\.176-tiny\\)\\. .*is a text file`),
    );
    assert.match(remedy, /top of the tree in which this kernel was built/);
  });
});
