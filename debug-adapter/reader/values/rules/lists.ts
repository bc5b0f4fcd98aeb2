import type { Kernel } from '../kernel';
import { whyAt } from '../missing';
import type { Maker, RawValue, ValueRule, View } from '../rule';
import type { Value } from '../value';
import { poisonName } from './poison';

/** What hangs in a list: the structure, and its member that is linked. */
export interface Linked {
  readonly type: string;
  readonly member: string;
}

/** So many are counted for a row, and shown at first. */
const FIRST = 100;
/** No list is followed further: a damaged one may go on through all memory. */
const MOST = 100_000;

/** Lists of the kernel whose elements are known: head → structure and member. */
const HEADS: Readonly<Record<string, string>> = {
  'struct task_struct.children': 'struct task_struct.sibling',
  'struct task_struct.ptraced': 'struct task_struct.ptrace_entry',
  'struct signal_struct.thread_head': 'struct task_struct.thread_node',
  'struct super_block.s_inodes': 'struct inode.i_sb_list',
  'struct super_block.s_mounts': 'struct mount.mnt_instance',
  'struct inode.i_dentry': 'struct dentry.d_u.d_alias',
  'struct dentry.d_subdirs': 'struct dentry.d_child',
  'struct dentry.d_children': 'struct dentry.d_sib',
  'struct mount.mnt_mounts': 'struct mount.mnt_child',
  'struct mnt_namespace.list': 'struct mount.mnt_list',
  'struct wait_queue_head.head': 'struct wait_queue_entry.entry',
  'struct mutex.wait_list': 'struct mutex_waiter.list',
  'struct rw_semaphore.wait_list': 'struct rwsem_waiter.list',
  'struct semaphore.wait_list': 'struct semaphore_waiter.list',
  'struct worker_pool.worklist': 'struct work_struct.entry',
  'struct worker_pool.idle_list': 'struct worker.entry',
  'struct worker_pool.workers': 'struct worker.node',
  'struct workqueue_struct.pwqs': 'struct pool_workqueue.pwqs_node',
  'struct rq.cfs_tasks': 'struct task_struct.se.group_node',
  'struct file_system_type.fs_supers': 'struct super_block.s_instances',
  'struct net.dev_base_head': 'struct net_device.dev_list',
  'struct address_space.private_list': 'struct buffer_head.b_assoc_buffers',
  'struct module.source_list': 'struct module_use.source_list',
  'struct module.target_list': 'struct module_use.target_list',
};

/**
 * Rings without a head apart: every link, also that of the first one, is in such a structure. In other
 * rings one of the links is the head, and nothing tells which.
 */
const RINGS = new Set(['struct task_struct.tasks', 'struct task_struct.thread_group']);

/** A list and what it holds, each element as the structure that it is, where that is known. */
export class ListRule implements ValueRule {
  /**
   * @param own heads that a person named, before those known here: `struct foo.items`, or a variable
   * of the kernel → `struct item.node`
   */
  constructor(private readonly own: ReadonlyMap<string, string> = new Map()) {}

  takes({ type, address }: { readonly type: string; readonly address?: bigint }): boolean {
    return address !== undefined && /^struct h?list_head$/.test(type);
  }

  async view(
    { type, address = 0n, owner, variable = '' }: RawValue,
    kernel: Kernel,
    make: Maker,
  ): Promise<View | undefined> {
    const walk = new Walk(address, type === 'struct list_head', kernel);
    const few = await walk.first(FIRST);
    const place = owner === undefined ? variable : `${owner.type}.${owner.member}`;
    const own = this.own.get(place);
    const isLink = own === undefined && RINGS.has(place);
    const named = isLink ? place : (own ?? HEADS[place]);
    const isUnknown = own !== undefined && !(await isMember(own, kernel));
    const linked = isUnknown ? undefined : readLinked(named);
    if (few.broken !== undefined && few.nodes.length === 0) {
      return { text: few.broken };
    }
    const listed = listText(few, type, linked, isLink);
    const text = isUnknown ? `${listed} (listTypes: this kernel has no ${own})` : listed;
    if (few.nodes.length === 0) {
      return { text };
    }
    return {
      text,
      parts: async () => [
        ...(await elements(few.nodes, 0, type, linked, kernel, make)),
        ...(few.more ? [rest(walk, type, linked, kernel, make)] : []),
      ],
    };
  }
}

async function isMember(text: string, kernel: Kernel): Promise<boolean> {
  const linked = readLinked(text);
  return linked !== undefined && (await kernel.field(linked.type, linked.member)) !== undefined;
}

/** `3 × struct inode`, `linked with 5 others`, `empty`. */
function listText(
  { nodes, more, broken }: Steps,
  type: string,
  linked: Linked | undefined,
  isRing: boolean,
): string {
  const { length } = nodes;
  if (length === 0) {
    return isRing ? 'alone in its list' : 'empty';
  }
  const count = `${length}${more ? ' or more' : ''}`;
  const one = length === 1;
  const entries =
    linked && !isRing
      ? `${count} × ${linked.type}`
      : type === 'struct list_head'
        ? `linked with ${count} other${one ? '' : 's'}`
        : `${count} entr${one ? 'y' : 'ies'}`;
  return broken === undefined ? entries : `${entries}, then ${broken}`;
}

function readLinked(text: string | undefined): Linked | undefined {
  const match = /^((?:struct )?\w+)\.([\w.]+)$/.exec(text ?? '');
  return match?.[1] !== undefined && match[2] !== undefined
    ? { type: match[1], member: match[2] }
    : undefined;
}

interface Steps {
  readonly nodes: readonly bigint[];
  /** The list goes on. */
  readonly more: boolean;
  /** Why it does not come to its end. */
  readonly broken?: string;
}

/** The links of a list, one after another. */
class Walk {
  constructor(
    private readonly head: bigint,
    /** Whether the last one leads back to the head (`list_head`), or to NULL (`hlist_head`). */
    private readonly isRing: boolean,
    private readonly kernel: Kernel,
  ) {}

  async first(most: number): Promise<Steps> {
    const nodes: bigint[] = [];
    const seen = new Set<bigint>();
    let at = this.head;
    for (;;) {
      const next = await this.kernel.pointer(at);
      const broken =
        next === undefined ? `<${await whyAt(at, this.kernel)}>` : this.brokenAt(next, seen);
      if (broken !== undefined) {
        return { nodes, more: false, broken };
      }
      if (next === undefined || next === (this.isRing ? this.head : 0n)) {
        return { nodes, more: false };
      }
      if (nodes.length >= most) {
        return { nodes, more: true };
      }
      nodes.push(next);
      seen.add(next);
      at = next;
    }
  }

  private brokenAt(next: bigint, seen: ReadonlySet<bigint>): string | undefined {
    if (this.isRing && next === 0n) {
      return seen.size === 0 ? 'not linked (NULL)' : 'NULL';
    }
    const poison = poisonName(next, 8, false);
    if (poison !== undefined) {
      return poison;
    }
    return seen.has(next) ? 'a circle that does not come back to its head' : undefined;
  }
}

async function elements(
  nodes: readonly bigint[],
  from: number,
  type: string,
  linked: Linked | undefined,
  kernel: Kernel,
  make: Maker,
): Promise<Value[]> {
  const field = linked && (await kernel.field(linked.type, linked.member));
  return Promise.all(
    nodes.map((node, index) => {
      const name = `[${from + index}]`;
      return linked && field
        ? make.at(name, linked.type, node - BigInt(field.offset))
        : make.at(name, type === 'struct list_head' ? type : 'struct hlist_node', node);
    }),
  );
}

/** What comes after the first: it is walked, and parted, when a person opens it. */
function rest(
  walk: Walk,
  type: string,
  linked: Linked | undefined,
  kernel: Kernel,
  make: Maker,
): Value {
  return {
    name: `[${FIRST}…]`,
    text: 'the rest of the list',
    members: {
      list: async () => {
        const all = await walk.first(MOST);
        const parts: Value[] = [];
        for (let from = FIRST; from < all.nodes.length; from += FIRST) {
          const nodes = all.nodes.slice(from, from + FIRST);
          parts.push({
            name: `[${from}…${from + nodes.length - 1}]`,
            text: linked?.type ?? '',
            members: {
              list: () => elements(nodes, from, type, linked, kernel, make),
            },
          });
        }
        const end = all.broken ?? (all.more ? `more than ${MOST} entries` : undefined);
        return end === undefined ? parts : [...parts, make.word('[end]', end)];
      },
    },
  };
}
