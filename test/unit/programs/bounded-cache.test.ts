import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BoundedCache } from '../../../debug-adapter/programs/bounded-cache';

describe('a bounded cache', () => {
  let folder = '';
  let cache: BoundedCache;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bounded-cache-'));
    cache = new BoundedCache(folder, 250);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const add = (name: string) => cache.add(name, (draft) => writeFile(draft, Buffer.alloc(100)));
  const age = (name: string, seconds: number) => {
    const time = new Date(Date.now() - seconds * 1000);
    return utimes(join(folder, name), time, time);
  };
  const files = async () => (await readdir(folder)).filter((name) => !name.includes('.')).sort();

  it('gives back what was made, and nothing that was not', async () => {
    assert.equal(await cache.use('a'), undefined);
    const file = await add('a');
    assert.equal(await cache.use('a'), file);
    assert.deepEqual((await readdir(folder)).sort(), ['a', `a.used-by-${process.pid}`]);
  });

  it('lets those go first that were not used for the longest time', async () => {
    for (const name of ['a', 'b', 'c']) await add(name);
    for (const name of ['a', 'b', 'c']) await cache.release(name);
    await age('a', 10);
    await age('b', 30);
    await age('c', 20);
    await cache.trim();
    assert.deepEqual(await files(), ['a', 'c']);
  });

  it('keeps what a living process uses, and forgets dead ones', async () => {
    for (const name of ['a', 'b', 'c']) await add(name);
    assert.deepEqual(await files(), ['a', 'b', 'c']);
    const { pid } = spawnSync('true');
    await cache.release('b');
    await writeFile(join(folder, `b.used-by-${pid}`), '');
    await writeFile(join(folder, `d.draft-${pid}`), '');
    await cache.trim();
    assert.deepEqual(await files(), ['a', 'c']);
    assert.ok((await readdir(folder)).every((name) => !name.endsWith(`-${pid}`)));
  });

  it('has nothing of what could not be made', async () => {
    const failing = cache.add('a', async (draft) => {
      await writeFile(draft, 'half');
      throw new Error('no more');
    });
    await assert.rejects(failing, /no more/);
    assert.deepEqual(await readdir(folder), []);
  });
});
