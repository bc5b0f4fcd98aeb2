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
