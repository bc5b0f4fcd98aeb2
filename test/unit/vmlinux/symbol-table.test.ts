import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SymbolTable } from '../../../debug-adapter/vmlinux/symbol-table';
import { elfFile } from './synthetic-elf';

const FUNC = 2;
const OBJECT = 1;
const sampleModule = join(import.meta.dirname, '../../dumps/x86_64-tiny/labcrash.ko');

describe('the symbol table', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'symbol-table-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('finds the functions of the sample’s module', async () => {
    const table = await SymbolTable.read(sampleModule);
    assert.deepEqual(table?.find('lab_write'), [{ name: 'lab_write', address: 0x9bn, size: 303n }]);
    assert.deepEqual(
      table?.find('lab_submit.isra.0').map(({ size }) => size),
      [54n],
    );
    // Of another file, and what is no code.
    assert.deepEqual(table?.find('_printk'), []);
    assert.deepEqual(table?.find(''), []);
  });

  it('knows several of one name, also where the linker shares the ends of names', async () => {
    // `write` stands in `vfs_write`.
    const names = Buffer.from('\0vfs_write\0');
    const symbols = Buffer.concat([
      symbol(5, FUNC, 1, 0x100n, 8n),
      symbol(1, FUNC, 1, 0x200n, 16n),
      symbol(5, FUNC, 1, 0x300n, 24n),
      symbol(5, 0, 1, 0x300n, 0n),
      symbol(5, OBJECT, 1, 0x400n, 8n),
      symbol(5, FUNC, 0, 0n, 0n),
    ]);
    const table = await read([
      { name: '.symtab', content: symbols },
      { name: '.strtab', content: names },
    ]);
    assert.deepEqual(table?.find('write'), [
      { name: 'write', address: 0x100n, size: 8n },
      { name: 'write', address: 0x300n, size: 24n },
    ]);
    assert.deepEqual(table?.find('vfs_write'), [{ name: 'vfs_write', address: 0x200n, size: 16n }]);
    assert.deepEqual(table?.find('rite\0'), []);
  });

  it('is none in a stripped file, and in what is no ELF file', async () => {
    assert.equal(await read([{ name: '.text', content: Buffer.alloc(8) }]), undefined);
    const file = join(folder, 'text');
    await writeFile(file, 'text');
    assert.equal(await SymbolTable.read(file), undefined);
  });

  async function read(sections: Parameters<typeof elfFile>[0]): Promise<SymbolTable | undefined> {
    const file = join(folder, 'elf');
    await writeFile(file, elfFile(sections));
    return SymbolTable.read(file);
  }
});

function symbol(name: number, type: number, section: number, value: bigint, size: bigint): Buffer {
  const entry = Buffer.alloc(24);
  entry.writeUInt32LE(name, 0);
  entry[4] = type;
  entry.writeUInt16LE(section, 6);
  entry.writeBigUInt64LE(value, 8);
  entry.writeBigUInt64LE(size, 16);
  return entry;
}
