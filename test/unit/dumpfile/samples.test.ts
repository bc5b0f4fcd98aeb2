import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dmesgText } from '../../../debug-adapter/dumpfile/log/dmesg-text';
import { openDumpFile, type DumpFile } from '../../../debug-adapter/dumpfile/open-dump-file';
import { ensureSampleVmcore } from '../../support/provision/sample.mjs';

const dumps = join(import.meta.dirname, '../../dumps');

describe('the sample of x86-64', () => {
  let dump: DumpFile;
  before(async function () {
    this.timeout(60_000);
    dump = await openDumpFile(await ensureSampleVmcore('x86_64-tiny'));
  });
  after(() => dump.close());

  it('tells its identity', () => {
    const { identity } = dump;
    assert.equal(identity.release, '6.1.176-tiny');
    assert.equal(identity.version, '#1 SMP Sun Nov 22 22:18:42 UTC 2026');
    assert.equal(identity.machine, 'x86_64');
    assert.equal(identity.buildId, 'b3f8154e6f3292cfb80906262ea538aa8753de4a');
    assert.equal(identity.kernelOffset, 0x24600000n);
    assert.equal(identity.crashTime, 1795386138);
    assert.equal(identity.cpus, 2);
    assert.equal(identity.dumpLevel, 31);
    assert.equal(identity.memorySize, 261608 * 1024);
    assert.equal(identity.missingBytes, 0);
    assert.equal(identity.producer, 'kdump');
    assert.equal(
      identity.panicMessage,
      'BUG: kernel NULL pointer dereference, address: 0000000000000008',
    );
    assert.deepEqual(identity.unknown, {});
    assert.deepEqual(identity.problems, []);
  });

  it('tells the registers of each CPU', () => {
    const [first, second] = dump.identity.registers;
    assert.equal(first?.registers.get('rip'), 0xffffffffa584e963n);
    assert.equal(second?.pid, 1);
    assert.equal(second?.registers.get('rip'), 0xffffffffc005800bn);
    assert.equal(second?.registers.size, 27);
  });

  it('has the log that makedumpfile finds', async () => {
    assert.ok(dump.log.ok);
    assert.equal(dump.log.log.damage, undefined);
    const expected = await readFile(join(dumps, 'x86_64-tiny/dmesg.txt'), 'utf8');
    assert.equal(dmesgText(dump.log.log), expected);
  });

  it('can be read by virtual address: the image, the direct map, the vmalloc area', async () => {
    const { memory, identity } = dump;
    const symbol = (name: string) =>
      BigInt(`0x${identity.vmcoreinfo?.entries.get(`SYMBOL(${name})`) ?? ''}`);
    const uts = await memory?.readVirtual(symbol('init_uts_ns'), 5);
    assert.equal(uts?.ok && uts.bytes.toString(), 'Linux');
    // A table of pointers to sections, in the direct map.
    const sections = await memory?.readVirtual(symbol('mem_section'), 8);
    assert.ok(sections?.ok);
    assert.match(sections.bytes.readBigUInt64LE(0).toString(16), /^ffff9fce/);
    // The module that crashed, at its fault: `add 0x8(%rdi),%rax`.
    const code = await memory?.readVirtual(identity.registers[1]?.registers.get('rip') ?? 0n, 4);
    assert.equal(code?.ok && code.bytes.toString('hex'), '48034708');
    const user = await memory?.readVirtual(0x400000n, 8);
    assert.equal(user?.ok, false);
  });
});

describe('the sample of arm64', () => {
  let dump: DumpFile;
  before(async function () {
    this.timeout(60_000);
    dump = await openDumpFile(await ensureSampleVmcore('arm64-tiny'));
  });
  after(() => dump.close());

  it('tells its identity', () => {
    const { identity } = dump;
    assert.equal(identity.release, '6.1.176-tiny');
    assert.equal(identity.version, '#2 SMP Sun Nov 22 22:25:44 UTC 2026');
    assert.equal(identity.machine, 'aarch64');
    assert.equal(identity.buildId, '2148e10924dc7b15e93565e4b0991594e8a922eb');
    assert.equal(identity.kernelOffset, 0n);
    assert.equal(identity.cpus, 4);
    assert.equal(identity.memorySize, 192 << 20);
    assert.equal(identity.panicMessage, 'Kernel panic - not syncing: sysrq triggered crash');
    assert.deepEqual(identity.unknown, {});
  });

  it('tells the registers of each CPU', () => {
    const last = dump.identity.registers[3];
    assert.equal(last?.registers.get('pc'), 0xffff80000808a460n);
    assert.equal(last?.registers.size, 34);
  });

  it('has the log that makedumpfile finds', async () => {
    assert.ok(dump.log.ok);
    const expected = await readFile(join(dumps, 'arm64-tiny/dmesg.txt'), 'utf8');
    assert.equal(dmesgText(dump.log.log), expected);
  });
});
