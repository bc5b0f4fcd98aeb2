import assert from 'node:assert/strict';
import { inThreadOrder, threadName } from '../../../debug-adapter/dap/thread-name';
import type { Task } from '../../../debug-adapter/model/task';

const PANIC = 0x100n;

function task(fields: Partial<Task>): Task {
  return {
    address: 0x200n,
    pid: 42,
    ppid: 1,
    cpu: 3,
    state: 'IN',
    name: 'sh',
    onCpu: false,
    kernelThread: false,
    ...fields,
  };
}

describe('the name of a thread', () => {
  const cases: readonly [string, Partial<Task>, string][] = [
    ['sleeping', {}, 'sh · 42 · IN'],
    ['on a CPU', { onCpu: true, state: 'RU' }, 'sh · 42 · CPU 3'],
    ['that panicked', { address: PANIC, onCpu: true }, 'sh · 42 · panic'],
    [
      'idle',
      { pid: 0, name: 'swapper/3', onCpu: true, kernelThread: true },
      'swapper/3 · 0 · CPU 3',
    ],
    ['with blanks and brackets', { name: 'a b (c) [d]' }, 'a b (c) [d] · 42 · IN'],
    ['with a colon', { name: 'kworker/0:1H' }, 'kworker/0:1H · 42 · IN'],
    ['in another script', { name: 'ядро' }, 'ядро · 42 · IN'],
    ['with escapes', { name: '\x1b[31m\n' }, '\\x1b[31m\\x0a · 42 · IN'],
    ['with a byte that is no text', { name: 'a\udcff' }, 'a\\xff · 42 · IN'],
    ['without a name', { name: '' }, '(no name) · 42 · IN'],
  ];
  for (const [name, fields, expected] of cases) {
    it(name, () => assert.equal(threadName(task(fields), PANIC), expected));
  }

  it('of a dump without a panic', () => {
    assert.equal(threadName(task({ address: PANIC, onCpu: true }), undefined), 'sh · 42 · CPU 3');
  });
});

describe('the order of threads', () => {
  function check(name: string, tasks: readonly [string, Partial<Task>][], expected: string): void {
    it(name, () => {
      const list = tasks.map(([own, fields], index) =>
        task({ name: own, address: BigInt(0x1000 + index), ...fields }),
      );
      const before = [...list];
      assert.equal(
        inThreadOrder(list, PANIC)
          .map((entry) => entry.name)
          .join(''),
        expected,
      );
      assert.deepEqual(list, before);
    });
  }

  check('of nothing', [], '');
  check(
    'as crash has it',
    [
      ['a', {}],
      ['b', {}],
      ['c', { state: 'ZO' }],
    ],
    'abc',
  );
  check(
    'the panic, CPUs, uninterruptible ones, the rest',
    [
      ['a', {}],
      ['b', { state: 'UN' }],
      ['c', { onCpu: true }],
      ['d', { address: PANIC }],
      ['e', { onCpu: true, state: 'UN' }],
      ['f', { state: 'UN' }],
      ['g', {}],
    ],
    'dcebfag',
  );
});
