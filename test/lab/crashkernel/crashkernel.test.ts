/** Our reader of crashkernel= does what the kernel's own does, in each of Debian's kernels. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suffixSupport } from '../../../extension/kconfig/crashkernel/kernel-behaviour';
import type { Architecture } from '../../../extension/kconfig/model/architecture';
import { parseVersion } from '../../../extension/kconfig/model/version';
import { find } from '../../support/command.mjs';
import { installPackages } from '../../support/provision/system-packages.mjs';
import { AT_THE_EDGE, MEMORY, WRITTEN, randomValues, type Values } from './cases';
import {
  agree,
  flavourOf,
  ourResult,
  question,
  resultOfKernel,
  type Recorded,
  type Try,
} from './compare';
import { KernelParser, isUnified } from './kernel-parser';
import { SUITES, ensureKernelSource, type KernelSource } from './kernel-sources';
import { FIXTURE, recordResults } from './record';

const SEED = 20_261_122;
const RANDOM = 2000;

/** Each stands for a way of asking: with ,high and ,cma, with ,high only, with neither. */
const ASKED: readonly Architecture[] = ['x86_64', 'arm64', 'loongarch64', 's390x', 'ppc64'];

for (const suite of SUITES) {
  describe(`crashkernel= in the kernel of Debian ${suite}`, () => {
    let source: KernelSource;

    before(async () => {
      if (!find('gcc')) await installPackages(['gcc', 'libc6-dev']);
      source = await ensureKernelSource(suite);
    });

    it('is read as the kernel reads it', async () => {
      const unified = await isUnified(source);
      let count = 0;
      const different: string[] = [];
      for (const architecture of ASKED) {
        if (suffixSupport('high', architecture, parseVersion(source.version)) === 'unsure')
          continue;
        const parser = await KernelParser.build(source, flavourOf(architecture, unified));
        const edges = AT_THE_EDGE.map(([value]) => [value]);
        const tries = [...WRITTEN, ...edges, ...randomValues(SEED, RANDOM)].flatMap((values) =>
          onMachines(values, architecture, source.version),
        );
        const answers = await parser.ask(tries.map(question));
        assert.equal(answers.length, tries.length);
        for (const [index, one] of tries.entries()) {
          const answer = answers[index];
          assert.ok(answer);
          const [ours, kernel] = [ourResult(one), resultOfKernel(answer)];
          count++;
          if (agree(one, ours, kernel)) continue;
          different.push(
            `${architecture} ${one.memory} ${JSON.stringify(one.values)}: ${JSON.stringify(ours)}, kernel ${JSON.stringify(kernel)}`,
          );
        }
      }
      console.log(`      Linux ${source.version}: ${count} tries`);
      assert.deepEqual(different.slice(0, 10), [], `${different.length} of ${count}`);
    });

    it('takes the suffixes that we say it takes', async () => {
      const version = parseVersion(source.version);
      for (const [file, architectures] of Object.entries(CALLERS)) {
        const text = await source.read(file);
        if (text === undefined) continue;
        const takes = takenSuffixes(text);
        for (const architecture of architectures) {
          const said = (['high', 'cma'] as const).map(
            (suffix) => suffixSupport(suffix, architecture, version) === 'yes',
          );
          assert.deepEqual(said, takes, `${architecture} in ${source.version}`);
        }
      }
    });
  });
}

describe('the recorded answers of the kernel', () => {
  it('are those that it gives today', async () => {
    const recorded = JSON.parse(await readFile(FIXTURE, 'utf8')) as Recorded[];
    const today = await recordResults();
    // Rolling suites have another kernel by and by.
    const both = (one: Recorded) =>
      [recorded, today].every((rows) => rows.some((row) => kernelOf(row) === kernelOf(one)));
    assert.ok(today.filter(both).length > 500);
    assert.deepEqual(today.filter(both), recorded.filter(both));
  });
});

function kernelOf([where]: Recorded): string {
  return where.split(' ')[0] ?? '';
}

function onMachines(values: Values, architecture: Architecture, kernel: string): Try[] {
  return MEMORY.map((memory) => ({ values, architecture, kernel, memory }));
}

/** Where each architecture asks for crashkernel=. */
const CALLERS: Readonly<Record<string, readonly Architecture[]>> = {
  'arch/x86/kernel/setup.c': ['x86_64', 'i386'],
  'arch/arm64/mm/init.c': ['arm64'],
  'arch/arm/kernel/setup.c': ['arm'],
  'arch/riscv/mm/init.c': ['riscv64', 'riscv32'],
  'arch/loongarch/kernel/setup.c': ['loongarch64'],
  'arch/powerpc/kexec/core.c': ['ppc64', 'ppc32'],
  'arch/s390/kernel/setup.c': ['s390x'],
  'arch/mips/kernel/setup.c': ['mips64', 'mips32'],
  'arch/sh/kernel/machine_kexec.c': ['sh'],
};

/** Of the call in an architecture's code: whether it asks for ,high and for ,cma. */
function takenSuffixes(text: string): [high: boolean, cma: boolean] {
  if (/\bparse_crashkernel_high\(/.test(text)) return [true, false];
  const call = /\bparse_crashkernel\(([^;]*)\);/.exec(text)?.[1] ?? '';
  const last = call.split(',').map((argument) => argument.trim());
  const [high = 'NULL', cma = 'NULL'] =
    last.length === 7 ? [last[6], last[5]] : last.length === 6 ? [last[5]] : [];
  return [high !== 'NULL', cma !== 'NULL'];
}
