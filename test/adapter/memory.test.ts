/** readMemory equals what rd of the same crash shows, and says where the dump has nothing. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { parseRd } from '../../debug-adapter/commands/rd';
import { AdapterClient } from './support/adapter-client';
import { sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';

const PAGE = 4096n;

describe('memory', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
    await client.open({ ...sampleLaunch() });
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  type Read = NonNullable<P.ReadMemoryResponse['body']>;
  const read = async (memoryReference: string, count: number, offset = 0): Promise<Read> => {
    const response = await client.response('readMemory', { memoryReference, offset, count });
    assert.ok(response.success, response.message);
    return response.body as Read;
  };
  const bytes = ({ data }: Read): Buffer => Buffer.from(data ?? '', 'base64');
  const symbol = async (name: string): Promise<bigint> =>
    BigInt(`0x${/^[0-9a-f]+/.exec(await client.console(`sym ${name}`))?.[0] ?? '0'}`);
  const rd = async (address: bigint, words: number, option = ''): Promise<Buffer> => {
    const shown = parseRd(
      await client.console(`rd -64 ${option} ${address.toString(16)} ${words}`),
    );
    const buffer = Buffer.alloc(shown.length * 8);
    shown.forEach((word, index) => buffer.writeBigUInt64LE(word, index * 8));
    return buffer;
  };
  const hex = (address: bigint): string => `0x${address.toString(16)}`;

  it('equals rd all over the kernel, its modules, vmalloc and the direct map, or both have nothing', async () => {
    const places: [bigint, bigint][] = [
      [await symbol('_stext'), (await symbol('_end')) - (await symbol('_stext'))],
      [await symbol('lab_account'), 0x4000n],
      // The stack of the panicking task lies in vmalloc memory, its task_struct in the direct map.
      [await taskAddress(), 0x200_0000n],
      [await stackAddress(), 0x4000n],
    ];
    let there = 0;
    let missing = 0;
    const random = numbers(7);
    for (let round = 0; round < 120; round++) {
      const [start, size] = places[round % places.length] ?? [0n, 1n];
      const address = (start + (BigInt(random()) % size)) & ~7n;
      const shown = await rd(address, 4);
      const got = await read(hex(address), 32);
      if (shown.length === 32) {
        assert.deepEqual(bytes(got), shown, hex(address));
        there += 1;
      } else {
        assert.ok((got.unreadableBytes ?? 0) > 0, hex(address));
        missing += 1;
      }
    }
    assert.ok(there > 50, `${there} there`);
    assert.ok(missing > 5, `${missing} missing`);
  });

  it('is read by physical address too', async () => {
    const vtop = await client.console(`vtop ${(await symbol('linux_banner')).toString(16)}`);
    const address = BigInt(`0x${/^[0-9a-f]{16} +([0-9a-f]+) *$/m.exec(vtop)?.[1] ?? '0'}`);
    const shown = await rd(address, 16, '-p');
    const got = await read(`phys:${hex(address)}`, 128);
    assert.equal(got.address, `phys:${hex(address)}`);
    assert.match(bytes(got).toString(), /^Linux version/);
    assert.equal(shown.length, 128);
    assert.deepEqual(bytes(got), shown);
  });

  it('takes negative and large offsets, and a count of none', async () => {
    const banner = await symbol('linux_banner');
    assert.match(bytes(await read(hex(banner), 20)).toString(), /^Linux version 6\.1\./);
    for (const far of [0x1_0000_0000n, -0x1000n]) {
      const got = await read(hex(banner - far), 20, Number(far));
      assert.match(bytes(got).toString(), /^Linux version 6\.1\./);
    }
    assert.deepEqual(await read(hex(banner), 0), { address: hex(banner), data: '' });
  });

  it('comes in pieces around what the dump does not have', async () => {
    const start = await symbol('_stext');
    const end = await symbol('_end');
    let address = start;
    let there = 0;
    let holes = 0;
    while (address < end) {
      const got = await read(hex(address), Number(end - address));
      there += bytes(got).length;
      const missing = got.unreadableBytes ?? 0;
      if (missing > 0) {
        holes += 1;
        // The byte before the end of the hole is as unreadable as its first.
        const after = address + BigInt(bytes(got).length + missing);
        assert.equal(bytes(await read(hex(after - 1n), 1)).length, 0);
      }
      address += BigInt(bytes(got).length + missing);
    }
    assert.equal(address, end);
    assert.ok(there > 1 << 20);
    assert.ok(holes > 0, 'no hole');
  });

  it('is refused in words where a reference or a count makes no sense', async () => {
    const refusal = async (args: object): Promise<string> => {
      const response = await client.response('readMemory', args);
      assert.equal(response.success, false);
      return response.message ?? '';
    };
    assert.match(
      await refusal({ memoryReference: 'init_task', count: 8 }),
      /is 0x… for an address/,
    );
    assert.match(await refusal({ memoryReference: '0x10', count: -8 }), /number of bytes/);
    assert.match(await refusal({ memoryReference: '0x10', count: 2 ** 40 }), /At most 128 MB/);
  });

  async function taskAddress(): Promise<bigint> {
    return BigInt(`0x${/TASK: ([0-9a-f]+)/.exec(await client.console('set'))?.[1] ?? '0'}`);
  }

  async function stackAddress(): Promise<bigint> {
    const value = await client.console(
      `struct task_struct.stack ${(await taskAddress()).toString(16)}`,
    );
    return BigInt(/0x[0-9a-f]+/.exec(value)?.[0] ?? '0') & ~(PAGE - 1n);
  }
});

/** The same numbers in every run (a linear congruential generator, 31 bits). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = Number((BigInt(state) * 1_103_515_245n + 12_345n) & 0x7fff_ffffn));
}
