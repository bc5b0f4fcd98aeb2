import type { Kernel } from '../kernel';
import type { Maker, ValueRule, View } from '../rule';
import { taskName } from './task-name';

/** Names of the same lock, whose word is a `struct qspinlock` (x86-64 and arm64). */
const SPINLOCKS = new Set([
  'spinlock_t',
  'struct spinlock',
  'raw_spinlock_t',
  'struct raw_spinlock',
  'arch_spinlock_t',
  'struct qspinlock',
]);

/**
 * Spin locks: locked or not, and who waits. The word is that of include/asm-generic/qspinlock_types.h:
 * a byte `locked`, a bit or byte `pending`, and from bit 18 on the last CPU in the queue, plus one.
 */
export const spinlockRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && SPINLOCKS.has(type),
  async view({ type, address = 0n }, kernel) {
    // With PREEMPT_RT a spinlock_t is a mutex that hands on priorities.
    if ((await kernel.layout('struct qspinlock')) === undefined) {
      return undefined;
    }
    if (/^(?:spinlock_t|struct spinlock)$/.test(type)) {
      const first = (await kernel.layout('struct spinlock'))?.members.get('rlock');
      if (!first) {
        return undefined;
      }
    }
    const word = await kernel.number(address, 4);
    if (word === undefined) {
      return undefined;
    }
    const tail = Number(word >> 18n);
    const waits =
      tail > 0
        ? `, CPU ${tail - 1} last in the queue`
        : (word & 0xff00n) !== 0n
          ? ', a CPU waits'
          : '';
    return { text: `${(word & 0xffn) === 0n ? 'unlocked' : 'locked'}${waits}` };
  },
};

/** `struct mutex`: its owner is a task, whose lowest three bits say more (kernel/locking/mutex.c). */
export const mutexRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && type === 'struct mutex',
  async view({ address = 0n }, kernel, make) {
    const field = await kernel.field('struct mutex', 'owner');
    if (!field) {
      return undefined;
    }
    const owner = await kernel.pointer(address + BigInt(field.offset));
    if (owner === undefined) {
      return undefined;
    }
    return locked(owner & ~7n, (owner & 1n) !== 0n, kernel, make);
  },
};

/** `struct rt_mutex` and what PREEMPT_RT makes of others: bit 0 of the owner says that others wait. */
export const rtMutexRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && /^struct rt_mutex(?:_base)?$/.test(type),
  async view({ type, address = 0n }, kernel, make) {
    const field =
      (await kernel.field(type, 'owner')) ?? (await kernel.field(type, 'rtmutex.owner'));
    const owner = field && (await kernel.pointer(address + BigInt(field.offset)));
    return owner === undefined ? undefined : locked(owner & ~1n, (owner & 1n) !== 0n, kernel, make);
  },
};

/**
 * `struct rw_semaphore` (kernel/locking/rwsem.c): bit 0 of the count is a writer, bit 1 that others
 * wait, from bit 8 on the number of readers; the owner is the writer, or the last reader (bit 0).
 */
export const rwsemRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && type === 'struct rw_semaphore',
  async view({ address = 0n }, kernel, make) {
    const owned = await kernel.field('struct rw_semaphore', 'owner');
    const counted = await kernel.field('struct rw_semaphore', 'count');
    if (!owned || counted?.size !== 8) {
      return undefined;
    }
    const count = await kernel.pointer(address + BigInt(counted.offset));
    const owner = await kernel.pointer(address + BigInt(owned.offset));
    if (count === undefined || owner === undefined) {
      return undefined;
    }
    const waits = (count & 2n) !== 0n;
    const readers = count >> 8n;
    if ((count & 1n) !== 0n) {
      return locked(owner & ~7n, waits, kernel, make, 'locked for writing');
    }
    if (readers > 0n && readers < 1n << 54n) {
      return {
        text: `held by ${readers} reader${readers === 1n ? '' : 's'}${waits ? ', others wait' : ''}`,
      };
    }
    return { text: `unlocked${waits ? ', others wait' : ''}` };
  },
};

/** `struct semaphore` (kernel/locking/semaphore.c): how many may still take it; nobody owns it. */
export const semaphoreRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && type === 'struct semaphore',
  async view({ address = 0n }, kernel) {
    const count = await kernel.memberOf(address, 'struct semaphore', 'count');
    const list = await kernel.field('struct semaphore', 'wait_list');
    const head = list && address + BigInt(list.offset);
    const first = head === undefined ? undefined : await kernel.pointer(head);
    return count === undefined || first === undefined
      ? undefined
      : { text: `${count} free${first === head ? '' : ', others wait'}` };
  },
};

/** `rwlock_t` (include/asm-generic/qrwlock_types.h): a byte for the writer, readers from bit 9 on. */
export const rwlockRule: ValueRule = {
  takes: ({ type, address }) =>
    address !== undefined && /^(?:rwlock_t|arch_rwlock_t|struct qrwlock)$/.test(type),
  async view({ address = 0n }, kernel) {
    if ((await kernel.layout('struct qrwlock')) === undefined) {
      return undefined;
    }
    const word = await kernel.number(address, 4);
    if (word === undefined) {
      return undefined;
    }
    const readers = word >> 9n;
    const waits = (word & 0x100n) !== 0n ? ', a writer waits' : '';
    const state =
      (word & 0xffn) !== 0n
        ? 'locked for writing'
        : readers > 0n
          ? `held by ${readers} reader${readers === 1n ? '' : 's'}`
          : 'unlocked';
    return { text: `${state}${waits}` };
  },
};

async function locked(
  owner: bigint,
  waits: boolean,
  kernel: Kernel,
  make: Maker,
  how = 'locked',
): Promise<View> {
  if (owner === 0n) {
    return { text: `unlocked${waits ? ', others wait' : ''}` };
  }
  const name = (await taskName(owner, kernel)) ?? `task 0x${owner.toString(16)}`;
  return {
    text: `${how} by ${name}${waits ? ', others wait' : ''}`,
    extra: [await make.at('[owner]', 'struct task_struct', owner)],
  };
}
