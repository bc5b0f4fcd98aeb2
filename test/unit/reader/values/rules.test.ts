import assert from 'node:assert/strict';
import { parseStackWords } from '../../../../debug-adapter/commands/stack-words';
import {
  elementType,
  kindOfType,
  targetType,
} from '../../../../debug-adapter/reader/values/c-type';
import {
  memberExpression,
  splitMember,
} from '../../../../debug-adapter/reader/values/member-expression';
import { errorName } from '../../../../debug-adapter/reader/values/rules/error-names';
import { flagText } from '../../../../debug-adapter/reader/values/rules/flags';
import { namePoison, poisonName } from '../../../../debug-adapter/reader/values/rules/poison';
import { quoted } from '../../../../debug-adapter/reader/values/rules/text';

describe('types by their names', () => {
  it('pointers, functions, arrays', () => {
    assert.equal(kindOfType('const struct file * const'), 'pointer');
    assert.equal(kindOfType('int (*)(struct lab_request *, int)'), 'function-pointer');
    assert.equal(
      kindOfType('struct rq *(*)(struct task_struct *, struct rq *)'),
      'function-pointer',
    );
    assert.equal(kindOfType('struct perf_event_context *[2]'), 'array');
    assert.equal(kindOfType('ssize_t (struct file *, size_t)'), 'function');
    assert.equal(kindOfType('struct list_head'), 'other');
  });

  it('what they lead to or hold', () => {
    assert.equal(targetType('const struct file *'), 'struct file');
    assert.equal(targetType('struct page **'), 'struct page *');
    assert.equal(targetType('unsigned long'), undefined);
    assert.equal(elementType('char [16]'), 'char');
    assert.equal(elementType('int [2][3]'), 'int [3]');
    assert.equal(elementType('struct hlist_node [4]'), 'struct hlist_node');
  });
});

describe('expressions of members', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['req', 'struct lab_request *', 'item', 'req->item'],
    ['req->item', 'struct lab_item *', 'node', '(req->item)->node'],
    ['t', 'struct task_struct', 'comm', 't.comm'],
    ['t.comm', 'char [16]', '3', 't.comm[3]'],
    ['p', 'int *', '*p', '*p'],
    ['p', 'struct page *', '<anonymous union>', '*p'],
    ['*p', 'union {...}', 'mapping', '(*p).mapping'],
  ];
  for (const [parent, type, member, expected] of cases) {
    it(`${expected} of ${type}`, () => {
      assert.equal(memberExpression(parent, type, member), expected);
    });
  }
});

describe('the member at the end of an expression', () => {
  const cases: readonly (readonly [string, readonly [string, string] | undefined])[] = [
    ['module_kset->list', ['module_kset', 'list']],
    ['a.b[i + (1)]->c.d', ['&(a.b[i + (1)]->c)', 'd']],
    ['(*(struct rq *)0x10).cfs . curr', ['&((*(struct rq *)0x10).cfs)', 'curr']],
    ['((struct task_struct *)0x10) -> comm', ['((struct task_struct *)0x10)', 'comm']],
    ['name', undefined],
    ['*a.b', undefined],
    ['&a->b', undefined],
    ['a + b.c', undefined],
    ['(u64)a.b', undefined],
    ['a.b[0]', undefined],
    ['1.5', undefined],
    ['(a.b', undefined],
    ['a)(.b', undefined],
    ["'f.c'::a.b", undefined],
  ];
  for (const [expression, expected] of cases) {
    it(`${expression}: ${expected?.join(', ') ?? 'none'}`, () => {
      const split = splitMember(expression);
      assert.deepEqual(split && [split.pointer, split.member], expected);
    });
  }
});

describe('poison', () => {
  it('is named', () => {
    assert.match(poisonName(0xdead000000000100n, 8, true) ?? '', /^LIST_POISON1/);
    assert.match(poisonName(0xdead000000000122n, 8, true) ?? '', /^LIST_POISON2/);
    assert.match(poisonName(0x6b6b6b6b6b6b6b6bn, 8, true) ?? '', /^freed memory/);
    assert.match(poisonName(0x5a5a5a5an, 4, false) ?? '', /^memory never written/);
    assert.equal(poisonName(0xfffffffffffffffen, 8, true), 'error pointer: -ENOENT');
  });

  it('is not seen in what is none', () => {
    assert.equal(poisonName(0xffff9fce00180000n, 8, true), undefined);
    assert.equal(poisonName(0xfffffffffffffffen, 8, false), undefined);
    assert.equal(poisonName(0n, 8, true), undefined);
    assert.equal(poisonName(0x6bn, 1, false), undefined);
  });

  it('tells a tag of KASAN from a signature, on arm64 only', () => {
    const name = (target: bigint, machine: string) =>
      namePoison({ type: 'void *', printed: '', target }, { machine });
    assert.equal(name(0xf3ff000002a86180n, 'aarch64'), 'KASAN tag 0xf3');
    assert.equal(name(0xfeff000002a86180n, 'aarch64'), 'KASAN tag 0xfe: freed');
    // A return address on the stack of kthreadd in the lab's arm64-6.1-pauth.
    assert.equal(name(0x3f93ac0bbd1af1a0n, 'aarch64'), 'signed by pointer authentication');
    assert.match(name(0x3ff3ac0bbd1af1a0n, 'aarch64') ?? '', /^signed .*, or tagged by KASAN$/);
    assert.equal(name(0xfff3ac0bbd1af1a0n, 'aarch64'), undefined);
    assert.equal(name(0xffffac0bbd1af1a0n, 'aarch64'), undefined);
    assert.equal(name(0x3f93ac0bbd1af1a0n, 'x86_64'), undefined);
  });

  it('errors have names up to 4095', () => {
    assert.equal(errorName(-1n), '-EPERM');
    assert.equal(errorName(-22n), '-EINVAL');
    assert.equal(errorName(-110n), '-ETIMEDOUT');
    assert.equal(errorName(-133n), '-EHWPOISON');
    assert.equal(errorName(-517n), '-EPROBE_DEFER');
    assert.equal(errorName(-4000n), '-4000');
    assert.equal(errorName(-4096n), undefined);
    assert.equal(errorName(2n), undefined);
  });
});

describe('flags', () => {
  const names = [
    [0x3n, 'BOTH'],
    [0x1n, 'ONE'],
    [0x4n, 'FOUR'],
  ] as const;

  it('are named, wide masks first, and what has no name is a number', () => {
    assert.equal(flagText(0x7n, names, '0'), 'BOTH | FOUR (0x7)');
    assert.equal(flagText(0x41n, names, '0'), 'ONE | 0x40 (0x41)');
    assert.equal(flagText(0n, names, 'NONE'), 'NONE (0)');
    assert.equal(flagText(0n, names, '0'), '0');
  });
});

describe('texts', () => {
  it('are quoted; UTF-8 stays, other bytes too', () => {
    assert.equal(quoted('init'), '"init"');
    assert.equal(quoted('a"b\\'), '"a\\"b\\\\"');
    assert.equal(quoted(Buffer.from('ä').toString('latin1')), '"ä"');
    assert.equal(quoted('\xff'), '"\xff"');
  });
});

describe('bt -FF', () => {
  it('gives the words of each frame', () => {
    const frames = parseStackWords(` #7 [ffff9fce0018fdc0] lab_submit at ffffffffc0058085 [labcrash]
    ffff9fce0018fdc8: lab_write+220    
 #8 [ffff9fce0018fdc8] lab_write at ffffffffc0058177 [labcrash]
    ffff9fce0018fdd0: 000000006c6c756e 0000000000000000 
    ffff9fce0018fe00: 0000000000000013 [ffff9fce00332c00:kmalloc-64] 
    ffff9fce0018fe30: 0000000000000000 lab_done         
`);
    assert.deepEqual(
      frames
        .get(0xffff9fce0018fdc8n)
        ?.map(({ address, text }) => `${address.toString(16)} ${text}`),
      [
        'ffff9fce0018fdd0 000000006c6c756e',
        'ffff9fce0018fdd8 0000000000000000',
        'ffff9fce0018fe00 0000000000000013',
        'ffff9fce0018fe08 [ffff9fce00332c00:kmalloc-64]',
        'ffff9fce0018fe30 0000000000000000',
        'ffff9fce0018fe38 lab_done',
      ],
    );
    assert.equal(frames.get(0xffff9fce0018fdc0n)?.length, 1);
  });
});
