import assert from 'node:assert/strict';
import { parsePs } from '../../../debug-adapter/commands/ps';
import { arm64Versions, readFixture, x86Versions } from './fixture';

const header = '      PID    PPID  CPU       TASK        ST  %MEM      VSZ      RSS  COMM\n';

/** A row of ps with the columns that matter for the name. */
function row(comm: string, { state = 'IN', size = 1072, ppid = 1 } = {}): string {
  const vsz = String(size).padStart(8);
  return `       55 ${String(ppid).padStart(7)}   0  ffff9fce00223840  ${state}   0.3 ${vsz} ${vsz}  ${comm}\n`;
}

function names(text: string): [string, boolean][] {
  const { tasks, unparsed } = parsePs(header + text);
  assert.deepEqual(unparsed, []);
  return tasks.map(({ name, kernelThread }) => [name, kernelThread]);
}

describe('ps', () => {
  it('reads the tasks of the samples', () => {
    for (const version of [...x86Versions, ...arm64Versions]) {
      const { tasks, unparsed } = parsePs(readFixture(version, 'ps.txt'));
      assert.deepEqual(unparsed, []);
      const count = version === '8.0.2' ? 3 : version.startsWith('arm64') ? 49 : 56;
      assert.equal(tasks.length, count);
      assert.equal(new Set(tasks.map(({ address }) => address)).size, count);
    }
    const { tasks } = parsePs(readFixture('9.0.2', 'ps.txt'));
    assert.deepEqual(tasks[1], {
      address: 0xffff9fce001a0b40n,
      pid: 0,
      ppid: 0,
      cpu: 1,
      state: 'RU',
      name: 'swapper/1',
      onCpu: false,
      kernelThread: true,
    });
    assert.deepEqual(
      tasks.filter(({ onCpu }) => onCpu).map(({ name }) => name),
      ['swapper/0', 'init'],
    );
    assert.deepEqual(
      tasks.filter(({ pid }) => pid === 57 || pid === 68),
      [
        {
          address: 0xffff9fce00224ec0n,
          pid: 57,
          ppid: 1,
          cpu: 1,
          state: 'UN',
          name: 'lab-dstate',
          onCpu: false,
          kernelThread: false,
        },
        {
          address: 0xffff9fce009dc380n,
          pid: 68,
          ppid: 56,
          cpu: 1,
          state: 'ZO',
          name: 'lab-zombie',
          onCpu: false,
          kernelThread: false,
        },
      ],
    );
  });

  it('keeps names as they are', () => {
    for (const name of [
      'a b',
      ' a  b ',
      'a\tb\x1b[31m',
      'x: [y]',
      '5 6 7 8',
      'Ünïcødé',
      '日本語日本',
      '\u2028\r',
      'ps: x',
      '>',
      '',
    ]) {
      assert.deepEqual(names(row(name) + row('next')), [
        [name, false],
        ['next', false],
      ]);
    }
  });

  it('joins a name that holds newlines', () => {
    assert.deepEqual(names(row('a\nb') + row('c\n\nd') + row('e\n')), [
      ['a\nb', false],
      ['c\n\nd', false],
      ['e\n', false],
    ]);
    assert.deepEqual(names(row('[a\nb]', { size: 0, ppid: 2 })), [['a\nb', true]]);
    assert.deepEqual(names(row('0123456789abc\nd')), [['0123456789abc\nd', false]]);
    const error = 'ps: invalid kernel virtual address: 0';
    assert.deepEqual(parsePs(row('a') + error).unparsed, [error]);
  });

  it('strips the brackets of kernel threads only', () => {
    assert.deepEqual(names(row('[kthreadd]', { size: 0, ppid: 0 })), [['kthreadd', true]]);
    assert.deepEqual(names(row('[[x]]', { size: 0, ppid: 2 })), [['[x]', true]]);
    assert.deepEqual(names(row('[x]')), [['[x]', false]]);
    assert.deepEqual(names(row('[x]', { size: 0, state: 'ZO' })), [['[x]', false]]);
    assert.deepEqual(names(row('x', { size: 0 })), [['x', false]]);
    assert.deepEqual(names(row('[x', { size: 0 })), [['[x', false]]);
    // A kernel thread that borrowed a process's memory.
    assert.deepEqual(names(row('[vhost-77]', { ppid: 2 })), [['vhost-77', true]]);
  });

  it('reads a 32-bit kernel, long states, an unknown CPU and a CPU that is off', () => {
    const { tasks, unparsed } = parsePs(
      '   PID    PPID  CPU   TASK    ST  %MEM     VSZ    RSS  COMM\n' +
        '>     1      0   ?  c14ee000  INEX  0.1    2056    660  init\n' +
        '-     2      0  12  c14ee240  UN  12.5    2056    660  x\n',
    );
    assert.deepEqual(unparsed, []);
    assert.deepEqual(
      tasks.map(({ address, cpu, state, onCpu }) => [address, cpu, state, onCpu]),
      [
        [0xc14ee000n, -1, 'INEX', true],
        [0xc14ee240n, 12, 'UN', false],
      ],
    );
  });

  it('gives back what is no task', () => {
    const text = 'ps: cannot determine the task list\nNOTE: something else\n';
    assert.deepEqual(parsePs(text), { tasks: [], unparsed: text.trim().split('\n') });
    assert.deepEqual(parsePs(''), { tasks: [], unparsed: [] });
  });
});
