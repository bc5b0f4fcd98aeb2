import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseBacktrace } from '../../../debug-adapter/commands/bt';
import { Answer } from '../../../debug-adapter/crash/answer-text';
import {
  withArm64Frames,
  withoutAuthentication,
  type CpuRegisterValues,
} from '../../../debug-adapter/reader/arm64-frames';
import { focusOf } from '../../../debug-adapter/reader/focus';
import { machineConventions, mergeStack } from '../../../debug-adapter/reader/stack-merge';

const ARM64 = machineConventions('aarch64');

/** `=== command` lines, each with its answer below, as a real crash gave them. */
function readTranscript(name: string): Map<string, string> {
  const text = readFileSync(new URL(`transcripts/${name}.txt`, import.meta.url), 'utf8');
  return new Map(
    text
      .split(/^=== /m)
      .slice(1)
      .map((block) => {
        const end = block.indexOf('\n');
        return [block.slice(0, end), block.slice(end + 1)] as const;
      }),
  );
}

/** `symbol+offset !` at an instruction that the CPU was at, `symbol+offset` after a call. */
async function frames(
  answers: ReadonlyMap<string, string>,
  cpus: readonly CpuRegisterValues[] = [],
): Promise<string[]> {
  const shown = parseBacktrace(answers.get('bt -s') ?? '');
  const backtrace = await withArm64Frames(shown, cpus, (command) =>
    Promise.resolve(new Answer(Buffer.from(answers.get(command) ?? 'sym: invalid address\n'))),
  );
  return mergeStack(backtrace, [], ARM64).map((entry) => {
    if (entry.kind === 'mark') return `- ${entry.text}`;
    assert.ok(entry.confirmed);
    const { symbol, pc, lookup } = entry;
    assert.equal(pc - lookup, entry.interrupted || lookup === pc ? 0n : 4n);
    return `${symbol?.name ?? ''}+${symbol?.offset ?? ''}${lookup === pc ? ' !' : ''}`;
  });
}

describe('an interrupted arm64 stack', () => {
  const answers = readTranscript('arm64-tiny-8.0.6-interrupted');
  const TAIL = [
    'vfs_read+144',
    'ksys_read+96',
    '__arm64_sys_read+20',
    'do_el0_svc+228',
    'el0_svc+20',
    'el0t_64_sync_handler+168',
    'el0t_64_sync+328',
    '- user mode at 0x44a6fc',
  ];

  it('goes on at the very instruction, and with the caller that the link register knows', async () => {
    const all = await frames(answers);
    const at = all.indexOf('- IRQ stack');
    assert.deepEqual(all.slice(at + 1), [
      'call_on_irq_stack+48',
      'do_interrupt_handler+96',
      'el1_interrupt+48',
      'el1h_64_irq_handler+20',
      'el1h_64_irq+100',
      '- exception',
      '__arch_clear_user+16 !',
      'read_zero+120',
      ...TAIL,
    ]);
  });

  it('is as bt has it where the registers are not those of the frame', async () => {
    const other = new Map(answers);
    const rd = 'rd -64 ffff000001333bc0 40';
    other.set(rd, (answers.get(rd) ?? '').replaceAll('ffff8000081f44d0', 'ffff8000081f44d8'));
    const all = await frames(other);
    assert.deepEqual(all.slice(-TAIL.length - 2), [
      'el1h_64_irq+100',
      '__arch_clear_user+16',
      ...TAIL,
    ]);
    other.delete(rd);
    assert.deepEqual(await frames(other), all);
  });

  it('takes no word for a caller that follows no call', async () => {
    const other = new Map(answers);
    other.set('rd -64 ffff8000081ad4bc 1', 'ffff8000081ad4bc:  b40000e0d503201f   ........\n');
    assert.deepEqual((await frames(other)).slice(-TAIL.length - 1), [
      '__arch_clear_user+16 !',
      ...TAIL,
    ]);
  });

  it('takes no place in the function itself for its caller', async () => {
    const other = new Map(answers);
    other.set('sym ffff8000081ad4bc', 'ffff8000081ad4bc (T) __arch_clear_user+4 file.S: 1\n');
    assert.ok(!(await frames(other)).includes('read_zero+120'));
  });

  it('has its focus where the CPU was', async () => {
    const backtrace = await withArm64Frames(
      parseBacktrace(answers.get('bt -s') ?? ''),
      [],
      (command) => Promise.resolve(new Answer(Buffer.from(answers.get(command) ?? ''))),
    );
    const merged = mergeStack(backtrace, [], ARM64);
    const shown = merged.map((entry) =>
      entry.kind === 'mark'
        ? ({ kind: 'label', text: entry.text } as const)
        : ({
            kind: 'call',
            functionName: entry.symbol?.name ?? '',
            pc: entry.pc,
            inlined: false,
            confirmed: true,
            exception: entry.interrupted,
            handler: false,
          } as const),
    );
    const focus = shown[focusOf(shown)];
    assert.equal(focus?.kind === 'call' && focus.functionName, '__arch_clear_user');
  });
});

describe('an arm64 stack that begins at the registers of its CPU', () => {
  // crash 8.0.6 on a kernel with pointer authentication: `bt` names the function before.
  const answers = new Map([
    [
      'bt -s',
      ` #0 [ffff8000083cbb20] io_schedule+112 at ffffc6e551faf900
 #1 [ffff8000083cbbd0] vfs_read+200 at ffffc6e55179f078
`,
    ],
    ['sym ffffc6e551faf904', 'ffffc6e551faf904 (T) __cond_resched \n'],
    ['sym ffffc6e551bcd0bc', 'ffffc6e551bcd0bc (t) read_iter_zero+156 \n'],
    ['rd -64 ffffc6e551bcd0bc 1', 'ffffc6e551bcd0bc:  b40000e0940f8a12   ........\n'],
  ]);
  const cpu = (pc: bigint, lr: bigint): CpuRegisterValues =>
    new Map([
      ['pc', pc],
      ['x30', lr],
      ['sp', 0xffff8000083cbb20n],
    ]);

  it('names the function that the CPU was in, and its caller', async () => {
    // The link register holds an authentication code in its upper bits.
    const cpus = [cpu(0x44a7ccn, 0n), cpu(0xffffc6e551faf904n, 0xd3fbc6e551bcd0c0n)];
    assert.deepEqual(await frames(answers, cpus), [
      '__cond_resched+0 !',
      'read_iter_zero+160',
      'vfs_read+204',
    ]);
  });

  it('is as bt has it when no CPU was there', async () => {
    assert.deepEqual(await frames(answers, [cpu(0x44a7ccn, 0n)]), [
      'io_schedule+116',
      'vfs_read+204',
    ]);
  });
});

describe('a CPU that was stopped in user mode', () => {
  it('has the kernel’s entry and no more', async () => {
    const all = await frames(readTranscript('arm64-tiny-8.0.6-user-mode'));
    assert.equal(all.at(-1), '- user mode at 0x400640');
    assert.equal(all.at(-2), 'el0t_64_irq+328');
    assert.ok(!all.some((text) => text.endsWith('!') || text === '- exception'));
  });
});

describe('pointer authentication codes', () => {
  const code = 0xffffc6e551411548n;

  it('are taken out of return addresses', () => {
    assert.equal(withoutAuthentication(0xf7d0c6e55184d95cn, code), 0xffffc6e55184d95cn);
    assert.equal(withoutAuthentication(0xffffc6e55184d95cn, code), 0xffffc6e55184d95cn);
    // 39-bit addresses have more room for the code.
    assert.equal(
      withoutAuthentication(0xa7d1a3c008211548n, 0xffffffc008211540n),
      0xffffffc008211548n,
    );
  });

  it('are no matter of user mode', () => {
    assert.equal(withoutAuthentication(0x44a7ccn, code), 0x44a7ccn);
  });
});
