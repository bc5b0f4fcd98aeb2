import assert from 'node:assert/strict';
import { readKernelLog } from '../../../debug-adapter/dumpfile/log/kernel-log';
import { dmesgText } from '../../../debug-adapter/dumpfile/log/dmesg-text';
import { logLines } from '../../../debug-adapter/dumpfile/log/log-lines';
import type { KernelLog } from '../../../debug-adapter/dumpfile/log/log-record';
import { addressSpace, KernelMemory } from '../../../debug-adapter/dumpfile/memory/kernel-memory';
import { VmcoreinfoValues } from '../../../debug-adapter/dumpfile/memory/vmcoreinfo-values';
import { parseVmcoreinfo } from '../../../debug-adapter/dumpfile/vmcoreinfo';
import { KernelImage } from './kernel-image';
import { locklessLog, plainLog, recordLog, type Message } from './log-builders';

async function read(image: KernelImage) {
  const vmcoreinfo = parseVmcoreinfo(image.vmcoreinfo());
  const physical = image.memory();
  const space = addressSpace('x86_64', physical, new VmcoreinfoValues(vmcoreinfo), undefined);
  return readKernelLog(new KernelMemory(physical, space), vmcoreinfo);
}

async function readLog(image: KernelImage): Promise<KernelLog> {
  const reading = await read(image);
  assert.ok(reading.ok, reading.ok ? '' : reading.why);
  return reading.log;
}

async function whyNot(image: KernelImage): Promise<string> {
  const reading = await read(image);
  return reading.ok ? `${reading.log.records.length} messages` : reading.why;
}

const numbered = (count: number): Message[] =>
  Array.from({ length: count }, (_, number) => ({ text: `message ${number}` }));

const texts = ({ records }: KernelLog) => records.map(({ text }) => text);

describe('the lockless ring buffer', () => {
  it('gives every field of a message', async () => {
    const image = new KernelImage();
    locklessLog(image, [
      {
        text: 'found',
        nanoseconds: 12_345_678_999n,
        level: 3,
        facility: 3,
        caller: 0x8000_0007,
        subsystem: 'pci',
        device: '+pci:0000:00:02.0',
      },
    ]);
    const log = await readLog(image);
    assert.deepEqual(log, {
      form: 'lockless',
      records: [
        {
          sequence: 0,
          time: 12_345_678,
          level: 3,
          facility: 3,
          caller: 'C7',
          dictionary: { SUBSYSTEM: 'pci', DEVICE: '+pci:0000:00:02.0' },
          text: 'found',
        },
      ],
    });
    assert.equal(dmesgText(log), '[   12.345678] [      C7] found\n');
  });

  it('is read in the order of ids, wherever its positions wrap', async () => {
    for (const firstPosition of [0, 8, 500, 936, 1000, 1016]) {
      for (const fillsRing of [false, true]) {
        const image = new KernelImage();
        const messages = numbered(24).map(({ text }, number) => ({
          text: `${String(text)} ${'-'.repeat(number % 7)}`,
        }));
        locklessLog(image, messages, { countBits: 5, firstPosition, fillsRing });
        assert.deepEqual(
          texts(await readLog(image)),
          messages.map(({ text }) => text),
          `from ${firstPosition}`,
        );
      }
    }
  });

  it('has the last messages only when there were more', async () => {
    const image = new KernelImage();
    locklessLog(image, numbered(40), { countBits: 4, sizeBits: 12 });
    const found = texts(await readLog(image));
    assert.equal(found.length, 16);
    assert.deepEqual([found[0], found.at(-1)], ['message 24', 'message 39']);
  });

  it('leaves out what was not finished and what has no text', async () => {
    const image = new KernelImage();
    locklessLog(image, [
      { text: 'reserved', state: 0 },
      { text: 'committed', state: 1 },
      { text: 'reusable', state: 3 },
      { text: 'lost', dataless: 1n },
      { text: '', dataless: 3n },
      { text: 'finalized' },
    ]);
    assert.deepEqual(texts(await readLog(image)), ['committed', 'finalized']);
  });

  it('shows what is no text as escapes, and keeps UTF-8', async () => {
    const image = new KernelImage();
    const bytes = Buffer.concat([Buffer.from('über\t\x1b[0m '), Buffer.from([0xff, 0xc2])]);
    locklessLog(image, [{ text: bytes }]);
    assert.deepEqual(texts(await readLog(image)), ['über\t\\x1b[0m \\xff\\xc2']);
  });

  it('indents the further lines of a message', async () => {
    const image = new KernelImage();
    locklessLog(image, [{ text: 'one\ntwo' }, { text: 'three' }]);
    const log = await readLog(image);
    assert.equal(
      dmesgText(log),
      '[    0.000000] [      T1] one\n                          two\n[    0.001500] [      T1] three\n',
    );
    assert.deepEqual(
      logLines(log).map(({ timestamp, text }) => [timestamp, text]),
      [
        [0, 'one'],
        [undefined, 'two'],
        [0.0015, 'three'],
      ],
    );
  });

  it('ends, whatever its head says', async () => {
    const image = new KernelImage();
    const parts = locklessLog(image, numbered(10));
    parts.head.writeBigUInt64LE(0x1234_5678n, 32);
    assert.match((await readLog(image)).damage ?? '', /do not fit together/);
    parts.head.writeUInt32LE(31, 0);
    assert.match(await whyNot(image), /makes no sense/);
    parts.head.writeUInt32LE(4, 0);
    parts.head.writeBigUInt64LE(0x10n, 8);
    assert.match(await whyNot(image), /cannot be read: no page table|cannot be read: the machine/);
  });

  it('survives texts that point anywhere', async () => {
    const image = new KernelImage();
    const parts = locklessLog(image, numbered(10));
    for (let at = 8; at < parts.descs.length; at += 24) {
      parts.descs.writeBigUInt64LE(0xffff_ffff_ffff_fff0n, at);
      parts.descs.writeBigUInt64LE(BigInt(at), at + 8);
    }
    assert.ok((await readLog(image)).records.length <= 10);
  });

  it('shows no text over and over that many messages point to', async () => {
    const image = new KernelImage();
    const long = [{ text: 'x'.repeat(3000) }, ...numbered(200)];
    const parts = locklessLog(image, long, { countBits: 8, sizeBits: 13 });
    for (let at = 0; at < parts.descs.length; at += 24) {
      parts.descs.copy(parts.descs, at + 8, 8, 24);
      parts.infos.writeUInt16LE(3000, (at / 24) * 88 + 16);
    }
    const log = await readLog(image);
    assert.equal(log.records.length, 2);
    assert.match(log.damage ?? '', /overlap/);
  });

  it('says when vmcoreinfo does not tell its layout', async () => {
    const image = new KernelImage();
    image.place(8, 'prb');
    assert.match(await whyNot(image), /does not tell the layout/);
    assert.match(await whyNot(new KernelImage()), /does not name the log/);
  });
});

describe('the record buffer', () => {
  it('gives every field of a message', async () => {
    const message: Message = {
      text: 'found',
      nanoseconds: 1_000_001_000n,
      level: 4,
      facility: 1,
      caller: 12,
      subsystem: 'usb',
      device: 'c189:0',
    };
    const image = new KernelImage({ release: '5.4.0' });
    recordLog(image, [message], { callers: true });
    const log = await readLog(image);
    const rest = { level: 4, facility: 1, text: 'found' };
    const dictionary = { SUBSYSTEM: 'usb', DEVICE: 'c189:0' };
    assert.deepEqual(log, {
      form: 'records',
      records: [{ time: 1_000_001, caller: 'T12', dictionary, ...rest }],
    });
    assert.equal(dmesgText(log), '[    1.000001] [     T12] found\n');

    const old = new KernelImage({ release: '3.5.7' });
    recordLog(old, [message], { name: 'log', isKernel35: true });
    const { records } = await readLog(old);
    assert.deepEqual(records, [{ time: 1_000_001, dictionary, ...rest }]);
  });

  it('goes on at its beginning', async () => {
    for (const first of [0, 400, 984, 1008]) {
      const image = new KernelImage({ release: '4.19.0' });
      recordLog(image, numbered(20), { first });
      assert.deepEqual(
        texts(await readLog(image)),
        numbered(20).map(({ text }) => text),
      );
    }
  });

  it('ends at a cycle and at records that make no sense', async () => {
    const image = new KernelImage({ release: '4.19.0' });
    const buffer = recordLog(image, numbered(3));
    // The last record is missing: the zeros behind it lead back to the first.
    buffer.fill(0, 64, 68);
    buffer.writeUInt16LE(0, 64 + 8);
    assert.match((await readLog(image)).damage ?? '', /breaks off/);
    assert.deepEqual(texts(await readLog(image)), ['message 0', 'message 1']);
    buffer.writeUInt16LE(3, 8);
    assert.match((await readLog(image)).damage ?? '', /record at 0 makes no sense/);
    buffer.fill(0xff);
    assert.match((await readLog(image)).damage ?? '', /makes no sense/);
  });
});

describe('the plain buffer', () => {
  const lines =
    '<6>[    0.000000] Linux version 2.6.32\n<4>no time\nno prefix\n<30>[   12.000001] x\n';

  it('is read line by line', async () => {
    const image = new KernelImage({ release: '2.6.32' });
    plainLog(image, lines);
    const log = await readLog(image);
    assert.equal(log.form, 'plain');
    assert.deepEqual(log.records, [
      { time: 0, level: 6, facility: 0, text: 'Linux version 2.6.32' },
      { level: 4, facility: 0, text: 'no time' },
      { text: 'no prefix' },
      { time: 12_000_001, level: 6, facility: 3, text: 'x' },
    ]);
    assert.equal(dmesgText(log), lines);
  });

  it('goes on at its beginning', async () => {
    const image = new KernelImage({ release: '2.6.32' });
    const many = Array.from({ length: 20 }, (_, n) => `<6>[    0.0000${n + 10}] line ${n}\n`).join(
      '',
    );
    plainLog(image, many);
    assert.equal(dmesgText(await readLog(image)), many.slice(-256));
  });
});
