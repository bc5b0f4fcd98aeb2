/** Where crash cannot open a dump with all its commands, the session opens with what can be had. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { copyFile, mkdir, readFile, symlink, truncate } from 'node:fs/promises';
import path from 'node:path';
import { resource } from '../support/environment.mjs';
import { writeWithoutPages } from '../support/exclude-pages';
import { repository } from '../support/paths.mjs';
import { ensureSampleVmcore } from '../support/provision/sample.mjs';
import { AdapterClient } from './support/adapter-client';
import { callsOf, differences } from './support/calls';
import { readExpected, type Expected } from './support/expected';
import { failureEvent } from './support/failure-event';
import { sampleFile, sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';
import { writeScript } from './support/script';

/** What the kernel is sure of: without the lines that it printed with `?`. */
function sureCalls(frames: readonly P.StackFrame[]) {
  return callsOf(frames).filter(({ name, handler }) => !name.startsWith('? ') && !handler);
}

/** What a person reads of the end that is missing. */
function saidOfTheEnd(client: AdapterClient): string[] {
  return client.outputs
    .map(({ output }) => output)
    .filter((output) => /cut off|incomplete/.test(output));
}

function labels(frames: readonly P.StackFrame[]): string[] {
  return frames
    .filter(({ presentationHint }) => presentationHint === 'label')
    .map(({ name }) => name);
}

/** One for each CPU; drgn's list of tasks does not have them. */
const IDLE_TASKS = 2;
/** Where the sample has `modules`, the head of the list of modules (crash: `vtop modules`). */
const PAGE_OF_MODULES = 0x8ea5000;
/** Where it has the part in use of the stack of kthreadd, pid 2 (`task -R stack 2`). */
const PAGE_OF_STACK = 0x1ab000;
/** Where it has the root of `init_pid_ns.idr`, through which crash finds the tasks. */
const PAGE_OF_PIDS = 0x402000;

describe('the ladder', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;

  before(async () => {
    sandbox = await Sandbox.create();
  });

  afterEach(async () => {
    await client?.stop();
    await sandbox.assertClean();
  });

  after(() => sandbox.remove());

  async function cut(percent: number): Promise<Record<string, unknown>> {
    const vmcore = sandbox.path(`cut-${percent}`);
    await copyFile(sampleFile('vmcore'), vmcore);
    await truncate(vmcore, Math.floor((19_809_608 * percent) / 100));
    // The module lies beside the sample, not beside its copy.
    return { ...sampleLaunch(), vmcore, modulePaths: [sampleFile('labcrash.ko')] };
  }

  it('in crash’s minimal mode has the stack of the log, with the very lines that drgn names', async () => {
    client = await AdapterClient.begin(sandbox);
    const stopped = await client.open({ ...sampleLaunch(), minimal: 'always' });
    assert.equal(stopped.description, 'Kernel panic, crash in minimal mode');
    assert.match(stopped.text ?? '', /^BUG: kernel NULL pointer dereference/);
    const frames = await client.stack(stopped.threadId ?? 0);
    assert.deepEqual(differences(sureCalls(frames), readExpected().panic.frames), []);
    assert.deepEqual(labels(frames), ['as the kernel log tells it', 'user mode']);
    assert.ok(frames.some(({ name }) => name === '? lab_dispatch [labcrash]'));
    assert.deepEqual(
      (await client.threads()).map(({ name }) => name),
      ['init · 1 · panic', 'swapper/0 · 0 · CPU 0'],
    );
    assert.match(await client.console('sym panic'), /\(T\) panic/);
    assert.match(await client.console('log'), /Linux version 6\.1\.176-tiny/);
    const { modules } = (await client.modulesRequest({})).body;
    assert.deepEqual(
      modules.map(({ name, taints }: { name: string; taints?: string }) => [name, taints]),
      [['labcrash', 'O']],
    );
    const panicAt = (await client.console('sym panic')).split(' ')[0] ?? '';
    const { instructions = [] } =
      (await client.disassembleRequest({ memoryReference: `0x${panicAt}`, instructionCount: 3 }))
        .body ?? {};
    assert.deepEqual(
      instructions.map(({ instruction, line }) => [instruction.split(/\s/)[0], typeof line]),
      [
        ['push', 'number'],
        ['xor', 'number'],
        ['mov', 'number'],
      ],
    );
    const refused = await client.refusal(client.console('ps'));
    assert.match(refused, /^`ps` and its like need a whole crash, which runs in its minimal mode/);
    const [scope, ...more] = (await client.scopesRequest({ frameId: frames[1]?.id ?? 0 })).body
      .scopes;
    assert.deepEqual([scope?.name, more], ['Registers', []]);
    const { variablesReference = 0 } = scope ?? {};
    const { variables } = (await client.variablesRequest({ variablesReference })).body;
    const rip = variables.find(({ name }) => name === 'rip');
    assert.match(rip?.value ?? '', /^0xffffffffc0[0-9a-f]{6}$/);
  });

  it('without a crash has the same of an arm64 dump', async () => {
    const vmcore = await ensureSampleVmcore('arm64-tiny');
    const folder = path.join(repository, 'test', 'dumps', 'arm64-tiny');
    client = await AdapterClient.begin(sandbox, { env: { PATH: '/usr/bin:/bin' } });
    const stopped = await client.open({
      vmcore,
      vmlinux: path.join(folder, 'vmlinux.xz'),
      crashPaths: [sampleLaunch().crashPath],
    });
    assert.equal(stopped.description, 'Kernel panic, without crash');
    const { standing, lacks } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(standing.rung, 'no-crash');
    assert.equal(standing.failure?.id, 'crash-wrong-target');
    assert.match(
      lacks.find(({ id }) => id === 'rung')?.text ?? '',
      /goes without crash: the panic/,
    );
    const expected = JSON.parse(
      await readFile(path.join(folder, 'expected.json'), 'utf8'),
    ) as Expected;
    const frames = await client.stack(stopped.threadId ?? 0);
    // drgn takes an idle task for the one that panicked here; its stack of the right one is right.
    const task = expected.tasks.find(({ pid }) => pid === 1)?.address ?? '';
    const stack = expected.stacks[task] ?? [];
    const first = stack.findIndex(([name]) => name === 'sysrq_handle_crash');
    assert.ok(first > 0);
    assert.deepEqual(differences(sureCalls(frames), stack.slice(first)), []);
    assert.equal((await client.threads()).length, 4);
    assert.match(await client.console('sys'), /MACHINE: aarch64/);
    const refused = await client.refusal(client.console('bt'));
    assert.match(refused, /^`bt` and its like need a whole crash, which this session does without/);
  });

  it('without a vmlinux shows the log’s own names, and says what would help', async () => {
    await mkdir(sandbox.path('alone'));
    const vmcore = sandbox.path('alone', 'vmcore');
    await symlink(sampleFile('vmcore'), vmcore);
    client = await AdapterClient.begin(sandbox);
    const stopped = await client.open({ vmcore, crashPath: sampleLaunch().crashPath });
    const frames = await client.stack(stopped.threadId ?? 0);
    assert.deepEqual(
      callsOf(frames)
        .slice(0, 3)
        .map(({ name }) => name),
      ['lab_account', 'lab_dispatch', 'lab_submit.isra.0'],
    );
    assert.match(frames[1]?.source?.origin ?? '', /vmlinux of this dump was not found/);
    const { standing } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(standing.failure?.id, 'vmlinux-not-found');
  });

  it('of a dump cut at 99 % comes to the minimal mode, and to the panic', async () => {
    client = await AdapterClient.begin(sandbox);
    const stopped = await client.open(await cut(99));
    const { standing } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(standing.rung, 'minimal');
    assert.match(standing.because ?? '', /cut off.* at least 198097 more belong to it/);
    const frames = await client.stack(stopped.threadId ?? 0);
    assert.deepEqual(differences(sureCalls(frames), readExpected().panic.frames), []);
    assert.equal(saidOfTheEnd(client).length, 1);
  });

  for (const percent of [10, 50]) {
    it(`of a dump cut at ${percent} % does not claim that there was no panic`, async () => {
      client = await AdapterClient.begin(sandbox);
      const stopped = await client.open(await cut(percent));
      assert.match(stopped.text ?? '', /^Why the kernel died is not known: /);
      const { standing } = await client.ask('kernelCrash/sessionInfo', {});
      assert.equal(standing.rung, 'no-crash');
      assert.equal(standing.failure?.id, 'dump-cut-off');
      assert.match(standing.missing ?? '', /The kernel log cannot be read/);
      assert.equal(saidOfTheEnd(client).length, 1);
    });
  }

  /** The sample as makedumpfile would have saved it had it taken a page for a free one. */
  async function withoutPage(address: number): Promise<Record<string, unknown>> {
    const vmcore = sandbox.path('without');
    await writeWithoutPages(sampleFile('vmcore'), vmcore, [address]);
    return { vmcore, modulePaths: [sampleFile('labcrash.ko')] };
  }

  it('leaves out the modules where the head of their list is not in the dump', async function () {
    this.timeout(180_000); // crash is started up to three times
    client = await AdapterClient.begin(sandbox);
    const launch = { ...sampleLaunch('crash806'), ...(await withoutPage(PAGE_OF_MODULES)) };
    const stopped = await client.open(launch);
    assert.equal(stopped.description, 'Kernel panic, crash without all its data');
    const { standing } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(standing.rung, 'reduced');
    assert.equal(standing.failure?.id, 'dump-pages-missing');
    assert.match(standing.because ?? '', /left out the page with “modules” of Linux 6\.1/);
    assert.match(standing.missing ?? '', /^crash runs with --no_modules: functions in modules /);
    const frames = await client.stack(stopped.threadId ?? 0);
    const known = readExpected().panic.frames.filter(([, file]) => !file?.endsWith('labcrash.c'));
    assert.deepEqual(differences(sureCalls(frames), known), []);
    assert.equal((await client.threads()).length, readExpected().tasks.length + IDLE_TASKS);
    assert.match(await client.console('p init_task.pid'), /= 0/);
  });

  it('reads zeros where a page of the kernel’s table of tasks is not in the dump', async function () {
    this.timeout(180_000); // crash is started up to three times
    client = await AdapterClient.begin(sandbox);
    const launch = { ...sampleLaunch(), ...(await withoutPage(PAGE_OF_PIDS)) };
    const stopped = await client.open(launch);
    assert.equal(stopped.description, 'Kernel panic, gaps read as zeros');
    const { standing } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(standing.rung, 'zero-excluded');
    // crash 9 says nothing of it: that it came up with zeros tells.
    assert.equal(standing.failure?.id, 'dump-pages-missing');
    assert.match(standing.because ?? '', /makedumpfile left out a page that it needs/);
    const frames = await client.stack(stopped.threadId ?? 0);
    const panic = readExpected().panic.frames;
    const calls = callsOf(frames).filter(({ handler }) => !handler);
    const named = calls.map((call) => ({ ...call, name: call.name.replace(/^\? /, '') }));
    assert.deepEqual(differences(named, panic), []);
    // Those that crash does not find are read from the dump itself.
    assert.equal((await client.threads()).length, readExpected().tasks.length + IDLE_TASKS);
  });

  it('says of a stack that is not in the dump what its label means', async () => {
    client = await AdapterClient.begin(sandbox);
    await client.open({ ...sampleLaunch(), ...(await withoutPage(PAGE_OF_STACK)) });
    const kthreadd = (await client.threads()).find(({ name }) => name.startsWith('kthreadd'));
    const frames = await client.stack(kthreadd?.id ?? 0);
    const [said = '', meaning = '', ...more] = labels(frames);
    assert.match(said, /^crash: .*read of stack at ffff9fce001a8000 failed$/);
    assert.match(
      meaning,
      /^The dump does not have a page that this needs: makedumpfile left it out/,
    );
    assert.deepEqual([more, callsOf(frames)], [[], []]);
  });

  it('is left alone where the launch says never', async () => {
    client = await AdapterClient.begin(sandbox);
    await client.response('launch', { ...(await cut(99)), minimal: 'never' });
    assert.equal(failureEvent(client).id, 'dump-cut-off');
  });

  it('says what a complaint means over which crash goes on', async () => {
    const crashPath = await writeScript(
      sandbox,
      `case "$1" in --version|-v) ;; *) echo "WARNING: cannot find NT_PRSTATUS note for cpu: 1";; esac; exec "${resource('crashNewest')}" "$@"`,
    );
    client = await AdapterClient.begin(sandbox);
    await client.open({ ...sampleLaunch(), crashPath });
    const { standing, lacks } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(standing.rung, 'full');
    assert.match(
      lacks.find(({ id }) => id === 'crash-note')?.text ?? '',
      /did not save its regist/,
    );
    const said = client.outputs.map(({ output }) => output).join('');
    assert.match(
      said,
      /^crash: WARNING: cannot find NT_PRSTATUS note for cpu: 1\n[^]*^This CPU did/m,
    );
  });

  it('starts once more to hear what a silent crash stumbled over', async () => {
    const crashPath = await writeScript(
      sandbox,
      'case "$*" in *-d1*) echo "crash: invalid structure member offset: task_struct_x";; esac; exit 1',
    );
    client = await AdapterClient.begin(sandbox);
    const stopped = await client.open({ ...sampleLaunch(), crashPath });
    assert.equal(stopped.reason, 'exception');
    const { standing } = await client.ask('kernelCrash/sessionInfo', {});
    assert.equal(standing.rung, 'no-crash');
    assert.match(standing.because ?? '', /newer than this crash knows\. .*task_struct_x/);
  });
});
