import type { Kernel } from '../kernel';
import type { ValueRule } from '../rule';
import { taskName } from './task-name';
import { quoted } from './text';

/** Structures that have a name in them: the member, and whether it is a pointer to the text. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'struct module': ['name'],
  'struct net_device': ['name'],
  'struct super_block': ['s_id'],
  'struct file_system_type': ['name'],
  'struct kmem_cache': ['name'],
  'struct workqueue_struct': ['name'],
  'struct kobject': ['name'],
  'struct device': ['init_name', 'kobj.name'],
  'struct device_driver': ['name'],
  'struct bus_type': ['name'],
  'struct class': ['name'],
  'struct irqaction': ['name'],
  'struct proc_dir_entry': ['name'],
  'struct gendisk': ['disk_name'],
  'struct ctl_table': ['procname'],
  'struct clocksource': ['name'],
  'struct resource': ['name'],
  'struct kernfs_node': ['name'],
};

const MOST = 128;

/** A task, a module, a device … and pointers to them: their name. */
export const namedRule: ValueRule = {
  takes: ({ type, address, target }) => {
    const structure = type.replace(/ \*$/, '');
    const at = structure === type ? address : target;
    return at !== undefined && (structure === 'struct task_struct' || structure in NAMES);
  },
  async view({ type, address, target, printed }, kernel) {
    const structure = type.replace(/ \*$/, '');
    const at = (structure === type ? address : target) ?? 0n;
    const name =
      structure === 'struct task_struct'
        ? await taskName(at, kernel)
        : await nameIn(structure, at, kernel);
    if (name === undefined) {
      return undefined;
    }
    const pointer = /^0x[0-9a-f]+(?: <[^>]*>)?/.exec(printed)?.[0];
    return { text: pointer === undefined ? name : `${pointer} ${name}` };
  },
};

async function nameIn(structure: string, at: bigint, kernel: Kernel): Promise<string | undefined> {
  for (const path of NAMES[structure] ?? []) {
    const field = await kernel.field(structure, path);
    const place = field && at + BigInt(field.offset);
    if (!field || place === undefined) {
      continue;
    }
    const text = /\*$/.test(field.type) ? await kernel.pointer(place) : place;
    const length = /\*$/.test(field.type) ? MOST : Math.min(field.size, MOST);
    const name = text ? await kernel.string(text, length) : undefined;
    if (name !== undefined && name !== '') {
      return quoted(name);
    }
  }
  return undefined;
}
