/** On a Debian kernel: memory equals rd, and code objdump's, forward and backward. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { parseRd } from '../../debug-adapter/commands/rd';
import { DapClient } from '../support/dap-client';
import { objdump } from '../support/objdump';
import { ensureNewestCrash } from '../support/provision/debian-crash.mjs';
import { ensureForm, type DumpForm } from './dumps';

const FUNCTIONS = 20;
/** Instructions of each. */
const COUNT = 100;
const ADDRESSES = 200;

describe('memory and code of 6.12-zstd', () => {
  let dump: DumpForm;
  let client: DapClient;

  before(async () => {
    dump = await ensureForm('6.12-zstd');
    client = await DapClient.start();
    const { vmcore, vmlinux } = dump;
    await client.open({ vmcore, vmlinux, crashPath: (await ensureNewestCrash()).path });
  });

  after(() => client?.stop());

  const symbol = async (name: string): Promise<bigint> =>
    BigInt(`0x${/^[0-9a-f]+/.exec(await client.console(`sym ${name}`))?.[0] ?? '0'}`);
  const hex = (address: bigint): string => `0x${address.toString(16)}`;
  const disassemble = async (
    memoryReference: string,
    instructionOffset: number,
  ): Promise<P.DisassembledInstruction[]> => {
    const args = { memoryReference, instructionOffset, instructionCount: COUNT };
    const body = (await client.disassembleRequest(args)).body;
    return body?.instructions ?? [];
  };

  it('memory equals rd', async () => {
    const task = BigInt(`0x${/TASK: ([0-9a-f]+)/.exec(await client.console('set'))?.[1] ?? '0'}`);
    const places: readonly (readonly [bigint, bigint])[] = [
      [await symbol('_stext'), (await symbol('_end')) - (await symbol('_stext'))],
      [task & ~0xff_ffffn, 0x100_0000n],
    ];
    let there = 0;
    let missing = 0;
    const random = numbers(11);
    for (let round = 0; round < ADDRESSES; round++) {
      const [start, size] = places[round % places.length] ?? [0n, 1n];
      const address = (start + (BigInt(random()) % size)) & ~7n;
      const shown = parseRd(await client.console(`rd -64 ${address.toString(16)} 8`));
      const args = { memoryReference: hex(address), count: 64 };
      const read = await client.customRequest('readMemory', args);
      const body = read.body as P.ReadMemoryResponse['body'];
      const bytes = Buffer.from(body?.data ?? '', 'base64');
      if (shown.length === 8) {
        const words = Array.from({ length: 8 }, (_, index) => bytes.readBigUInt64LE(index * 8));
        assert.deepEqual(words, shown, hex(address));
        there += 1;
      } else {
        assert.ok((body?.unreadableBytes ?? 0) > 0, hex(address));
        missing += 1;
      }
    }
    console.log(`      ${there} places equal, ${missing} that neither has`);
    assert.ok(there > ADDRESSES / 4);
  });

  it('code equals objdump, forward and backward, but where the kernel patched itself', async () => {
    const offset = /KASLR offset: ([0-9a-f]+)/.exec(await client.console('help -k'))?.[1];
    const kaslr = BigInt(`0x${offset ?? '0'}`);
    const listed = (await client.console('sym -l')).match(/^f\w{15} \([tT]\) [a-z]\w+$/gm) ?? [];
    const stride = Math.floor(listed.length / FUNCTIONS);
    let equal = 0;
    let patched = 0;
    for (let index = 0; index < FUNCTIONS; index++) {
      const start = BigInt(`0x${listed[index * stride]?.slice(0, 16) ?? '0'}`);
      const forward = await disassemble(hex(start), 0);
      const code = forward.filter(({ presentationHint }) => presentationHint === undefined);
      // Of init code nothing is left in the dump.
      if (code.length < 10) continue;
      const last = BigInt(code.at(-1)?.address ?? '0');
      const rows = await objdump(dump.vmlinux, start - kaslr, last - kaslr);
      const truth = new Map(rows.map(({ address, bytes }) => [address + kaslr, bytes]));
      for (const { address, instructionBytes } of code.slice(0, -1)) {
        if (truth.get(BigInt(address)) === instructionBytes) equal += 1;
        else patched += 1;
      }
      const backward = await disassemble(hex(last), 1 - code.length);
      assert.deepEqual(
        backward.slice(0, code.length).map(({ address }) => address),
        code.map(({ address }) => address),
        listed[index * stride],
      );
    }
    console.log(`      ${equal} instructions equal objdump's, ${patched} are patched`);
    assert.ok(equal > FUNCTIONS * COUNT * 0.6, `${equal} equal, ${patched} patched`);
    // The call at the start of a function, its returns, static calls and jump labels.
    assert.ok(patched < equal * 0.2, `${equal} equal, ${patched} patched`);
  });
});

/** The same numbers in every run (a linear congruential generator, 31 bits). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = Number((BigInt(state) * 1_103_515_245n + 12_345n) & 0x7fff_ffffn));
}
