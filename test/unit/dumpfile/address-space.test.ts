import assert from 'node:assert/strict';
import { addressSpace, KernelMemory } from '../../../debug-adapter/dumpfile/memory/kernel-memory';
import {
  unreadable,
  type PhysicalMemory,
} from '../../../debug-adapter/dumpfile/memory/memory-read';
import { VmcoreinfoValues } from '../../../debug-adapter/dumpfile/memory/vmcoreinfo-values';
import { parseVmcoreinfo } from '../../../debug-adapter/dumpfile/vmcoreinfo';

/** Page tables that grow as entries are put into them; a table's address is its key. */
class Tables {
  private readonly entries = new Map<number, bigint>();

  put(table: number, index: number, entry: bigint): void {
    this.entries.set(table + index * 8, entry);
  }

  memory(pageSize = 4096): PhysicalMemory {
    return {
      pageSize,
      read: (address, length) => {
        if (address >= 2 ** 40) return Promise.resolve(unreadable('excluded', address));
        const bytes = Buffer.alloc(length);
        for (const [at, entry] of this.entries) {
          for (let byte = 0; byte < 8; byte++) {
            const to = at + byte - address;
            if (to >= 0 && to < length) bytes[to] = Number((entry >> BigInt(8 * byte)) & 0xffn);
          }
        }
        return Promise.resolve({ ok: true, bytes });
      },
      missing: () => Promise.resolve(undefined),
    };
  }
}

function memoryOf(
  machine: string,
  tables: Tables,
  note: string,
  pageSize = 4096,
  physBase?: bigint,
) {
  const physical = tables.memory(pageSize);
  const values = new VmcoreinfoValues(parseVmcoreinfo(note));
  return new KernelMemory(physical, addressSpace(machine, physical, values, physBase));
}

async function translate(memory: KernelMemory, address: bigint): Promise<string> {
  const found = await memory.translate(address);
  return found.ok ? `0x${found.physical.toString(16)} +0x${found.room.toString(16)}` : found.reason;
}

describe('addresses of x86-64', () => {
  const image = 'SYMBOL(init_top_pgt)=ffffffff82000000\nNUMBER(phys_base)=16777216\n';
  const root = 0x300_0000;
  const present = 0x63n;
  const large = 0xe3n;

  it('in the kernel’s image lie at a fixed distance, whatever KASLR did', async () => {
    const moved = memoryOf('x86_64', new Tables(), image);
    assert.equal(await translate(moved, 0xffff_ffff_8100_0123n), '0x2000123 +0x1efffedd');
    const back = memoryOf(
      'x86_64',
      new Tables(),
      'SYMBOL(init_top_pgt)=ffffffffa6009000\nNUMBER(phys_base)=-488636416\nNUMBER(KERNEL_IMAGE_SIZE)=1073741824\n',
    );
    assert.match(await translate(back, 0xffff_ffff_a603_4330n), /^0x8e34330 /);
    const old = 'SYMBOL(init_level4_pgt)=ffffffff81a00000\n';
    const byContainer = memoryOf('x86_64', new Tables(), old, 4096, 0x1000n);
    assert.match(await translate(byContainer, 0xffff_ffff_8100_0000n), /^0x1001000 /);
    assert.equal(await translate(memoryOf('x86_64', new Tables(), old), 0n), 'untranslatable');
  });

  it('are found in tables of 4 levels, pages of 4 KiB, 2 MiB and 1 GiB', async () => {
    const tables = new Tables();
    const address = 0xffff_8880_4020_3456n;
    tables.put(root, 273, 0x5000n | present);
    tables.put(0x5000, 1, 0x6000n | present);
    tables.put(0x6000, 1, 0x7000n | present);
    tables.put(0x7000, 3, 0x8000_0000_1234_5000n | present);
    tables.put(0x6000, 2, 0x7fc0_0000n | large);
    tables.put(0x5000, 2, 0x1_4000_0000n | large);
    const memory = memoryOf('x86_64', tables, image);
    assert.equal(await translate(memory, address), '0x12345456 +0xbaa');
    assert.equal(await translate(memory, 0xffff_8880_4040_0000n), '0x7fc00000 +0x200000');
    assert.equal(await translate(memory, 0xffff_8880_8000_0010n), '0x140000010 +0x3ffffff0');
    assert.equal(await translate(memory, 0xffff_8880_4020_4000n), 'unmapped');
    assert.equal(await translate(memory, 0xffff_9000_0000_0000n), 'unmapped');
  });

  it('are found in tables of 5 levels, and under memory encryption', async () => {
    const tables = new Tables();
    tables.put(root, 273, 0x4000n | present);
    tables.put(0x4000, 0, 0x5000n | present);
    tables.put(0x5000, 1, 0x8000_4000_0000n | large);
    const note = `${image}NUMBER(pgtable_l5_enabled)=1\nNUMBER(sme_mask)=140737488355328\n`;
    const memory = memoryOf('x86_64', tables, note);
    assert.equal(await translate(memory, 0xff11_0000_4000_0008n), '0x40000008 +0x3ffffff8');
  });

  it('are not found where the tables themselves are missing', async () => {
    const tables = new Tables();
    tables.put(root, 273, (1n << 41n) | present);
    assert.equal(
      await translate(memoryOf('x86_64', tables, image), 0xffff_8880_0000_0000n),
      'excluded',
    );
  });
});

describe('addresses of arm64', () => {
  const table = 3n;
  const block = 1n;
  /** The top table is at physical 0x4100_0000. */
  const note = (bits: number, more = '') =>
    `NUMBER(VA_BITS)=${bits}\nSYMBOL(swapper_pg_dir)=ffff800009000000\nNUMBER(kimage_voffset)=0xffff7fffc8000000\n${more}`;
  const root = 0x4100_0000;

  it('of 48 bits with pages of 4 KiB', async () => {
    const tables = new Tables();
    tables.put(root, 256, 0x5000n | table);
    tables.put(0x5000, 0, 0x6000n | table);
    tables.put(0x6000, 64, 0x4020_0000n | block);
    tables.put(0x6000, 65, 0x7000n | table);
    tables.put(0x7000, 2, 0x0068_0000_4abc_d703n);
    const memory = memoryOf('aarch64', tables, note(48, 'NUMBER(TCR_EL1_T1SZ)=0x10\n'));
    assert.equal(await translate(memory, 0xffff_8000_0810_0000n), '0x40300000 +0x100000');
    assert.equal(await translate(memory, 0xffff_8000_0820_2004n), '0x4abcd004 +0xffc');
    assert.equal(await translate(memory, 0xffff_8000_0820_3000n), 'unmapped');
  });

  it('of 39 bits with pages of 4 KiB', async () => {
    const tables = new Tables();
    tables.put(root, 256, 0x6000n | table);
    tables.put(0x6000, 1, 0x4020_0000n | block);
    const address = 0xffff_ffc0_0020_0010n;
    assert.equal(
      await translate(memoryOf('aarch64', tables, note(39)), address),
      '0x40200010 +0x1ffff0',
    );
  });

  it('of 52 bits with pages of 64 KiB, physical ones of 52 bits', async () => {
    const tables = new Tables();
    // A kernel for 52 bits on a processor with 48 uses the end of the long top table.
    tables.put(root, 992, 0x2_0000n | table);
    tables.put(0x2_0000, 3, 0x4000_3000_0000n | 0x5000n | block);
    const wide = note(52, 'NUMBER(MAX_PHYSMEM_BITS)=52\n');
    const address = 0xffff_8000_0000_0000n + (3n << 29n);
    const narrow = memoryOf('aarch64', tables, `${wide}NUMBER(TCR_EL1_T1SZ)=0x10\n`, 1 << 16);
    const full = memoryOf('aarch64', tables, `${wide}NUMBER(TCR_EL1_T1SZ)=0xc\n`, 1 << 16);
    assert.equal(await translate(narrow, address), '0x5400020000000 +0x20000000');
    assert.equal(await translate(full, address), '0x5400020000000 +0x20000000');
  });

  it('of 52 bits with pages of 4 KiB (LPA2), and its kernel on a processor without', async () => {
    const tables = new Tables();
    tables.put(root, 15, 0x4000n | table);
    tables.put(0x4000, 256, 0x5000n | table);
    tables.put(0x5000, 0, 0x6000n | table);
    tables.put(0x6000, 1, 0x4020_0000n | 0x300n | block);
    const built = 'NUMBER(MAX_PHYSMEM_BITS)=52\n';
    const lpa2 = memoryOf('aarch64', tables, note(52, `${built}NUMBER(TCR_EL1_T1SZ)=0xc\n`));
    assert.equal(await translate(lpa2, 0xffff_8000_0020_0000n), '0xc000040200000 +0x200000');

    const folded = new Tables();
    folded.put(root, 256, 0x5000n | table);
    folded.put(0x5000, 0, 0x6000n | table);
    folded.put(0x6000, 1, 0x4020_0000n | 0x300n | block);
    const lva = memoryOf('aarch64', folded, note(52, `${built}NUMBER(TCR_EL1_T1SZ)=0x10\n`));
    assert.equal(await translate(lva, 0xffff_8000_0020_0000n), '0x40200000 +0x200000');
  });

  it('of 47 and 36 bits with pages of 16 KiB', async () => {
    const tables = new Tables();
    tables.put(root, 1024, 0x8000n | table);
    tables.put(0x8000, 2, 0xc_0000_0000n | block);
    const memory = memoryOf('aarch64', tables, note(47), 1 << 14);
    assert.equal(await translate(memory, 0xffff_c000_0400_0000n), '0xc00000000 +0x2000000');
  });

  it('of kernels before 4.6, whose image was in the linear map', async () => {
    const old =
      'NUMBER(VA_BITS)=39\nNUMBER(PHYS_OFFSET)=0x40000000\nSYMBOL(swapper_pg_dir)=ffffffc001000000\n';
    const tables = new Tables();
    tables.put(root, 256, 0x6000n | table);
    tables.put(0x6000, 0, 0x4000_0000n | block);
    assert.equal(
      await translate(memoryOf('aarch64', tables, old), 0xffff_ffc0_0000_0000n),
      '0x40000000 +0x200000',
    );
  });

  it('need to be told how many bits there are', async () => {
    const memory = memoryOf('aarch64', new Tables(), 'SYMBOL(swapper_pg_dir)=ffff800009000000\n');
    assert.equal(await translate(memory, 0n), 'untranslatable');
  });
});

describe('reading by virtual address', () => {
  it('goes across pages that lie apart', async () => {
    const tables = new Tables();
    tables.put(0x1000, 273, 0x2003n);
    tables.put(0x2000, 0, 0x3003n);
    tables.put(0x3000, 0, 0x4003n);
    tables.put(0x4000, 0, 0x9003n);
    tables.put(0x4000, 1, 0x7003n);
    tables.put(0x9ff8, 0, 0x1111_2222_3333_4444n);
    tables.put(0x7000, 0, 0x5555_6666_7777_8888n);
    const note = 'SYMBOL(init_top_pgt)=ffffffff80001000\nNUMBER(phys_base)=0\n';
    const memory = memoryOf('x86_64', tables, note);
    const found = await memory.readVirtual(0xffff_8880_0000_0ffcn, 8);
    assert.ok(found.ok);
    assert.equal(found.bytes.toString('hex'), '2222111188887777');
    const missing = await memory.readVirtual(0xffff_8880_0000_1ff0n, 32);
    assert.deepEqual(missing, unreadable('unmapped', 0xffff_8880_0000_2000n));
    assert.deepEqual(await memory.readPhysical(-1n, 4), unreadable('hole', -1n));
    assert.equal(await memory.missing(2n ** 52n), 'hole');
    assert.equal(await memory.missing(0x1000n), undefined);
  });

  it('of a machine that is not known is not possible', async () => {
    const memory = memoryOf('s390x', new Tables(), '');
    assert.equal(await translate(memory, 0x1000n), 'untranslatable');
  });
});
