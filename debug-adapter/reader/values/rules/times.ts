import type { Kernel } from '../kernel';
import type { RawValue, ValueRule } from '../rule';

/** Members in nanoseconds that are plain integers. */
const NANOSECONDS: readonly RegExp[] = [
  /^struct task_struct\.(?:utime|stime|gtime|utimescaled|stimescaled|start_time|start_boottime)$/,
  /^struct sched_entity\.(?:exec_start|sum_exec_runtime|prev_sum_exec_runtime|vruntime|deadline|slice)$/,
  /^struct sched_info\.(?:run_delay|last_arrival|last_queued|max_run_delay|min_run_delay)$/,
  /^struct rq\.(?:clock|clock_task|clock_pelt)$/,
];

/** Members that say when, in ticks (`jiffies`). */
const TICKS: readonly RegExp[] = [
  /^struct timer_list\.expires$/,
  /^struct task_struct\.last_switch_time$/,
  /^struct rq\.(?:next_balance|last_load_update_tick|calc_load_update)$/,
  /^struct (?:inode|super_block)\.dirtied_(?:time_)?when$/,
];

const NS = 1_000_000_000n;

/** `ktime_t` and nanoseconds as seconds. */
export const nanosecondsRule: ValueRule = {
  takes: (value) => value.type === 'ktime_t' || isOneOf(NANOSECONDS, value),
  view({ printed }) {
    const ns = /^-?\d+$/.test(printed) ? BigInt.asIntN(64, BigInt(printed)) : undefined;
    return Promise.resolve(
      ns === undefined || (ns > -1000n && ns < 1000n)
        ? undefined
        : { text: `${seconds(ns)} s (${printed})` },
    );
  },
};

/** What happens at a tick, beside the tick at which the kernel died. */
export const jiffiesRule: ValueRule = {
  takes: (value) => isOneOf(TICKS, value),
  async view({ printed }, kernel) {
    if (!/^\d+$/.test(printed) || printed === '0') {
      return undefined;
    }
    const [now, hz] = [await jiffiesNow(kernel), await kernel.ticksPerSecond()];
    if (now === undefined || hz === undefined || hz <= 0) {
      return undefined;
    }
    const ticks = BigInt.asIntN(64, BigInt(printed) - now);
    const apart = seconds((BigInt.asUintN(63, ticks < 0n ? -ticks : ticks) * NS) / BigInt(hz));
    const when = ticks === 0n ? 'now' : ticks > 0n ? `in ${apart} s` : `${apart} s ago`;
    return { text: `${printed} (${when})` };
  },
};

/** `struct timespec64`: a date where it can be one. */
export const timespecRule: ValueRule = {
  takes: ({ type, address }) => address !== undefined && type === 'struct timespec64',
  async view({ address = 0n }, kernel) {
    const sec = await kernel.memberOf(address, 'struct timespec64', 'tv_sec');
    const ns = await kernel.memberOf(address, 'struct timespec64', 'tv_nsec');
    return sec === undefined || ns === undefined || ns >= NS
      ? undefined
      : { text: dated(BigInt.asIntN(64, sec), ns) };
  },
};

function isOneOf(patterns: readonly RegExp[], { owner }: RawValue): boolean {
  return owner !== undefined && patterns.some((is) => is.test(`${owner.type}.${owner.member}`));
}

async function jiffiesNow(kernel: Kernel): Promise<bigint | undefined> {
  const address = await kernel.symbol('jiffies_64');
  return address === undefined ? undefined : kernel.pointer(address);
}

/** `12.345678901`, without zeros at the end. */
function seconds(ns: bigint): string {
  const sign = ns < 0n ? '-' : '';
  const all = ns < 0n ? -ns : ns;
  const fraction = (all % NS).toString().padStart(9, '0').replace(/0+$/, '');
  return `${sign}${all / NS}${fraction === '' ? '' : `.${fraction}`}`;
}

/** From about 2001 on a date; anything smaller is a span of time. */
function dated(sec: bigint, ns: bigint): string {
  const text = `${seconds(sec * NS + ns)} s`;
  return sec > NS && sec < 253_402_300_800n
    ? `${new Date(Number(sec) * 1000).toISOString().replace('.000Z', 'Z')} (${text})`
    : text;
}
