/** Expressions in frames, and lines of the Debug Console that lead out of crash or take long. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { AdapterClient } from './support/adapter-client';
import { sampleLaunch } from './support/sample';
import { Sandbox } from './support/sandbox';
import { until } from './support/until';

type Evaluated = P.EvaluateResponse['body'];

describe('expressions', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;
  let panic: P.StackFrame[];
  let threads: P.Thread[];

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
    const launch = { ...sampleLaunch(), allowShellEscapes: true, folders: [sandbox.root] };
    const { threadId } = await client.open(launch);
    panic = await client.stack(threadId ?? 0);
    threads = await client.threads();
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  const frame = (name: string): number => {
    const found = panic.find((candidate) => candidate.name.startsWith(name));
    assert.ok(found, name);
    return found.id;
  };
  const evaluate = async (expression: string, context = 'watch', name = 'lab_account') => {
    const args = { expression, context, frameId: frame(name) };
    const response = await client.response('evaluate', args);
    assert.ok(response.success, response.message);
    return response.body as Evaluated;
  };
  const refusal = async (expression: string, context = 'watch'): Promise<string> => {
    const response = await client.response('evaluate', { expression, context, frameId: 1 });
    assert.equal(response.success, false, expression);
    return response.message ?? '';
  };
  const children = async ({ variablesReference }: Evaluated): Promise<P.Variable[]> =>
    (await client.variablesRequest({ variablesReference })).body.variables;

  it('two hundred commands at once are answered in order', async () => {
    const before = client.eventsNamed('output').length;
    const lines = Array.from({ length: 200 }, (_, index) => `eval ${index}`);
    await evaluate(lines.join('\n'), 'repl');
    const events = client.eventsNamed('output').slice(before);
    const text = events.map(({ body }) => (body as P.OutputEvent['body']).output).join('');
    const numbers = [...text.matchAll(/^ +decimal: (\d+)/gm)].map(([, number]) => Number(number));
    assert.deepEqual(numbers, [...Array(200).keys()]);
  });

  it('are values of the frame, which can be expanded', async () => {
    const request = await evaluate('*req', 'hover');
    const members = await children(request);
    const names = ['verb', 'len', 'flags', 'urgent', 'depth', 'item', 'local', 'done'];
    assert.deepEqual(
      members.map(({ name }) => name),
      names,
    );
    assert.match((await evaluate('req->verb')).result, /null/);
    assert.match((await evaluate('weight + 1')).result, /^\d+$/);
    const printed = await client.console('p lab_param');
    assert.match(printed, new RegExp(`= ${(await evaluate('lab_param')).result}$`, 'm'));
  });

  it('are copied with their members', async () => {
    assert.match(
      (await evaluate('*req', 'clipboard')).result,
      /^\{\n {2}verb = .*\n {2}len = \d+,/,
    );
  });

  it('know current and the variables of a CPU', async () => {
    assert.equal((await evaluate('current->pid')).result, '1');
    assert.equal((await evaluate('current->comm[0]')).result, "105 'i'");
    for (const cpu of [0, 1]) {
      assert.equal((await evaluate(`per_cpu(runqueues, ${cpu}).cpu`)).result, String(cpu));
      const shown = /^ {2}cpu = (\d+)/m.exec(await client.console(`p runqueues:${cpu}`))?.[1];
      assert.equal(shown, String(cpu));
    }
    const own = await evaluate('per_cpu(runqueues)');
    assert.ok((await children(own)).some(({ name }) => name === 'nr_running'));
    assert.match(await refusal('per_cpu(runqueues, 7)'), /^This machine has 2 CPUs/);
    assert.match(await refusal('per_cpu(no_such_thing, 0)'), /no variable no_such_thing/);
  });

  it('that would change or run something are refused in words', async () => {
    assert.match(await refusal('jiffies = 5'), /would assign a value/);
    assert.match(await refusal('init_task.pid++'), /would assign a value/);
    assert.match(await refusal('schedule()'), /schedule\(\) would have to be called/);
    assert.match(await refusal('jiffies = 5', 'repl'), /would assign a value/);
    assert.match(await refusal('no_such_symbol'), /No symbol "no_such_symbol"/);
  });

  it('are what a line of the console is that is no command', async () => {
    const request = await evaluate('req->local', 'repl');
    assert.ok(request.variablesReference > 0);
    assert.deepEqual(
      (await children(request)).map(({ name }) => name),
      ['reads', 'writes', 'errors', 'balance'],
    );
    assert.match((await evaluate('weight', 'repl')).result, /^\d+$/);
    assert.match(await client.console('task_struct.pid'), /\[\d+\] pid_t pid;/);
  });

  it('pipes and files work where the person’s setting allows them', async () => {
    assert.match(await client.console('ps | grep lab-dstate'), /^\s+57 .* lab-dstate *$/m);
    assert.equal((await client.console('!pwd')).trim(), sandbox.root);
    assert.equal(await client.console('ps > tasks.txt'), '');
    assert.equal(await client.console('ps 1 >> tasks.txt'), '');
    const saved = await readFile(sandbox.path('tasks.txt'), 'utf8');
    assert.equal(saved.match(/^ +PID/gm)?.length, 2);
    assert.match(await refusal('ps | a; b', 'repl'), /one command of the shell/);
  });

  it('a command that takes long is shown as running, and is cancelled in mid-flight', async () => {
    const expression = Array(400).fill('foreach bt -f').join('\n');
    const running = client.response('evaluate', { expression, context: 'repl' });
    let started: P.ProgressStartEvent['body'] | undefined;
    await until('the command is shown as running', () => {
      started = client
        .eventsNamed('progressStart')
        .map(({ body }) => body as P.ProgressStartEvent['body'])
        .find(({ title }) => title === 'crash: foreach bt -f');
      return started !== undefined;
    });
    assert.equal(started?.cancellable, true);
    assert.match(client.outputs.at(-1)?.output ?? '', /PID: |#\d+ \[/);
    await client.response('cancel', { progressId: started?.progressId });
    const cancelled = await running;
    assert.equal(cancelled.message, 'cancelled');
    const ended = client.eventsNamed('progressEnd').at(-1)?.body as P.ProgressEndEvent['body'];
    assert.equal(ended.progressId, started?.progressId);
    assert.equal((await client.threads()).length, threads.length);
    assert.match(await client.console('eval 5'), /decimal: 5/);
  });

  it('an answer without end is stopped, with a word where to get the rest', async () => {
    const text = await client.console('!yes abcdefgh');
    assert.ok(text.length >= 8 << 20);
    assert.ok(text.length < 64 << 20);
    const notice = client.outputs.find(
      ({ category, output }) => category === 'console' && /longer than 8 MB/.test(output),
    );
    assert.match(notice?.output ?? '', /Run crash Command…/);
    assert.match(await client.console('eval 5'), /decimal: 5/);
  });
});
