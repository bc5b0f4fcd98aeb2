import assert from 'node:assert/strict';
import {
  findKernelMacro,
  refusedExpression,
} from '../../../debug-adapter/reader/expressions/judge-expression';

describe('an expression', () => {
  const harmless = [
    'a == b',
    'a <= b && c >= d || e != f',
    'task->comm[0]',
    '*(struct task_struct *)0xffff9fce00180000',
    'sizeof(struct page)',
    'per_cpu(runqueues, 1).cpu',
    '(char)(x >> 3)',
    '"a = b ++"',
    'a - -b',
    '*(char (*)[16])0xffff9fce00180000',
    '(unsigned long (*)[4096])(x + 8)',
    '*(struct list_head (**)[2])x',
    '(int (*)(void))x',
    '(int (*)(struct inode *, struct file *))task->thread.sp',
    '(long (*)(int, int (*)(void)))x == y',
    '((u64)(x) + (gfp_t)(y)) * (2)',
    '(struct file *)(x) + sizeof (y)',
    "'fs/open.c'::count",
    'per_cpu_ptr(x->counters, 1)->sectors[(0)]',
    'a[(b)] && !(c)',
  ];
  for (const expression of harmless) {
    it(`is evaluated: ${expression}`, () => assert.equal(refusedExpression(expression), undefined));
  }

  const refused: readonly [string, RegExp][] = [
    ['a = b', /would assign/],
    ['a += 1', /would assign/],
    ['a <<= 1', /would assign/],
    ['a++', /would assign/],
    ['--a', /would assign/],
    ['$x = 5', /would assign/],
    ['panic("x")', /panic\(\) would have to be called/],
    ['a + foo (1)', /foo\(\) would have to be called/],
    ['(schedule)()', /what stands before the parentheses would have to be called/],
    ['(*schedule)()', /would have to be called/],
    ['((schedule))(1)', /would have to be called/],
    ['((int (*)(void))0x1000)()', /what stands before the parentheses would/],
    ['(*(int (*)(void))0x1000)()', /would have to be called/],
    ['((int (*)(void))schedule)()', /would have to be called/],
    ['(int (*)(void))schedule()', /schedule\(\) would/],
    ['(int (*)(void))(schedule)()', /would have to be called/],
    ['(int (*)(void))(1)(2)', /would have to be called/],
    ['(char (*)[schedule()])x', /schedule\(\) would/],
    ['(int (*)(panic()))x', /panic\(\) would/],
    ['(u64)(schedule)(1)', /would have to be called/],
    ['(u64)(u64)(x)(1)', /would have to be called/],
    ['ops[0](1)', /would have to be called/],
    ['ops->open(inode, file)', /open\(\) would/],
    ['(ops->open)(inode)', /would have to be called/],
    ['x->per_cpu(1)', /per_cpu\(\) would/],
    ['per_cpu(ops, 1)(2)', /would have to be called/],
    ['sizeof(x)(1)', /would have to be called/],
    ['0xffffffff81000000(1)', /would have to be called/],
    ['{int}schedule(1)', /schedule\(\) would/],
    ["'kernel/panic.c'::panic()", /panic\(\) would/],
    ['$rip(1)', /\$rip\(\) would/],
    ['(a ? b : c)(1)', /would have to be called/],
    ['x)(1) + (panic)(1)', /would have to be called/],
    ['(schedule)"("()', /would have to be called/],
    ['\u00e9(1)', /would have to be called/],
    [`${'('.repeat(5000)}x${')'.repeat(5000)}(1)`, /more parentheses than anybody/],
    ['$_shell("id")', /starts a shell/],
    ['a\nb', /control characters/],
  ];
  for (const [expression, why] of refused) {
    it(`is refused: ${JSON.stringify(expression)}`, () =>
      assert.match(refusedExpression(expression) ?? '', why));
  }
});

describe('a macro of the kernel', () => {
  const cases: readonly [string, object | undefined][] = [
    ['current->pid', { start: 0, end: 7, name: 'current' }],
    ['a->current', undefined],
    ['x.current', undefined],
    ['currently', undefined],
    [
      '1 + per_cpu(runqueues, 3).cpu',
      { start: 4, end: 25, name: 'per_cpu', of: 'runqueues', cpu: 3 },
    ],
    ['per_cpu( runqueues )', { start: 0, end: 20, name: 'per_cpu', of: 'runqueues' }],
    ['per_cpu_ptr(p->q, 0)->n', { start: 0, end: 20, name: 'per_cpu_ptr', of: 'p->q', cpu: 0 }],
  ];
  for (const [expression, expected] of cases) {
    it(expression, () => assert.deepEqual(findKernelMacro(expression), expected));
  }
});
