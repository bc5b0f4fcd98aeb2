import { targetType } from '../c-type';
import type { Kernel } from '../kernel';
import type { ValueRule } from '../rule';
import type { Value } from '../value';

/**
 * Pointers to per-CPU data (`__percpu` in the sources, of which the debug info says nothing): their
 * number is no address; with the offset of a CPU added it is one.
 */
const MEMBERS = new Set([
  'struct block_device.bd_stats',
  'struct cgroup.rstat_cpu',
  'struct kmem_cache.cpu_slab',
  'struct mem_cgroup.vmstats_percpu',
  'struct module.percpu',
  'struct mount.mnt_pcp',
  'struct net_device.pcpu_refcnt',
  'struct percpu_counter.counters',
  'struct percpu_rw_semaphore.read_count',
  'struct pglist_data.per_cpu_nodestats',
  'struct srcu_struct.sda',
  'struct workqueue_struct.cpu_pwq',
  'struct zone.per_cpu_pageset',
  'struct zone.per_cpu_zonestats',
]);
const MOST_CPUS = 8192;

/** The data of each CPU behind a per-CPU pointer. */
export const perCpuRule: ValueRule = {
  takes: ({ owner, target }) =>
    target !== undefined && owner !== undefined && MEMBERS.has(`${owner.type}.${owner.member}`),
  async view({ type, target = 0n, printed }, kernel, make) {
    const cpus = await countOfCpus(kernel);
    const structure = targetType(type);
    if (cpus === undefined || structure === undefined) {
      return undefined;
    }
    return {
      text: `${printed} (per-CPU, ${cpus} CPU${cpus === 1 ? '' : 's'})`,
      parts: async () => {
        const values: Value[] = [];
        for (let cpu = 0; cpu < cpus; cpu++) {
          const offset = await kernel.perCpuOffset(cpu);
          values.push(
            offset === undefined
              ? make.word(`[CPU ${cpu}]`, '<not readable>')
              : await make.at(`[CPU ${cpu}]`, structure, BigInt.asUintN(64, target + offset)),
          );
        }
        return values;
      },
    };
  },
};

async function countOfCpus(kernel: Kernel): Promise<number | undefined> {
  const address = await kernel.symbol('nr_cpu_ids');
  const count = address === undefined ? undefined : await kernel.number(address, 4);
  return count === undefined || count < 1n || count > MOST_CPUS ? undefined : Number(count);
}
