/** The index of a vmlinux's debug info is kept for the next session, and never believed blindly. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { looksWhole } from '../../debug-adapter/reader/gdb-index';
import { AdapterClient } from './support/adapter-client';
import { sampleLaunch, type SampleCrash } from './support/sample';
import { Sandbox } from './support/sandbox';
import { until } from './support/until';

const INDEX = 'b3f8154e6f3292cfb80906262ea538aa8753de4a.gdb-index';

describe('the index cache', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await Sandbox.create();
  });
  afterEach(() => sandbox.assertClean());
  after(() => sandbox.remove());

  const folder = (name: string) =>
    sandbox.path('home', '.cache', 'kernel-crash-debug', 'gdb-index', name);

  /** Opens the sample; gives how often gdb found its index and how often not. */
  async function open(
    crash: SampleCrash,
    more: object = {},
    during: () => Promise<void> = () => Promise.resolve(),
  ): Promise<string> {
    const client = await AdapterClient.begin(sandbox);
    try {
      await client.open({ ...sampleLaunch(crash), ...more });
      await during();
      const result = await client.console('gdb show index-cache');
      const count = (of: string) =>
        new RegExp(`Cache ${of} \\(this session\\): (\\d+)`).exec(result)?.[1];
      return `${count('hits')} found, ${count('misses')} missed`;
    } finally {
      await client.stop();
    }
  }

  it('is filled by the first session and used by the second', async () => {
    const files = folder('gdb-16');
    assert.equal(await open('crashNewest'), '0 found, 1 missed');
    const { length } = await readFile(`${files}/${INDEX}`);
    assert.ok(length > 1e6, `${length} bytes`);
    assert.deepEqual((await readdir(files)).sort(), [INDEX, `${INDEX}.sum`]);
    assert.equal(await open('crashNewest'), '1 found, 0 missed');
  });

  it('is made by the gdb of this machine where crash has an old one', async () => {
    const file = `${folder('gdb-10')}/${INDEX}`;
    const made = () => until('gdb has made it', () => existsSync(file), { milliseconds: 150_000 });
    assert.equal(await open('crash802', {}, made), '0 found, 0 missed');
    assert.equal(await open('crash802'), '1 found, 0 missed');
  }).timeout(240_000);

  it('is made anew where it was damaged', async () => {
    const file = `${folder('gdb-16')}/${INDEX}`;
    const bad = await readFile(file);
    bad.fill(0xff, 1_000_000, 1_004_096);
    await writeFile(file, bad);
    assert.equal(await open('crashNewest'), '0 found, 1 missed');
    assert.ok(looksWhole(await readFile(file)));
  });

  it('is shared by sessions that begin at once', async () => {
    const file = `${folder('gdb-16')}/${INDEX}`;
    await truncate(file);
    await Promise.all([open('crashNewest'), open('crashNewest')]);
    assert.ok(looksWhole(await readFile(file)));
    assert.deepEqual((await readdir(folder('gdb-16'))).sort(), [INDEX, `${INDEX}.sum`]);
  });

  it('is not used where a person does not want it', async () => {
    assert.equal(await open('crashNewest', { indexCache: false }), '0 found, 0 missed');
  });
});
