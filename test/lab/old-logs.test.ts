/**
 * The logs of kernels before 5.10, which no distribution of the lab has any more: small dumps made
 * here, whose log makedumpfile reads too.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dmesgText } from '../../debug-adapter/dumpfile/log/dmesg-text';
import { openDumpFile } from '../../debug-adapter/dumpfile/open-dump-file';
import { elfCore } from '../unit/dumpfile/elf-file';
import { KernelImage } from '../unit/dumpfile/kernel-image';
import { plainLog, recordLog, type Message } from '../unit/dumpfile/log-builders';
import { note, vmcoreinfoNote } from '../unit/dumpfile/synthetic';
import { makedumpfileLog } from './makedumpfile';

const messages: readonly Message[] = Array.from({ length: 20 }, (_, number) => ({
  text:
    number % 7 === 3 ? `${number}\nsecond\tline` : `message ${number} ${'x'.repeat(number % 13)}`,
  nanoseconds: BigInt(number) * 123_456_789n,
  level: number % 8,
  caller: number % 2 === 0 ? number : 0x8000_0000 + number,
  ...(number % 5 === 0 && { subsystem: 'pci', device: '+pci:0000:00:02.0' }),
}));

const lines = messages.map(({ level = 0, text }, number) => {
  const time = `[ ${String(number).padStart(4)}.${String(number * 7919).padStart(6, '0')}] `;
  return `<${level}>${time}${String(text).replace('\n', ' ')}\n`;
});

const kernels: Readonly<Record<string, (image: KernelImage) => void>> = {
  '2.6.32': (image) => plainLog(image, lines.join(''), 512),
  '3.4.113': (image) => plainLog(image, lines.slice(0, 3).join(''), 512),
  '3.6.11': (image) => recordLog(image, messages, { name: 'log', size: 2048 }),
  '4.19.0': (image) => recordLog(image, messages, { size: 2048, first: 1500 }),
  '5.4.0': (image) => recordLog(image, messages, { size: 2048, first: 1700, callers: true }),
};

for (const [release, putLog] of Object.entries(kernels)) {
  describe(`the log of Linux ${release}`, () => {
    it('is what makedumpfile finds', async () => {
      const image = new KernelImage({ release });
      putLog(image);
      pleaseMakedumpfile(image, release);
      const folder = await mkdtemp(path.join(tmpdir(), 'old-log-'));
      const vmcore = path.join(folder, 'vmcore');
      try {
        await writeFile(vmcore, elfOf(image));
        const dump = await openDumpFile(vmcore);
        await dump.close();
        assert.ok(dump.log.ok);
        const expected = (await makedumpfileLog(vmcore, false)).toString();
        assert.ok(expected.length > 60);
        assert.equal(dmesgText(dump.log.log), expected);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
}

/** What makedumpfile wants to see before it looks at the log: page tables, a node, sizes. */
function pleaseMakedumpfile(image: KernelImage, release: string): void {
  // One table maps the first GiB where the image and the direct map are; the top table is first.
  const room = image.place(2 * 4096).bytes;
  const start = room.byteOffset - image.bytes.byteOffset;
  const table = Math.ceil(start / 4096) * 4096;
  for (const index of [272, 511]) {
    image.bytes.writeBigUInt64LE(BigInt(image.physical + table) | 0x63n, index * 8);
  }
  for (const index of [0, 510]) image.bytes.writeBigUInt64LE(0xe3n, table + index * 8);
  // struct uts_namespace began with a number; the release is the third text of 65 bytes.
  image.place(400, 'init_uts_ns').bytes.write(release, 4 + 2 * 65, 'latin1');
  const node = image.place(64, 'contig_page_data').bytes;
  node.writeBigUInt64LE(BigInt(image.physical / 4096), 16);
  node.writeBigUInt64LE(BigInt(image.bytes.length / 4096), 24);
  image.place(8, 'mem_map').bytes.writeBigUInt64LE(0xffff_8800_0100_0000n);
  image.place(8, 'node_online_map').bytes.writeBigUInt64LE(1n);
  image.addAll({
    'SIZE(page)': 64,
    'OFFSET(page.flags)': 0,
    'OFFSET(page._count)': 8,
    'OFFSET(page.mapping)': 24,
    'SIZE(nodemask_t)': 8,
    'SIZE(pglist_data)': 64,
    'OFFSET(pglist_data.node_start_pfn)': 16,
    'OFFSET(pglist_data.node_spanned_pages)': 24,
    'OFFSET(pglist_data.node_id)': 32,
    'OFFSET(pglist_data.node_mem_map)': 40,
  });
}

function elfOf(image: KernelImage): Buffer {
  const notes = [note('CORE', 1, Buffer.alloc(336)), vmcoreinfoNote(image.vmcoreinfo())];
  const { physical, bytes } = image;
  const starts = [0xffff_ffff_8100_0000n, 0xffff_8800_0100_0000n];
  const loads = starts.map((virtual) => ({ physical, virtual, bytes }));
  return elfCore(Buffer.concat(notes), { loads });
}
