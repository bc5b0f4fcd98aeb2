/** disassemble equals objdump of vmlinux, forward and backward, but where the kernel patched itself. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { pcOf } from '../support/dap-client';
import { objdump } from '../support/objdump';
import { likenessOf, readPatchSites } from '../support/patch-sites';
import { AdapterClient } from './support/adapter-client';
import { sampleFile, sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';

/** Instructions of each function; those after it are asked for, too. */
const COUNT = 120;

type Instruction = P.DisassembledInstruction;

describe('code', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;
  let panic: P.StackFrame[];
  /** How far the kernel was moved. */
  let kaslr: bigint;

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
    const { threadId } = await client.open({ ...sampleLaunch() });
    panic = await client.stack(threadId ?? 0);
    const offset = /KASLR offset: ([0-9a-f]+)/.exec(await client.console('help -k'))?.[1];
    kaslr = BigInt(`0x${offset ?? '0'}`);
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  const disassemble = async (
    memoryReference: string,
    instructionOffset: number,
    instructionCount: number,
  ): Promise<Instruction[]> => {
    const args = { memoryReference, instructionOffset, instructionCount };
    const response = await client.response('disassemble', args);
    assert.ok(response.success, response.message);
    const { instructions } = response.body as { instructions: Instruction[] };
    assert.equal(instructions.length, instructionCount, 'not as many as asked for');
    return instructions;
  };
  const symbol = async (name: string): Promise<bigint> =>
    BigInt(`0x${/^[0-9a-f]+/.exec(await client.console(`sym ${name}`))?.[0] ?? '0'}`);
  const hex = (address: bigint): string => `0x${address.toString(16)}`;
  const frame = (name: string): P.StackFrame => {
    const found = panic.find((candidate) => candidate.name.startsWith(name));
    assert.ok(found, name);
    return found;
  };

  it('equals objdump over many functions, forward and backward', async () => {
    const sites = await readPatchSites(sampleFile('vmlinux'));
    const counts = { equal: 0, moved: 0, patched: 0, other: 0 };
    for (const name of ['ksys_read', 'schedule', 'do_exit', 'vfs_write', 'kmem_cache_alloc']) {
      const start = await symbol(name);
      const forward = await disassemble(hex(start), 0, COUNT);
      const last = BigInt(forward.at(-1)?.address ?? '0');
      const truth = new Map(
        (await objdump(sampleFile('vmlinux'), start - kaslr, last - kaslr)).map((row) => [
          row.address + kaslr,
          row.bytes,
        ]),
      );
      for (const { address, instructionBytes = '' } of forward.slice(0, -1)) {
        const place = { at: BigInt(address) - kaslr, bytes: instructionBytes };
        counts[likenessOf(place, truth.get(BigInt(address)) ?? '', kaslr, sites)] += 1;
      }
      const backward = await disassemble(hex(last), 1 - COUNT, COUNT);
      assert.deepEqual(
        backward.map(({ address }) => address),
        forward.map(({ address }) => address),
        name,
      );
    }
    assert.equal(counts.other, 0, JSON.stringify(counts));
    assert.ok(counts.equal > 4.5 * COUNT, JSON.stringify(counts));
  });

  it('begins at the faulting instruction, with its line, its place and its bytes', async () => {
    const reference = frame('lab_account').instructionPointerReference ?? '';
    const [before, first] = await disassemble(reference, -1, 3);
    assert.equal(BigInt(first?.address ?? '0'), pcOf(frame('lab_account')));
    assert.match(first?.instruction ?? '', /^mov +0x8\(%r\w+\),%\w+$|^add|^sub/);
    assert.equal(first?.symbol, 'lab_account+0xb [labcrash]');
    assert.equal(first?.line, 54);
    assert.match(before?.symbol ?? '', /^lab_account\+0x\w+ \[labcrash\]$/);
    const located = await disassemble(reference, 0, 1);
    assert.match(located[0]?.location?.path ?? '', /\/labcrash\.c$/);
  });

  it('begins at the call where a frame waits for one to return', async () => {
    const caller = frame('vfs_write');
    const [call, next] = await disassemble(caller.instructionPointerReference ?? '', 0, 2);
    assert.match(call?.instruction ?? '', /^call/);
    assert.equal(BigInt(next?.address ?? '0'), pcOf(caller));
    assert.equal(call?.line, caller.line);
  });

  it('goes on from function to function in a module', async () => {
    const start = await symbol('lab_account');
    const all = await disassemble(hex(start), 0, 100);
    const names = new Set(all.map((entry) => entry.symbol?.split('+')[0]));
    for (const name of ['lab_account', 'lab_dispatch', 'lab_submit', 'lab_write']) {
      assert.ok(names.has(name), name);
    }
    const calls = all.filter(({ instruction }) => /^call .*<lab_\w+>$/.test(instruction));
    assert.ok(calls.length > 0, 'no call of a function of the module by name');
  });

  it('is filled up where there is no code, at the start of a module and nowhere at all', async () => {
    const start = await symbol('lab_account');
    const around = await disassemble(hex(start), -5, 10);
    assert.deepEqual(
      around.map(({ presentationHint }) => presentationHint),
      [...Array<string>(5).fill('invalid'), ...Array<undefined>(5).fill(undefined)],
    );
    assert.equal(around[5]?.address, hex(start));
    const addresses = around.map(({ address }) => BigInt(address));
    assert.deepEqual(
      addresses,
      [...addresses].sort((one, other) => Number(one - other)),
    );
    const nowhere = await disassemble('0x8', -10, 20);
    assert.ok(nowhere.every(({ presentationHint }) => presentationHint === 'invalid'));
  });

  it('gives none when none are asked for, and refuses what makes no sense in words', async () => {
    assert.deepEqual(await disassemble(hex(await symbol('schedule')), 5, 0), []);
    const refusal = async (args: object): Promise<string> =>
      (await client.response('disassemble', args)).message ?? '';
    assert.match(await refusal({ memoryReference: 'x', instructionCount: 1 }), /is 0x…/);
    assert.match(
      await refusal({ memoryReference: 'phys:0x1000', instructionCount: 1 }),
      /not by physical address/,
    );
    assert.match(
      await refusal({ memoryReference: '0x1000', instructionCount: 1e6 }),
      /At most 20000 instructions/,
    );
  });

  it('equals what memory says', async () => {
    const start = await symbol('schedule');
    const all = await disassemble(hex(start), 0, 50);
    const code = all.map(({ instructionBytes }) => instructionBytes ?? '').join(' ');
    const count = code.split(' ').length;
    const read = await client.response('readMemory', { memoryReference: hex(start), count });
    const { data } = read.body as { data: string };
    assert.equal(Buffer.from(data, 'base64').toString('hex'), code.replaceAll(' ', ''));
  });
});
