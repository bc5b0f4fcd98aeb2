/** Every frame of every task of the sample is true: by drgn, by eu-addr2line and by crash's `bt`. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from './support/adapter-client';
import { readBacktraces, type Backtrace } from './support/backtraces';
import { callsOf, differences, isAssembly, show, type Call } from './support/calls';
import { readExpected } from './support/expected';
import { sampleLaunch, type SampleCrash } from './support/sample';
import { Sandbox } from './support/sandbox';
import { kernelLines, moduleLines, type TrueLine } from './support/true-lines';

const CRASHES: Readonly<Record<string, SampleCrash>> = {
  'the newest crash': 'crashNewest',
  'crash 8.0.6': 'crash806',
};

/** Frames of 54 tasks and two idle ones; fewer would mean that stacks were lost. */
const FEWEST_FRAMES = 350;
const KERNEL_HALF = 1n << 63n;

interface Stack {
  readonly thread: P.Thread;
  readonly frames: readonly P.StackFrame[];
  readonly calls: readonly Call[];
  readonly backtrace: Backtrace;
}

for (const [title, crash] of Object.entries(CRASHES)) {
  describe(`frames with ${title}`, () => {
    const expected = readExpected();
    let sandbox: Sandbox;
    let client: AdapterClient;
    let stopped: P.StoppedEvent['body'];
    let stacks: Stack[];

    before(async () => {
      sandbox = await Sandbox.create();
      client = await AdapterClient.begin(sandbox);
      stopped = await client.open(sampleLaunch(crash));
      stacks = await readStacks(client);
    });

    after(async () => {
      await client?.stop();
      await sandbox?.assertClean();
      await sandbox?.remove();
    });

    it('equal drgn’s, of all tasks', () => {
      const wrong: string[] = [];
      let compared = 0;
      let inlined = 0;
      for (const task of expected.tasks) {
        const stack = stacks.find(({ backtrace }) => backtrace.task === BigInt(task.address));
        // The kernel has freed the stack of a zombie; drgn reads the pages that it was in.
        const isGone = task.state === 'Z';
        const wanted = isGone ? [] : (expected.stacks[task.address] ?? []);
        const calls = stack?.calls.filter(({ handler }) => !handler) ?? [];
        compared += wanted.length;
        inlined += wanted.filter(([, , , isInlined]) => isInlined).length;
        wrong.push(...differences(calls, wanted).map((text) => `${task.comm}: ${text}`));
      }
      console.log(
        `      ${expected.tasks.length} tasks, ${compared} frames, ${inlined} of them inlined`,
      );
      assert.deepEqual(wrong, []);
      assert.ok(compared > FEWEST_FRAMES - 30, `only ${compared} frames were compared`);
    });

    it('equal eu-addr2line’s, of all tasks, idle ones and handlers included', async () => {
      const groups = stacks.flatMap((stack) =>
        physicalFrames(stack.calls).map((calls) => ({
          stack,
          calls,
          at: lookedUpAt(stack, calls),
        })),
      );
      const isInModule = ({ calls }: { calls: readonly Call[] }) => calls[0]?.module === 'labcrash';
      const { modules } = (await client.modulesRequest({})).body;
      const base = BigInt(modules.find(({ id }) => id === 'labcrash')?.addressRange ?? 0);
      const lines = new Map([
        ...(await kernelLines(groups.filter((group) => !isInModule(group)).map(({ at }) => at))),
        ...(await moduleLines(
          groups.filter(isInModule).map(({ at }) => at),
          base,
        )),
      ]);
      const wrong: string[] = [];
      let compared = 0;
      for (const { stack, calls, at } of groups) {
        const truth = lines.get(at) ?? [];
        compared += calls.length;
        const got = calls.map((call) => show({ ...call, inlined: false }));
        if (got.join() !== truth.map((line) => show(nameOf(line, calls))).join()) {
          wrong.push(
            `${stack.thread.name}: ${got.join(', ')}; in truth ${truth.map(show).join(', ')}`,
          );
        }
        const shapes = calls.map((call) => call.inlined);
        assert.deepEqual(shapes, [...Array<boolean>(calls.length - 1).fill(true), false]);
      }
      console.log(`      ${stacks.length} tasks, ${compared} frames`);
      assert.deepEqual(wrong, []);
      assert.ok(compared > FEWEST_FRAMES, `only ${compared} frames were compared`);
    });

    it('of zombies are none, and a label says why', () => {
      const zombies = expected.tasks.filter(({ state }) => state === 'Z');
      assert.equal(zombies.length, 2);
      for (const { address } of zombies) {
        const stack = stacks.find(({ backtrace }) => backtrace.task === BigInt(address));
        assert.deepEqual(
          stack?.frames.map(({ name, presentationHint }) => [name, presentationHint]),
          [['no stack: the task has exited and its stack is gone', 'label']],
        );
      }
    });

    it('are those of bt, and what bt skips between two of them', () => {
      for (const { thread, calls, backtrace } of stacks) {
        const pcs = physicalFrames(calls).map((group) => group[0]?.pc ?? 0n);
        const common = pcs.filter((pc) => backtrace.pcs.includes(pc));
        assert.deepEqual(common, backtrace.pcs, `${thread.name}: frames of bt are missing`);
        assert.equal(pcs[0], backtrace.pcs[0], `${thread.name}: above the first frame of bt`);
        assert.equal(
          pcs.at(-1),
          backtrace.pcs.at(-1),
          `${thread.name}: below the last frame of bt`,
        );
        assert.ok(pcs.length <= backtrace.pcs.length + 3, `${thread.name}: too much`);
      }
    });

    it('end where the kernel’s stack does', () => {
      for (const { thread, calls } of stacks) {
        for (const call of calls) {
          assert.doesNotMatch(call.name, /\?|^0x|^$/, thread.name);
          assert.ok(
            call.pc >= KERNEL_HALF,
            `${thread.name}: ${show(call)} at ${call.pc.toString(16)}`,
          );
        }
      }
    });

    it('begin, for a person, where the kernel crashed', () => {
      const stack = stacks[0] as Stack;
      assert.equal(stack.thread.id, stopped.threadId);
      const first = stack.frames.find(
        ({ presentationHint }) => presentationHint !== 'label' && presentationHint !== 'subtle',
      );
      assert.equal(first?.name, 'lab_account [labcrash]');
      assert.equal(first?.line, 54);
      assert.match(first?.source?.path ?? '', /\/labcrash\.c$/);
      const panic = expected.panic.frames;
      assert.deepEqual(
        differences(
          stack.calls.filter(({ handler }) => !handler),
          panic,
        ),
        [],
      );
    });

    it('have the handlers of the crash above, dimmed, and a label between', () => {
      const { frames } = stacks[0] as Stack;
      const hints = frames.map(({ presentationHint }) => presentationHint);
      const label = hints.indexOf('label');
      assert.equal(frames[label]?.name, 'page fault');
      assert.ok(label >= 5);
      assert.ok(hints.slice(0, label).every((hint) => hint === 'subtle'));
      assert.equal(frames[0]?.name, 'machine_kexec');
      assert.ok(!hints.slice(label).includes('subtle'));
    });

    it('of other stacks are dimmed only on a CPU that was stopped', () => {
      for (const { thread, calls } of stacks.slice(1)) {
        const stoppedByNmi = calls.some(({ name }) => name === 'crash_nmi_callback');
        assert.equal(
          calls.some(({ handler }) => handler),
          stoppedByNmi,
          thread.name,
        );
      }
    });

    it('have ids of their own, which stay the same', async () => {
      const ids = stacks.flatMap(({ frames }) => frames.map(({ id }) => id));
      assert.equal(new Set(ids).size, ids.length);
      const { thread, frames } = stacks[0] as Stack;
      assert.deepEqual(await client.stack(thread.id), frames);
    });
  });
}

async function readStacks(client: AdapterClient): Promise<Stack[]> {
  const threads = await client.threads();
  const backtraces = readBacktraces(await client.console('foreach bt'));
  const byName = new Map<string, Backtrace>();
  for (const row of (await client.console('ps')).split('\n')) {
    const [, pid, , , address, , , , , name] =
      /^[> ] +(\d+) +(\d+) +(\d+) +([0-9a-f]+) +(\w+) +(\S+) +(\d+) +(\d+) +(.*)$/.exec(row) ?? [];
    const backtrace = backtraces.find(({ task }) => task === BigInt(`0x${address ?? '0'}`));
    if (backtrace) {
      byName.set(`${name?.replace(/^\[(.*)\]$/, '$1')} · ${pid}`, backtrace);
    }
  }
  const stacks: Stack[] = [];
  for (const thread of threads) {
    const backtrace = byName.get(thread.name.replace(/ · [^·]*$/, ''));
    assert.ok(backtrace, `crash has no stack of ${thread.name}`);
    const frames = await client.stack(thread.id);
    stacks.push({ thread, frames, calls: callsOf(frames), backtrace });
  }
  return stacks;
}

/** Functions inlined at one pc stand together with the one that they are inlined into. */
function physicalFrames(calls: readonly Call[]): Call[][] {
  const groups: Call[][] = [];
  for (const [index, call] of calls.entries()) {
    if (index > 0 && calls[index - 1]?.inlined) {
      groups.at(-1)?.push(call);
    } else {
      groups.push([call]);
    }
  }
  return groups;
}

/** The interrupted instruction, or the call before the return address. */
function lookedUpAt({ backtrace }: Stack, calls: readonly Call[]): bigint {
  const pc = calls[0]?.pc ?? 0n;
  assert.ok(calls.every((call) => call.pc === pc));
  return backtrace.interrupted.has(pc) ? pc : pc - 1n;
}

/** In assembly the debug info names the symbol before; crash knows the local label. */
function nameOf(line: TrueLine, calls: readonly Call[]): TrueLine {
  const call = calls.at(-1);
  return call && isAssembly(call) && line.file.endsWith('.S') ? { ...line, name: call.name } : line;
}
