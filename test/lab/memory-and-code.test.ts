/**
 * On the sample and on a Debian kernel: memory equals rd, and code objdump's, forward and backward, but
 * where the kernel writes over its own code.
 */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { parseRd } from '../../debug-adapter/commands/rd';
import type { DapClient } from '../support/dap-client';
import { objdump } from '../support/objdump';
import { likenessOf, readPatchSites } from '../support/patch-sites';
import { openDump } from './open-dump';

const FUNCTIONS = 60;
/** Instructions of each. */
const COUNT = 100;
const ADDRESSES = 200;

for (const name of ['the sample', '6.12-zstd'] as const) {
  describe(`memory and code of ${name}`, () => {
    let vmlinux: string;
    let client: DapClient;

    before(async () => {
      ({ client, vmlinux } = await openDump(name));
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
      const sites = await readPatchSites(vmlinux);
      const counts = { equal: 0, moved: 0, patched: 0, other: 0 };
      let init = 0;
      const wrong: string[] = [];
      for (let index = 0; index < FUNCTIONS; index++) {
        const start = BigInt(`0x${listed[index * stride]?.slice(0, 16) ?? '0'}`);
        const forward = await disassemble(hex(start), 0);
        const code = forward.filter(({ presentationHint }) => presentationHint === undefined);
        // Of init code nothing is left in the dump.
        if (code.length < 10) {
          init += 1;
          continue;
        }
        const last = BigInt(code.at(-1)?.address ?? '0');
        const rows = await objdump(vmlinux, start - kaslr, last - kaslr);
        const truth = new Map(rows.map(({ address, bytes }) => [address + kaslr, bytes]));
        for (const { address, instructionBytes = '', instruction } of code.slice(0, -1)) {
          const link = truth.get(BigInt(address)) ?? '';
          const place = { at: BigInt(address) - kaslr, bytes: instructionBytes };
          const likeness = likenessOf(place, link, kaslr, sites);
          counts[likeness] += 1;
          if (likeness === 'other') wrong.push(`${address}: ${instruction}: ${link}`);
        }
        const backward = await disassemble(hex(last), 1 - code.length);
        assert.deepEqual(
          backward.slice(0, code.length).map(({ address }) => address),
          code.map(({ address }) => address),
          listed[index * stride],
        );
      }
      const { equal, moved, patched } = counts;
      console.log(
        `      ${equal} instructions equal objdump's, ${moved} but for a moved address, ${patched} at ${sites.length} known places to patch; ${init} functions of init code`,
      );
      assert.deepEqual(wrong, []);
      assert.ok(equal > FUNCTIONS * COUNT * 0.5, `${equal} equal, ${patched} patched`);
    });
  });
}

/** The same numbers in every run (a linear congruential generator, 31 bits). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = Number((BigInt(state) * 1_103_515_245n + 12_345n) & 0x7fff_ffffn));
}
