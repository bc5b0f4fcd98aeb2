import assert from 'node:assert/strict';
import { stateLetters, walkTasks, type TaskLayout } from '../../../debug-adapter/reader/task-walk';

const LAYOUT: TaskLayout = {
  initTask: 0x1000n,
  tasks: 0x20,
  pid: 0x30,
  comm: 0x40,
  state: 0x8,
  exitState: 0xc,
  mm: 0x50,
  realParent: 0x58,
  cpu: 0x4,
  signal: 0x60,
  threadNode: 0x70,
  threadHead: 0x10,
};

/** Memory of a kernel with a few tasks. */
class Memory {
  private readonly bytes = new Map<bigint, number>();
  readonly gone = new Set<bigint>();

  write(address: bigint, value: bigint, length = 8): void {
    for (let index = 0; index < length; index++) {
      this.bytes.set(address + BigInt(index), Number((value >> BigInt(8 * index)) & 0xffn));
    }
  }

  read = (address: bigint, length: number): Promise<Buffer | undefined> => {
    const addresses = Array.from({ length }, (_, index) => address + BigInt(index));
    return Promise.resolve(
      addresses.some((at) => this.gone.has(at))
        ? undefined
        : Buffer.from(addresses.map((at) => this.bytes.get(at) ?? 0)),
    );
  };

  task(address: bigint, pid: number, comm: string, next: bigint, signal: bigint): void {
    this.write(address + 0x20n, next + 0x20n);
    this.write(address + 0x30n, BigInt(pid), 4);
    Buffer.from(comm).forEach((byte, index) =>
      this.write(address + 0x40n + BigInt(index), BigInt(byte), 1),
    );
    this.write(address + 0x58n, 0x1000n);
    this.write(address + 0x60n, signal);
  }

  /** The threads of a process, a ring from its signal_struct. */
  threads(signal: bigint, ...tasks: readonly bigint[]): void {
    const ring = [signal + 0x10n, ...tasks.map((task) => task + 0x70n)];
    ring.forEach((node, index) => this.write(node, ring[(index + 1) % ring.length] ?? 0n));
  }
}

/** init_task, a process with two threads, and one of its own. */
function kernel(): Memory {
  const memory = new Memory();
  memory.task(0x1000n, 0, 'swapper/0', 0x2000n, 0x9000n);
  memory.task(0x2000n, 10, 'shell', 0x4000n, 0xa000n);
  memory.task(0x3000n, 11, 'shell-thread', 0n, 0xa000n);
  memory.task(0x4000n, 5, 'a-name-of-15-by', 0x1000n, 0xb000n);
  memory.threads(0x9000n, 0x1000n);
  memory.threads(0xa000n, 0x2000n, 0x3000n);
  memory.threads(0xb000n, 0x4000n);
  return memory;
}

describe('the tasks in the kernel’s own lists', () => {
  it('are processes and their threads, by pid', async () => {
    const memory = kernel();
    memory.write(0x3008n, 0x402n, 4);
    memory.write(0x4050n, 0xffffn);
    memory.write(0x4004n, 3n, 4);
    const { tasks, whole } = await walkTasks(LAYOUT, memory.read);
    assert.ok(whole);
    assert.deepEqual(
      tasks.map(({ pid, name, state }) => [pid, name, state]),
      [
        [0, 'swapper/0', 'RU'],
        [5, 'a-name-of-15-by', 'RU'],
        [10, 'shell', 'RU'],
        [11, 'shell-thread', 'ID'],
      ],
    );
    assert.deepEqual(tasks[1], {
      address: 0x4000n,
      pid: 5,
      ppid: 0,
      cpu: 3,
      state: 'RU',
      name: 'a-name-of-15-by',
      onCpu: false,
      kernelThread: false,
    });
  });

  it('are as many as can be read', async () => {
    const memory = kernel();
    memory.gone.add(0x4030n);
    const { tasks, whole } = await walkTasks(LAYOUT, memory.read);
    assert.equal(whole, false);
    assert.deepEqual(
      tasks.map(({ pid }) => pid),
      [0, 10, 11],
    );
  });

  it('end where a damaged list goes round', async () => {
    const memory = kernel();
    memory.write(0x4020n, 0x2020n);
    memory.write(0x3070n, 0x3070n);
    const { tasks, whole } = await walkTasks(LAYOUT, memory.read);
    assert.equal(whole, false);
    assert.equal(tasks.length, 4);
  });

  for (const [state, exitState, letters] of [
    [0, 0, 'RU'],
    [1, 0, 'IN'],
    [0x2002, 0, 'UN'],
    [0x402, 0, 'ID'],
    [0, 0x20, 'ZO'],
    [0x80, 0x10, 'DE'],
    [0x1000, 0, '??'],
  ] as const) {
    it(`are ${letters} with state ${state} and exit state ${exitState}`, () => {
      assert.equal(stateLetters(state, exitState), letters);
    });
  }
});
