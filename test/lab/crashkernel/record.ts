/**
 * Writes down what the kernels answer to a few hundred crashkernel=, for tests that have no kernel:
 *
 *   node --import tsx test/lab/crashkernel/record.ts
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Architecture } from '../../../extension/kconfig/model/architecture';
import { run } from '../../support/command.mjs';
import { repository } from '../../support/paths.mjs';
import { AT_THE_EDGE, MEMORY, WRITTEN, randomValues } from './cases';
import { flavourOf, question, resultOfKernel, type Recorded, type Try } from './compare';
import { KernelParser, isUnified } from './kernel-parser';
import { ensureKernelSource } from './kernel-sources';

export const FIXTURE = path.join(
  repository,
  'test/unit/kconfig/crashkernel/fixtures/kernel-answers.json',
);

const RECORDED: readonly (readonly [suite: string, architectures: readonly Architecture[]])[] = [
  ['bookworm', ['x86_64', 'arm64']],
  ['trixie', ['x86_64', 's390x']],
  ['sid', ['x86_64']],
];

/** The same every time, as long as the kernels are those of the suites. */
export async function recordResults(): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for (const [suite, architectures] of RECORDED) {
    const source = await ensureKernelSource(suite);
    for (const architecture of architectures) {
      const parser = await KernelParser.build(
        source,
        flavourOf(architecture, await isUnified(source)),
      );
      const asked = [...WRITTEN, ...randomValues(1, 60)].map(
        (values, index) => [values, MEMORY[(index * 5 + 8) % MEMORY.length] ?? 0n] as const,
      );
      const edges = AT_THE_EDGE.map(([value, memory]) => [[value], memory] as const);
      const kernel = source.version;
      const tries = [...asked, ...edges].map(([values, memory]): Try => ({
        values,
        architecture,
        kernel,
        memory,
      }));
      const answers = await parser.ask(tries.map(question));
      for (const [index, { memory, values }] of tries.entries()) {
        const answer = answers[index];
        if (!answer) throw new Error(`no answer to ${JSON.stringify(values)}`);
        const { reserved, complaints } = resultOfKernel(answer);
        const where = `${kernel} ${architecture} ${memory}`;
        recorded.push([where, values, reserved, ...complaints]);
      }
    }
  }
  return recorded;
}

async function record(): Promise<void> {
  await writeFile(FIXTURE, JSON.stringify(await recordResults()));
  await run('npx', ['prettier', '--write', FIXTURE]);
}

if (process.argv[1]?.endsWith('record.ts')) void record();
