import type { Kernel } from '../kernel';
import type { RawValue, ValueRule } from '../rule';

/** include/linux/sched.h: the same bits from Linux 4.14 to 7.2; the upper ones came one by one. */
const TASK_STATES: readonly (readonly [bigint, string])[] = [
  [0x1n, 'TASK_INTERRUPTIBLE'],
  [0x2n, 'TASK_UNINTERRUPTIBLE'],
  [0x4n, '__TASK_STOPPED'],
  [0x8n, '__TASK_TRACED'],
  [0x10n, 'EXIT_DEAD'],
  [0x20n, 'EXIT_ZOMBIE'],
  [0x40n, 'TASK_PARKED'],
  [0x80n, 'TASK_DEAD'],
  [0x100n, 'TASK_WAKEKILL'],
  [0x200n, 'TASK_WAKING'],
  [0x400n, 'TASK_NOLOAD'],
  [0x800n, 'TASK_NEW'],
  [0x1000n, 'TASK_RTLOCK_WAIT'],
  [0x2000n, 'TASK_FREEZABLE'],
  [0x4000n, '__TASK_FREEZABLE_UNSAFE'],
  [0x8000n, 'TASK_FROZEN'],
];

/** The flags of a task, as Linux 6.1, 6.12 and 7.2 have them; those that moved in between are left out. */
const TASK_FLAGS: readonly (readonly [bigint, string])[] = [
  [0x1n, 'PF_VCPU'],
  [0x2n, 'PF_IDLE'],
  [0x4n, 'PF_EXITING'],
  [0x8n, 'PF_POSTCOREDUMP'],
  [0x10n, 'PF_IO_WORKER'],
  [0x20n, 'PF_WQ_WORKER'],
  [0x40n, 'PF_FORKNOEXEC'],
  [0x80n, 'PF_MCE_PROCESS'],
  [0x100n, 'PF_SUPERPRIV'],
  [0x200n, 'PF_DUMPCORE'],
  [0x400n, 'PF_SIGNALED'],
  [0x800n, 'PF_MEMALLOC'],
  [0x1000n, 'PF_NPROC_EXCEEDED'],
  [0x2000n, 'PF_USED_MATH'],
  [0x4000n, 'PF_USER_WORKER'],
  [0x8000n, 'PF_NOFREEZE'],
  [0x10000n, 'PF_KCOMPACTD'],
  [0x20000n, 'PF_KSWAPD'],
  [0x40000n, 'PF_MEMALLOC_NOFS'],
  [0x80000n, 'PF_MEMALLOC_NOIO'],
  [0x100000n, 'PF_LOCAL_THROTTLE'],
  [0x200000n, 'PF_KTHREAD'],
  [0x400000n, 'PF_RANDOMIZE'],
  [0x800000n, 'PF_NO_NOTIFY_SIGNAL'],
  [0x4000000n, 'PF_NO_SETAFFINITY'],
  [0x8000000n, 'PF_MCE_EARLY'],
  [0x10000000n, 'PF_MEMALLOC_PIN'],
  [0x20000000n, 'PF_BLOCK_TS'],
  [0x80000000n, 'PF_SUSPEND_TASK'],
];

/** `task_struct.__state` (`state` before 5.14) and `exit_state`. */
export const taskStateRule: ValueRule = {
  takes: ({ owner }) =>
    owner?.type === 'struct task_struct' && /^(?:__state|state|exit_state)$/.test(owner.member),
  view({ printed, owner }, kernel) {
    const value = integer(printed);
    if (value === undefined || !isSince(kernel.release, 4, 14)) {
      return Promise.resolve(undefined);
    }
    const none = owner?.member === 'exit_state' ? '0' : 'TASK_RUNNING';
    return Promise.resolve({ text: flagText(value, TASK_STATES, none) });
  },
};

export const taskFlagsRule: ValueRule = {
  takes: ({ owner }) => owner?.type === 'struct task_struct' && owner.member === 'flags',
  view({ printed }, kernel) {
    const value = integer(printed);
    return Promise.resolve(
      value === undefined || !isSince(kernel.release, 6, 1)
        ? undefined
        : { text: flagText(value, TASK_FLAGS, '0') },
    );
  },
};

/**
 * Flags whose names the kernel itself holds, for its own messages (mm/debug.c): they are those of this
 * very kernel. Each row is a mask and the address of a name.
 */
interface OwnTable {
  readonly symbol: string;
  takes(value: RawValue): boolean;
}

const OWN_TABLES: readonly OwnTable[] = [
  { symbol: 'gfpflag_names', takes: ({ type }) => type === 'gfp_t' },
  {
    symbol: 'pageflag_names',
    takes: ({ owner }) =>
      /^struct (?:page|folio|slab|ptdesc)$/.test(owner?.type ?? '') &&
      /^(?:__page_)?flags$/.test(owner?.member ?? ''),
  },
  {
    symbol: 'vmaflag_names',
    takes: ({ type, owner }) =>
      type === 'vm_flags_t' || /^(?:__)?vm_flags$/.test(owner?.member ?? ''),
  },
];

/** What bits above the flags of a page hold (zone, node, section) depends on the configuration. */
export const ownFlagsRule: ValueRule = {
  takes: (value) => OWN_TABLES.some((table) => table.takes(value)),
  async view(raw, kernel) {
    const table = OWN_TABLES.find((candidate) => candidate.takes(raw));
    const value = integer(raw.printed);
    if (!table || value === undefined) {
      return undefined;
    }
    const names = await namesOf(table.symbol, kernel);
    return names.length === 0 ? undefined : { text: flagText(value, names, '0') };
  },
};

const MOST_ROWS = 128;
const tables = new WeakMap<Kernel, Map<string, Promise<(readonly [bigint, string])[]>>>();

function namesOf(symbol: string, kernel: Kernel): Promise<(readonly [bigint, string])[]> {
  const known = tables.get(kernel) ?? new Map<string, Promise<(readonly [bigint, string])[]>>();
  tables.set(kernel, known);
  let names = known.get(symbol);
  if (!names) {
    names = readTable(symbol, kernel);
    known.set(symbol, names);
  }
  return names;
}

async function readTable(symbol: string, kernel: Kernel): Promise<(readonly [bigint, string])[]> {
  const start = await kernel.symbol(symbol);
  const rows: (readonly [bigint, string])[] = [];
  for (let index = 0n; start !== undefined && index < MOST_ROWS; index++) {
    const mask = await kernel.pointer(start + 16n * index);
    const text = await kernel.pointer(start + 16n * index + 8n);
    const name = text ? await kernel.string(text, 64) : undefined;
    if (mask === undefined || name === undefined || !/^\w+$/.test(name)) {
      break;
    }
    rows.push([mask, name]);
  }
  return rows;
}

/**
 * `A | B | 0x80 (0x83)`: wide masks first, as the kernel prints them; bits without a name as a number;
 * in parentheses the whole.
 */
export function flagText(
  value: bigint,
  names: readonly (readonly [bigint, string])[],
  none: string,
): string {
  let rest = value;
  const words: string[] = [];
  for (const [mask, name] of names) {
    if (mask !== 0n && (rest & mask) === mask) {
      words.push(name);
      rest &= ~mask;
    }
  }
  if (value === 0n) {
    return none === '0' ? '0' : `${none} (0)`;
  }
  const unnamed = rest === 0n ? [] : [`0x${rest.toString(16)}`];
  return `${[...words, ...unnamed].join(' | ')} (0x${value.toString(16)})`;
}

function integer(printed: string): bigint | undefined {
  return /^\d+$/.test(printed) ? BigInt(printed) : undefined;
}

/** False where the release is not known. */
function isSince(release: string | undefined, major: number, minor: number): boolean {
  const match = /^(\d+)\.(\d+)/.exec(release ?? '');
  const [has, hasMinor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  return has > major || (has === major && hasMinor >= minor);
}
