import assert from 'node:assert/strict';
import { parseDis } from '../../../debug-adapter/commands/dis';
import { parseSymList } from '../../../debug-adapter/commands/sym-list';
import { SymbolMap } from '../../../debug-adapter/reader/code/symbol-map';

describe('dis', () => {
  it('gives addresses and instructions', () => {
    const text = [
      '0xffffffffc0058065 <lab_submit>:\tmov    %rdi,%rax',
      '0xffffffffc0058068 <lab_submit+0x3>:\tmov    0x2001(%rip),%rdi        # 0xffffffffc005a070 <lab_items>',
      '',
    ].join('\n');
    assert.deepEqual(parseDis(text), [
      { address: 0xffff_ffff_c005_8065n, text: 'mov    %rdi,%rax' },
      {
        address: 0xffff_ffff_c005_8068n,
        text: 'mov    0x2001(%rip),%rdi        # 0xffffffffc005a070 <lab_items>',
      },
    ]);
  });

  it('leaves out a line that broke off for want of memory', () => {
    const text =
      'WARNING: 0: no associated kernel symbol found\n   0x0:\tdis: seek error: kernel virtual address: 0\n';
    assert.deepEqual(parseDis(text), []);
    assert.deepEqual(parseDis('0xffffffffa61f6300 <sparse_buffer_alloc+0x2a>:\t'), []);
  });
});

/** From crash 9.0.2, shortened. */
const LIST = `0 (D) __per_cpu_start
1000 (D) cpu_debug_store
ffffffffa5600000 (T) _stext
ffffffffa5600000 (T) startup_64
ffffffffa5600040 (t) verify_cpu
ffffffffa5c00100 (T) _etext
ffffffffa5c00200 (D) linux_banner
ffffffffc0058000 MODULE START: labcrash
ffffffffc0058000 (t) lab_account
ffffffffc0058022 (t) lab_dispatch
ffffffffc00590e0 (?) lab_ops
ffffffffc005c000 MODULE END: labcrash
ffffffffc0068000 MODULE TEXT START: other
ffffffffc0068000 (t) other_call
ffffffffc0069000 MODULE TEXT END: other
`;

describe('the symbols', () => {
  const map = new SymbolMap(parseSymList(LIST));

  it('name an address, by the name that a person knows', () => {
    assert.deepEqual(map.nameAt(0xffff_ffff_a560_0004n), { name: 'startup_64', offset: 4 });
    assert.deepEqual(map.nameAt(0xffff_ffff_c005_8024n), {
      name: 'lab_dispatch',
      offset: 2,
      module: 'labcrash',
    });
    assert.equal(map.nameAt(0xffff_ffff_0000_0000n), undefined);
  });

  it('tell where code begins and ends', () => {
    const block = { name: 'lab_account', module: 'labcrash' };
    const [start, end] = [0xffff_ffff_c005_8000n, 0xffff_ffff_c005_8022n];
    assert.deepEqual(map.blockAt(start), { ...block, start, end });
    assert.deepEqual(map.blockAt(end - 1n), { ...block, start, end });
    assert.equal(map.blockAt(end)?.name, 'lab_dispatch');
  });

  it('tell that there is no code in data, far from any symbol, and below the first', () => {
    assert.equal(map.blockAt(0xffff_ffff_c005_90e0n), undefined);
    assert.equal(map.blockAt(0xffff_ffff_a5c0_0204n), undefined);
    assert.equal(map.blockAt(0xffff_ffff_b000_0000n), undefined);
    assert.equal(map.blockAt(8n), undefined);
    assert.equal(new SymbolMap([]).blockAt(8n), undefined);
  });

  it('are found by name', () => {
    assert.equal(map.find('other_call')?.module, 'other');
    assert.equal(map.find('verify_cpu')?.module, undefined);
    assert.equal(map.find('nothing'), undefined);
  });

  it('puts what arm64 writes into the same columns', () => {
    const text =
      '0xffff80000819a658 <__handle_sysrq+192>:\tblr\tx1\n0xffff80000819a65c <__handle_sysrq+196>:\tret\n';
    assert.deepEqual(
      parseDis(text).map((line) => line.text),
      ['blr    x1', 'ret'],
    );
  });
});
