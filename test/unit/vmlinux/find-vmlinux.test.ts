import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { VmlinuxQuery } from '../../../debug-adapter/vmlinux/vmlinux-query';
import { findVmlinux } from '../../../debug-adapter/vmlinux/find-vmlinux';
import { vmlinux } from './synthetic-elf';

const WANTED = 'b3f8154e6f3292cfb80906262ea538aa8753de4a';
const OTHER = '2148e10924dc7b15e93565e4b0991594e8a922eb';
const RELEASE = '6.1.0-50-amd64';

describe('findVmlinux', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'find-vmlinux-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = async (path: string, bytes: Buffer | string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const find = async (query: Partial<VmlinuxQuery>) => {
    const places = { beside: join(folder, 'dump'), folders: [join(folder, 'work')], root: folder };
    const { found, rejected } = await findVmlinux({ ...places, ...query });
    return {
      found: found && `${found.path.slice(folder.length + 1)} by ${found.matchedBy}`,
      rejected: rejected.map(({ path, cause }) => `${path.slice(folder.length + 1)}: ${cause}`),
      reasons: rejected.map(({ reason }) => reason),
    };
  };

  it('takes the one with the build ID and says both ids of another', async () => {
    await put('dump/vmlinux', vmlinux(OTHER));
    await put('work/vmlinux-debug', vmlinux(WANTED));
    const { found, rejected, reasons } = await find({ buildId: WANTED, release: RELEASE });
    assert.equal(found, 'work/vmlinux-debug by buildId');
    assert.deepEqual(rejected, ['dump/vmlinux: buildId']);
    assert.ok(reasons[0]?.includes(OTHER) && reasons[0].includes(WANTED));
  });

  it('never takes another build, whatever its name', async () => {
    await put(`dump/vmlinux-${RELEASE}`, vmlinux(OTHER));
    await put(`boot/vmlinux-${RELEASE}`, vmlinux());
    const { found, rejected } = await find({ buildId: WANTED, release: RELEASE });
    assert.equal(found, undefined);
    assert.deepEqual(rejected, [
      `dump/vmlinux-${RELEASE}: buildId`,
      `boot/vmlinux-${RELEASE}: buildId`,
    ]);
  });

  it('knows the places of distributions', async () => {
    const places = [
      `usr/lib/debug/.build-id/b3/${WANTED.slice(2)}.debug`,
      `usr/lib/debug/boot/vmlinux-${RELEASE}`,
      `usr/lib/debug/lib/modules/${RELEASE}/vmlinux`,
      `usr/lib/debug/usr/lib/modules/${RELEASE}/vmlinux`,
      `lib/modules/${RELEASE}/build/vmlinux`,
      `boot/vmlinux-${RELEASE}`,
    ];
    for (const place of places) await put(place, vmlinux(WANTED));
    for (const place of places) {
      const { found } = await find({ buildId: WANTED, release: RELEASE });
      assert.equal(found, `${place} by buildId`);
      await rm(join(folder, place));
    }
  });

  it('goes by the release when the dump has no build ID', async () => {
    await put('dump/vmlinux-6.12.107', vmlinux());
    await put(`dump/vmlinux-${RELEASE}`, vmlinux(OTHER));
    const { found } = await find({ release: RELEASE });
    assert.equal(found, `dump/vmlinux-${RELEASE} by release`);
    const other = await find({ release: '5.10.0' });
    assert.equal(other.found, undefined);
  });

  it('takes a single unnamed one beside the dump when nothing speaks against it', async () => {
    await put('dump/vmlinux', vmlinux());
    assert.equal((await find({ release: RELEASE })).found, 'dump/vmlinux by only');
    assert.equal((await find({})).found, 'dump/vmlinux by only');
    await put('dump/vmlinux.other', vmlinux());
    assert.deepEqual((await find({})).rejected, [
      'dump/vmlinux: release',
      'dump/vmlinux.other: release',
    ]);
  });

  it('rejects stripped, packed, foreign and broken ones with the reason', async () => {
    await put('dump/vmlinux', vmlinux(WANTED, { debug: false }));
    await put('dump/vmlinux-arm', vmlinux(WANTED, { machine: 183 }));
    await put('dump/vmlinux.txt2', 'text');
    await put('dump/vmlinux.xz', Buffer.from('fd377a585a00', 'hex'));
    await put('dump/vmlinux.o', 'never looked at');
    const { found, rejected } = await find({ buildId: WANTED, machine: 'x86_64' });
    assert.equal(found, undefined);
    assert.deepEqual(rejected, [
      'dump/vmlinux: debugInfo',
      'dump/vmlinux-arm: machine',
      'dump/vmlinux.txt2: unusable',
      'dump/vmlinux.xz: packed',
    ]);
  });

  it('looks at a file once, however many links lead to it', async () => {
    await put('dump/vmlinux', vmlinux(OTHER));
    await symlink('vmlinux', join(folder, 'dump/vmlinux-link'));
    await symlink('vmlinux-loop', join(folder, 'dump/vmlinux-loop'));
    assert.deepEqual((await find({ buildId: WANTED })).rejected, ['dump/vmlinux: buildId']);
  });

  it('is not led elsewhere by the release of a dump', async () => {
    await put('secret/vmlinux', vmlinux());
    assert.equal((await find({ release: '../../secret' })).found, undefined);
  });
});
