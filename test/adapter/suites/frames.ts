/** Every frame of every task of a dump is true: by drgn, by eu-addr2line and by crash's `bt`. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from '../support/adapter-client';
import { readBacktraces, type Backtrace } from '../support/backtraces';
import { callsOf, differences, isAssembly, show, type Call } from '../support/calls';
import type { Expected, ExpectedFrame, ExpectedTask } from '../support/expected';
import { Sandbox } from '../support/sandbox';
import { expectedOf, hasFile, intoCall, launchOf, type Subject } from '../support/subject';
import { kernelLines, moduleLines, type TrueLine } from '../support/true-lines';

const KERNEL_HALF = 1n << 63n;

export interface Stack {
  readonly thread: P.Thread;
  readonly frames: readonly P.StackFrame[];
  readonly calls: readonly Call[];
  readonly backtrace: Backtrace;
}

/** The open session, for tests that are about one dump alone. */
export interface OpenedSession {
  readonly client: AdapterClient;
  readonly stopped: P.StoppedEvent['body'];
  /** In the order of the threads. */
  readonly stacks: readonly Stack[];
}

/**
 * @param more tests of this dump alone; they get the session when it is open
 */
export function describeFrames(
  subject: Subject,
  more: (session: () => OpenedSession) => void = () => undefined,
): void {
  describe(`frames with ${subject.title}`, () => {
    const path = (file: string) =>
      subject.sourcePrefix ? file.replace(subject.sourcePrefix, '') : file;
    const plain = <Place extends { readonly file: string }>(place: Place): Place => ({
      ...place,
      file: path(place.file),
    });
    const plainFrame = ([name, file, line, inlined]: ExpectedFrame): ExpectedFrame => [
      name,
      file === null ? null : path(file),
      line,
      inlined,
    ];
    let expected: Expected;
    let sandbox: Sandbox;
    let client: AdapterClient;
    let stopped: P.StoppedEvent['body'];
    let stacks: Stack[];

    before(async () => {
      expected = expectedOf(subject);
      sandbox = await Sandbox.create();
      client = await AdapterClient.begin(sandbox);
      stopped = await client.open(launchOf(subject));
      stacks = await readStacks(client, subject);
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
        const wanted = ofDrgn(task, expected.stacks[task.address] ?? [], subject);
        // A caller that only the link register knows is lost to drgn, unless the debug info tells of it.
        const calls = (stack?.calls ?? [])
          .filter(({ handler }) => !handler)
          .filter(
            ({ pc, name }) =>
              pc !== stack?.backtrace.inLinkRegister || wanted.some(([known]) => known === name),
          );
        compared += wanted.length;
        inlined += wanted.filter(([, , , isInlined]) => isInlined).length;
        const shown = stack && isCutShort(stack, subject) ? calls.slice(0, wanted.length) : calls;
        wrong.push(
          ...differences(shown.map(plain), wanted.map(plainFrame)).map(
            (text) => `${task.comm}: ${text}`,
          ),
        );
      }
      console.log(
        `      ${expected.tasks.length} tasks, ${compared} frames, ${inlined} of them inlined`,
      );
      assert.deepEqual(wrong, []);
      assert.ok(compared > subject.fewestFrames - 100, `only ${compared} frames were compared`);
    });

    it('equal eu-addr2line’s, of all tasks, idle ones and handlers included', async () => {
      const groups = stacks.flatMap((stack) =>
        physicalFrames(stack.calls).map((calls) => ({
          stack,
          calls,
          at: lookedUpAt(stack, calls, subject),
        })),
      );
      const isInModule = ({ calls }: { calls: readonly Call[] }) => calls[0]?.module === 'labcrash';
      const inKernel = groups.filter((group) => !isInModule(group)).map(({ at }) => at);
      const lines = new Map(await kernelLines(inKernel, subject));
      if (hasFile(subject, 'labcrash.ko')) {
        const { modules } = (await client.modulesRequest({})).body;
        const range = modules.find(({ id }) => id === 'labcrash')?.addressRange ?? '0';
        const base = BigInt(range.split('-')[0] ?? 0);
        const inModule = groups.filter(isInModule).map(({ at }) => at);
        for (const [at, truth] of await moduleLines(inModule, base, subject)) lines.set(at, truth);
      }
      const wrong: string[] = [];
      let compared = 0;
      for (const { stack, calls, at } of groups) {
        const truth = lines.get(at) ?? [];
        compared += calls.length;
        const got = calls.map((call) => show({ ...plain(call), inlined: false }));
        if (got.join() !== truth.map((line) => show(plain(nameOf(line, calls)))).join()) {
          wrong.push(
            `${stack.thread.name}: ${got.join(', ')}; in truth ${truth.map(show).join(', ')}`,
          );
        }
        const shapes = calls.map((call) => call.inlined);
        assert.deepEqual(shapes, [...Array<boolean>(calls.length - 1).fill(true), false]);
      }
      console.log(`      ${stacks.length} tasks, ${compared} frames`);
      assert.deepEqual(wrong, []);
      assert.ok(compared > subject.fewestFrames, `only ${compared} frames were compared`);
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

    it('have ids of their own, which stay the same', async () => {
      const ids = stacks.flatMap(({ frames }) => frames.map(({ id }) => id));
      assert.equal(new Set(ids).size, ids.length);
      const { thread, frames } = stacks[0] as Stack;
      assert.deepEqual(await client.stack(thread.id), frames);
    });

    more(() => ({ client, stopped, stacks }));
  });
}

/**
 * What drgn says, as far as it can be compared. The kernel has freed the stack of a zombie; drgn reads
 * the pages that it was in. On arm64 it begins the panicking task's at the registers that were saved
 * within the crash handling.
 */
function ofDrgn(
  task: ExpectedTask,
  frames: readonly ExpectedFrame[],
  { machine }: Subject,
): readonly ExpectedFrame[] {
  if (task.state === 'Z') return [];
  const panic = frames.findIndex(([name]) => name === 'panic');
  return machine === 'aarch64' ? frames.slice(panic + 1) : frames;
}

/** Of what an interrupt stopped on arm64, drgn knows no more than the beginning. */
function isCutShort({ thread }: Stack, { machine }: Subject): boolean {
  return machine === 'aarch64' && / · CPU \d+$/.test(thread.name);
}

async function readStacks(client: AdapterClient, subject: Subject): Promise<Stack[]> {
  const threads = await client.threads();
  const backtraces = readBacktraces(await client.console('foreach bt'), subject.machine);
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
    const register = backtrace.linkRegisterAt;
    const inLinkRegister = register === undefined ? undefined : await word(client, register);
    stacks.push({
      thread,
      frames,
      calls: callsOf(frames),
      backtrace: inLinkRegister === undefined ? backtrace : { ...backtrace, inLinkRegister },
    });
  }
  return stacks;
}

/** One word of the dump's memory, as crash reads it. */
async function word(client: AdapterClient, address: bigint): Promise<bigint | undefined> {
  const text = await client.console(`rd -64 ${address.toString(16)} 1`);
  const digits = /^[0-9a-f]+: {2}([0-9a-f]{16})/m.exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
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
function lookedUpAt({ backtrace }: Stack, calls: readonly Call[], subject: Subject): bigint {
  const pc = calls[0]?.pc ?? 0n;
  assert.ok(calls.every((call) => call.pc === pc));
  return backtrace.interrupted.has(pc) ? pc : pc - intoCall(subject);
}

/** In assembly the debug info names the symbol before; crash knows the local label. */
function nameOf(line: TrueLine, calls: readonly Call[]): TrueLine {
  const call = calls.at(-1);
  return call && isAssembly(call) && line.file.endsWith('.S') ? { ...line, name: call.name } : line;
}
