/** The kernel's own reader of crashkernel=, compiled for user space. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../support/command.mjs';
import { repository } from '../../support/paths.mjs';
import { lab } from '../provision.mjs';
import { extractBetween, extractFunction } from './extract';
import type { KernelSource } from './kernel-sources';

const harness = path.join(repository, 'test', 'lab', 'crashkernel', 'harness.c');

export interface Question {
  readonly commandLine: string;
  /** In bytes. */
  readonly memory: bigint;
  /** Whether the architecture takes `,high` and `,low`. */
  readonly high: boolean;
  readonly cma: boolean;
}

export interface Answer {
  readonly isReserved: boolean;
  readonly size: bigint;
  readonly base: bigint;
  readonly high: boolean;
  readonly low: bigint;
  readonly cma: bigint;
  /** What it wrote into its log, a line each. */
  readonly said: readonly string[];
}

/** Until 6.6 the architectures did more on their own: x86 and arm64 as they are, or none of it. */
export type Flavour = 'x86' | 'arm64' | 'generic';

export class KernelParser {
  private constructor(private readonly program: string) {}

  static async build(source: KernelSource, flavour: Flavour): Promise<KernelParser> {
    const folder = path.join(lab, 'crashkernel', `${source.version}-${flavour}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'kernel.inc'), await kernelPart(source, flavour));
    const program = path.join(folder, 'reader');
    const own = (await isUnified(source)) ? await allDefine(source) : reserveDefine(flavour);
    const flags = ['-std=gnu11', '-O1', '-w', `-I${folder}`, ...own];
    await run('gcc', [...flags, '-o', program, harness]);
    return new KernelParser(program);
  }

  async ask(questions: readonly Question[]): Promise<Answer[]> {
    const input = questions.map(
      ({ commandLine, memory, high, cma }) =>
        `${memory} ${Number(high)} ${Number(cma)}\t${commandLine}\n`,
    );
    const output = await run(this.program, [], { input: Buffer.from(input.join('')) });
    return output.toString().trimEnd().split('\n').map(parseAnswer);
  }
}

function parseAnswer(line: string): Answer {
  const [numbers = '', said = ''] = line.split('\t');
  const [isReserved, size, base, high, low, cma] = numbers.split(' ').map(BigInt);
  return {
    isReserved: isReserved === 1n,
    size: size ?? 0n,
    base: base ?? 0n,
    high: high === 1n,
    low: low ?? 0n,
    cma: cma ?? 0n,
    said: said.split('|').filter((text) => text !== ''),
  };
}

/** Whether its parse_crashkernel() reads all forms. */
export async function isUnified(source: KernelSource): Promise<boolean> {
  return /\bbool \*high\)/.test(await crashSource(source));
}

async function allDefine(source: KernelSource): Promise<string[]> {
  const knowsCma = (await crashSource(source)).includes('*cma_size');
  return [knowsCma ? '-DREADS_ALL_WITH_CMA' : '-DREADS_ALL'];
}

function reserveDefine(flavour: Flavour): string[] {
  return flavour === 'generic' ? [] : ['-DHAS_RESERVE'];
}

/** The file that has parse_crashkernel(): one of its own since 6.9. */
async function crashSource(source: KernelSource): Promise<string> {
  return (await source.read('kernel/crash_reserve.c')) ?? need(source, 'kernel/crash_core.c');
}

async function need(source: KernelSource, file: string): Promise<string> {
  const text = await source.read(file);
  if (text === undefined) throw new Error(`${source.folder} has no ${file}`);
  return text;
}

async function kernelPart(source: KernelSource, flavour: Flavour): Promise<string> {
  const crash = await crashSource(source);
  const kstrtox = await need(source, 'lib/kstrtox.c');
  const header = await need(source, 'lib/kstrtox.h');
  const unified = await isUnified(source);
  const names = [
    'parse_crashkernel_mem',
    'parse_crashkernel_simple',
    'parse_crashkernel_suffix',
    'get_last_crashkernel',
    '__parse_crashkernel',
    'parse_crashkernel',
    ...(unified ? [] : ['parse_crashkernel_high', 'parse_crashkernel_low']),
  ];
  const suffixes = extractBetween(crash, '#define SUFFIX_HIGH', '};');
  const functions = names.map((name) => extractFunction(crash, name));
  return [
    // How arguments of a macro are counted.
    (await source.read('include/linux/args.h')) ?? '',
    header.replace(/^#include .*$/m, ''),
    extractFunction(kstrtox, '_parse_integer_fixup_radix'),
    extractFunction(kstrtox, '_parse_integer_limit'),
    /^unsigned int _parse_integer\(/m.test(kstrtox)
      ? extractFunction(kstrtox, '_parse_integer')
      : '',
    ...(await numbers(source)),
    suffixes,
    ...(await defaultLow(source, flavour)),
    ...functions,
    ...(unified ? [] : await reserveFunctions(source, flavour)),
  ].join('\n');
}

/** What is reserved below 4 GiB where ,low does not say: x86 has a function for it. */
async function defaultLow(source: KernelSource, flavour: Flavour): Promise<string[]> {
  if (!(await isUnified(source))) return [];
  const name = 'crash_low_size_default';
  const x86 =
    (await source.read('arch/x86/include/asm/crash_reserve.h')) ??
    (await source.read('arch/x86/include/asm/crash_core.h')) ??
    '';
  if (flavour === 'x86') {
    return [`#define DEFAULT_CRASH_KERNEL_LOW_SIZE ${name}()`, extractFunction(x86, name)];
  }
  const common =
    (await source.read('include/linux/crash_reserve.h')) ??
    (await need(source, 'include/linux/crash_core.h'));
  return common.match(/^#\s*define DEFAULT_CRASH_KERNEL_LOW_SIZE.*$/m) ?? [];
}

async function numbers(source: KernelSource): Promise<string[]> {
  const vsprintf = await need(source, 'lib/vsprintf.c');
  const cmdline = await need(source, 'lib/cmdline.c');
  return [
    extractFunction(vsprintf, 'simple_strntoull'),
    extractFunction(vsprintf, 'simple_strtoull'),
    extractFunction(cmdline, 'memparse'),
  ];
}

async function reserveFunctions(source: KernelSource, flavour: Flavour): Promise<string[]> {
  if (flavour === 'generic') return [];
  const file = flavour === 'x86' ? 'arch/x86/kernel/setup.c' : 'arch/arm64/mm/init.c';
  const text = await need(source, file);
  const defines = text.match(/^#\s*define CRASH_(?:ALIGN|ADDR_LOW_MAX|ADDR_HIGH_MAX)\b.*$/gm) ?? [];
  // Of those for 32 and 64 bit, the later are for 64.
  const last = new Map(defines.map((line) => [/CRASH_\w+/.exec(line)?.[0], line]));
  const low = text.includes('reserve_crashkernel_low(')
    ? [extractFunction(text, 'reserve_crashkernel_low')]
    : [];
  return [...last.values(), ...low, extractFunction(text, 'reserve_crashkernel')];
}
