import { parseSymbolList } from '../../commands/sym';
import type { RunCommand } from '../../crash/crash-process';
import type { Kernel } from './kernel';
import type { Value } from './value';
import type { ValueNodes } from './value-nodes';

/** Where the per-CPU variables of all CPUs lie: found once. */
interface PerCpuSymbol {
  readonly name: string;
  readonly value: bigint;
}

/** Those that most people look for first, where the kernel has them. */
const WELL_KNOWN: readonly string[] = [
  'pcpu_hot',
  'current_task',
  '__preempt_count',
  'kernel_cpustat',
  'kstat',
  'irq_stat',
  'tick_cpu_sched',
  'timer_bases',
  'hrtimer_bases',
  'rcu_data',
  'cpu_info',
];
const AT_ONCE = 50;

type Run = <T>(
  task: bigint | undefined,
  work: (run: RunCommand) => Promise<T>,
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<T>;

/** The run queue and the per-CPU variables of a CPU. */
export class CpuValues {
  private symbols: Promise<readonly PerCpuSymbol[]> | undefined;

  constructor(
    private readonly run: Run,
    private readonly kernel: Kernel,
    private readonly nodes: ValueNodes,
  ) {}

  async of(cpu: number, signal?: AbortSignal): Promise<Value[]> {
    const offset = await this.kernel.perCpuOffset(cpu);
    if (offset === undefined) {
      return [
        { name: 'not known', text: 'The kernel’s table of CPUs cannot be read.', missing: true },
      ];
    }
    const symbols = await this.perCpuSymbols();
    const find = (name: string): PerCpuSymbol | undefined =>
      symbols.find((symbol) => symbol.name === name);
    const queue = find('runqueues');
    const known = WELL_KNOWN.flatMap((name) => find(name) ?? []);
    return [
      { name: 'CPU', text: String(cpu) },
      ...(queue
        ? [await this.nodes.at('run queue', 'struct rq', BigInt.asUintN(64, queue.value + offset))]
        : []),
      ...(await this.values(known, offset, signal)),
      this.all(symbols, offset),
    ];
  }

  private all(symbols: readonly PerCpuSymbol[], offset: bigint): Value {
    return {
      name: '[all per-CPU variables]',
      text: `${symbols.length}`,
      members: {
        list: () => {
          const parts: Value[] = [];
          for (let from = 0; from < symbols.length; from += AT_ONCE) {
            const part = symbols.slice(from, from + AT_ONCE);
            parts.push({
              name: `${part[0]?.name ?? ''} … ${part.at(-1)?.name ?? ''}`,
              text: String(part.length),
              members: {
                count: part.length,
                list: (_start, _count, signal) => this.values(part, offset, signal),
              },
            });
          }
          return Promise.resolve(parts);
        },
      },
    };
  }

  /** Those whose type the debug info knows. */
  private async values(
    symbols: readonly PerCpuSymbol[],
    offset: bigint,
    signal?: AbortSignal,
  ): Promise<Value[]> {
    const nodes = await this.run(
      undefined,
      async (run) => {
        const made = [];
        for (const { name, value } of symbols) {
          const address = BigInt.asUintN(64, value + offset);
          // The variable itself gives the type; its data is that of the CPU.
          const own = await this.nodes
            .create(name, { expression: name }, run)
            .catch(() => undefined);
          const pointer = own && pointerTo(own.type);
          const expression = `*(${pointer ?? ''})0x${address.toString(16)}`;
          const node =
            pointer === undefined
              ? undefined
              : await this.nodes.create(name, { expression }, run).catch(() => undefined);
          made.push(...(node ? [node] : []));
        }
        return made;
      },
      { signal },
    );
    return Promise.all(nodes.map((node) => this.nodes.present(node)));
  }

  private perCpuSymbols(): Promise<readonly PerCpuSymbol[]> {
    this.symbols ??= this.run(
      undefined,
      async (run) => {
        const all = parseSymbolList((await run('sym -l')).text);
        const start = all.findIndex(({ name }) => name === '__per_cpu_start');
        const end = all.findIndex(({ name }) => name === '__per_cpu_end');
        return all
          .slice(start + 1, end)
          .filter(
            ({ name, type }) => start >= 0 && /[dDbB]/.test(type) && /^[A-Za-z_]\w*$/.test(name),
          );
      },
      {},
    );
    return this.symbols;
  }
}

/** `struct rq *`, `unsigned int (*)[4]`; undefined for a type without a name. */
function pointerTo(type: string): string | undefined {
  const array = /^([^()[\]{}]+?)\s*((?:\[\d+\])+)$/.exec(type);
  if (array) {
    return `${array[1] ?? ''} (*)${array[2] ?? ''}`;
  }
  return /[()[\]{}]/.test(type) ? undefined : `${type} *`;
}
