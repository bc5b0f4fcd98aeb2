/** Modules, completions, text to copy, and what the commands of the editor ask for. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from './support/adapter-client';
import { sampleFile, sampleLaunch } from './support/sample';
import { sampleFolder } from './support/sample-folder';
import { Sandbox } from './support/sandbox';

describe('looking around', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;
  let panicThread: number;
  let panic: P.StackFrame[];

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
    const { threadId } = await client.open(await sampleFolder(sandbox));
    panicThread = threadId ?? 0;
    panic = await client.stack(panicThread);
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  const frame = (name: string): P.StackFrame => {
    const found = panic.find((candidate) => candidate.name.startsWith(name));
    assert.ok(found, name);
    return found;
  };
  const complete = async (text: string, frameId?: number): Promise<P.CompletionItem[]> => {
    const response = await client.completionsRequest({
      text,
      column: text.length + 1,
      ...(frameId === undefined ? {} : { frameId }),
    });
    return response.body.targets;
  };
  const labels = async (text: string, frameId?: number): Promise<string[]> =>
    (await complete(text, frameId)).map(({ label }) => label);

  it('1,000 requests in a burst are all answered, and first what a person looks at', async () => {
    const other = (await client.threads()).at(-3)?.id ?? 0;
    // While crash is busy, all of them wait.
    const expression = Array(10).fill('foreach bt -f').join('\n');
    const busy = client.response('evaluate', { expression, context: 'repl' });
    const before = client.responses().length;
    const burst = Array.from({ length: 998 }, (_, index) =>
      index % 2 === 0
        ? client.response('modules', {})
        : client.response('evaluate', { expression: `jiffies + ${index}`, context: 'watch' }),
    );
    const looked = [
      client.response('stackTrace', { threadId: other }),
      client.response('evaluate', {
        expression: 'weight',
        context: 'hover',
        frameId: frame('lab_account').id,
      }),
    ];
    const answers = await Promise.all([busy, ...burst, ...looked]);
    assert.ok(answers.every(({ success }) => success));
    const order = client.responses().slice(before);
    assert.equal(order.length, 1001);
    for (const response of await Promise.all(looked)) {
      const place = order.findIndex(({ request_seq: seq }) => seq === response.request_seq);
      assert.ok(place < 100, `${response.command} came as number ${place}`);
    }
  });

  it('modules have base, size, state, taints, version and the file of their debug info', async () => {
    const { modules } = (await client.modulesRequest({})).body;
    const [module] = modules as (P.Module & Record<string, unknown>)[];
    assert.equal(module?.name, 'labcrash');
    assert.match(module?.addressRange ?? '', /^0xffffffffc0058000-0xffffffffc005c000$/);
    assert.equal(module?.['size'], 16384);
    assert.equal(module?.['state'], 'live');
    const taints = await client.console('mod -t');
    assert.match(taints, new RegExp(`^labcrash +${String(module?.['taints'])}$`, 'm'));
    const { stdout } = await promisify(execFile)('readelf', ['-n', sampleFile('labcrash.ko')]);
    const buildId = /Build ID: ([0-9a-f]+)/.exec(stdout)?.[1];
    if (module?.['buildId'] !== undefined) assert.equal(module['buildId'], buildId);
    assert.match(module?.symbolFilePath ?? '', /labcrash\.ko$/);
  });

  it('Load Symbols loads what is found, and says of the rest what would help', async () => {
    const { modules } = await client.ask('kernelCrash/loadSymbols', {});
    assert.deepEqual(
      modules.map(({ name, loaded }) => [name, loaded]),
      [['labcrash', true]],
    );
    const refused = client.ask('kernelCrash/loadSymbols', { module: 'nothing' });
    assert.match(await client.refusal(refused), /no module nothing/);
  });

  it('completes commands, options, symbols, tasks, structures and members', async () => {
    assert.ok((await labels('fo')).includes('foreach'));
    const options = await complete('bt -');
    assert.ok(options.some(({ label, detail }) => label === '-a' && (detail ?? '') !== ''));
    assert.ok((await labels('ps -')).includes('-k'));
    assert.ok((await labels('p init_ta')).includes('init_task'));
    assert.ok((await labels('struct task_str')).includes('task_struct'));
    assert.deepEqual(await labels('struct ta'), []);
    assert.ok((await labels('struct task_struct.pi')).includes('pid'));
    assert.ok((await labels('p init_task.se.')).includes('vruntime'));
    const [task] = await complete('bt lab-ds');
    assert.deepEqual([task?.label, task?.text, task?.length], ['57 lab-dstate', '57', 6]);
    assert.equal(task?.start, 4);
    const here = frame('lab_account').id;
    assert.ok((await labels('wei', here)).includes('weight'));
    assert.deepEqual(await labels('req->ver', here), ['verb']);
    assert.deepEqual(await labels('no_such_thing_at_all'), []);
  });

  it('a frame and a stack are copied as the kernel writes them', async () => {
    const { text } = await client.ask('kernelCrash/stackText', {
      frameId: frame('lab_account').id,
    });
    assert.equal(text, 'lab_account+0xb/0x22 [labcrash] (/usr/src/labcrash/labcrash.c:54)');
    const stack = (await client.ask('kernelCrash/stackText', { threadId: panicThread })).text;
    const lines = stack.split('\n');
    assert.match(lines[0] ?? '', /^CPU: \d PID: 1 Comm: init \(RU\)$/);
    assert.equal(lines.length, panic.length + 2);
    // The kernel's own call trace of the same crash says the same of every frame that it has.
    const log = await client.console('log');
    for (const name of [
      'lab_write',
      'proc_reg_write',
      'vfs_write',
      'ksys_write',
      'do_syscall_64',
    ]) {
      const own = new RegExp(` (${name}\\+0x\\w+/0x\\w+)`).exec(log)?.[1];
      assert.ok(own !== undefined && stack.includes(` ${own} `), `${name}: ${own ?? 'not there'}`);
    }
  });

  it('an address, a symbol and a distance are looked up', async () => {
    const code = await client.ask('kernelCrash/lookUp', { place: 'vfs_write+0x10' });
    assert.deepEqual([code.code, code.symbol], [true, 'vfs_write+0x10']);
    const data = await client.ask('kernelCrash/lookUp', { place: 'init_task' });
    assert.equal(data.code, false);
    const again = await client.ask('kernelCrash/lookUp', { place: data.address });
    assert.equal(again.symbol, 'init_task+0x0');
    const refused = client.ask('kernelCrash/lookUp', { place: 'no such place' });
    assert.match(await client.refusal(refused), /is no address/);
  });

  it('a command gives its whole answer for a document, and is judged as in the console', async () => {
    const { text, whole } = await client.ask('kernelCrash/runCommand', { command: 'sym -l' });
    assert.ok(whole && text.length > 1_000_000);
    const refused = client.ask('kernelCrash/runCommand', { command: 'ps | sh' });
    assert.match(await client.refusal(refused), /would start a shell/);
  });

  it('a task that is chosen is the one that stops last', async () => {
    const other = (await client.threads())[5]?.id ?? 0;
    await client.ask('kernelCrash/focusTask', { threadId: other });
    const stopped = client.eventsNamed('stopped').at(-1)?.body as P.StoppedEvent['body'];
    assert.deepEqual([stopped.threadId, stopped.allThreadsStopped], [other, false]);
  });

  it('a terminal gets a real crash, on links in a directory of its own', async () => {
    const program = await client.ask('kernelCrash/terminal', { owner: process.pid });
    const { file, args, directory, env } = program;
    try {
      assert.equal(file, sampleLaunch().crashPath);
      assert.deepEqual(args, ['--no_crashrc', 'vmlinux', 'vmcore']);
      assert.equal(await readlink(path.join(directory, 'vmcore')), sandbox.path('sample/vmcore'));
      const owner = JSON.parse(await readFile(path.join(directory, 'owner'), 'utf8')) as object;
      assert.equal((owner as { pid: number }).pid, process.pid);
      assert.ok(!('DEBUGINFOD_URLS' in env));
      await promisify(execFile)('cp', [path.join(directory, 'vmlinux'), '/dev/null']);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
