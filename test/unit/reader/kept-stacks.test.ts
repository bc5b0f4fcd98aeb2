import assert from 'node:assert/strict';
import type { Stack } from '../../../debug-adapter/model/frame';
import { KeptStacks } from '../../../debug-adapter/reader/kept-stacks';

describe('stacks that are kept', () => {
  const stack: Stack = { frames: [], focus: 0 };
  let reads: bigint[];
  let kept: KeptStacks;

  beforeEach(() => {
    reads = [];
    kept = new KeptStacks(2);
  });

  const get = (task: bigint): Promise<Stack> =>
    kept.get(task, () => {
      reads.push(task);
      return Promise.resolve(stack);
    });

  it('are read once for all who ask', async () => {
    const [one, other] = await Promise.all([get(1n), get(1n)]);
    assert.equal(one, other);
    assert.deepEqual(reads, [1n]);
  });

  it('are those that were used last', async () => {
    for (const task of [1n, 2n, 1n, 3n, 1n, 2n]) await get(task);
    assert.deepEqual(reads, [1n, 2n, 3n, 2n]);
  });

  it('are read anew after they could not be read, or were forgotten', async () => {
    const broken = new Error('crash is busy');
    await assert.rejects(
      kept.get(1n, () => Promise.reject(broken)),
      broken,
    );
    await get(1n);
    kept.clear();
    await get(1n);
    assert.deepEqual(reads, [1n, 1n]);
  });
});
