/** Every request is answered, exactly once: with what it asks for, or in words. */
import assert from 'node:assert/strict';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { existsSync } from 'node:fs';
import { pcOf } from '../support/dap-client';
import { AdapterClient } from './support/adapter-client';
import { BEGIN_OR_END, plausibleArguments } from './support/plausible-arguments';
import { sampleFolder } from './support/sample-folder';
import { Sandbox } from './support/sandbox';

/** A sentence for a person: it begins like one, ends like one and is no stack trace. */
const SENTENCE = /^[A-Z`"'][^]{8,}[.:)!]$/;

describe('requests before a dump is open', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  for (const [command, args] of Object.entries(plausibleArguments({ threadId: 1, frameId: 1 }))) {
    if (!BEGIN_OR_END.includes(command)) {
      it(`${command} is answered`, async () => {
        assertAnswered(await client.response(command, args));
      });
    }
  }

  it('an unknown one is answered in words', async () => {
    const response = await client.response('flyToTheMoon', { speed: 7 });
    assert.equal(response.success, false);
    assert.match(response.message ?? '', /^The request "flyToTheMoon" is not known here\.$/);
  });

  it('none is answered twice, and none ended the session', () => {
    assertAnsweredOnce(client);
    assert.deepEqual(client.eventsNamed('terminated'), []);
  });
});

describe('requests to an open dump', () => {
  let sandbox: Sandbox;
  let client: AdapterClient;
  let panic: P.StackFrame[];
  let threads: P.Thread[];

  before(async () => {
    sandbox = await Sandbox.create();
    client = await AdapterClient.begin(sandbox);
    const { threadId } = await client.open(await sampleFolder(sandbox));
    threads = await client.threads();
    panic = await client.stack(threadId ?? 0);
  });

  after(async () => {
    await client?.stop();
    await sandbox?.assertClean();
    await sandbox?.remove();
  });

  const thread = (start: string): number =>
    threads.find(({ name }) => name.startsWith(`${start} · `))?.id ?? 0;
  const frame = (name: string): P.StackFrame => {
    const found = panic.find((candidate) => candidate.name.startsWith(name));
    assert.ok(found, name);
    return found;
  };
  const refusal = async (expression: string): Promise<string> => {
    const response = await client.response('evaluate', { expression, context: 'repl' });
    assert.equal(response.success, false, `${expression} was not refused`);
    return response.message ?? '';
  };

  describe('each', () => {
    for (const [command, args] of Object.entries(
      plausibleArguments({ threadId: 1, frameId: 10 }),
    )) {
      if (!BEGIN_OR_END.includes(command)) {
        it(`${command} is answered`, async () => {
          assertAnswered(await client.response(command, args));
        });
      }
    }

    for (const args of [undefined, {}, { threadId: -1, frameId: -1 }, { threadId: 'x' }]) {
      it(`is answered with senseless arguments: ${JSON.stringify(args)}`, async () => {
        const commands = Object.keys(plausibleArguments({ threadId: 1, frameId: 1 }));
        for (const command of commands.filter((name) => !BEGIN_OR_END.includes(name))) {
          const response = await client.response(command, args);
          assert.ok(response.success || response.message, command);
        }
      });
    }

    it('unknown one is answered in words', async () => {
      const response = await client.response('flyToTheMoon');
      assert.equal(response.message, 'The request "flyToTheMoon" is not known here.');
    });

    it('second launch is refused, and the session goes on', async () => {
      const response = await client.response('launch', await sampleFolder(sandbox, 'again'));
      assert.equal(response.message, 'This session has a dump already.');
      assert.deepEqual(client.eventsNamed('terminated'), []);
      assert.equal((await client.threads()).length, threads.length);
    });
  });

  describe('of a program that runs', () => {
    const MOVES = {
      continue: 'run on',
      reverseContinue: 'run backwards',
      next: 'step',
      stepIn: 'step',
      stepOut: 'step',
      stepBack: 'step backwards',
      pause: 'be paused',
      goto: 'jump',
      restartFrame: 'run a frame again',
      setVariable: 'be changed',
      writeMemory: 'be changed',
      terminateThreads: 'end a task',
    };

    for (const [command, what] of Object.entries(MOVES)) {
      it(`${command} is refused in words that the client shows`, async () => {
        const response = (await client.response(command, { threadId: 1 })) as P.ErrorResponse;
        assert.equal(response.success, false);
        assert.ok(response.message?.startsWith(`A dump cannot ${what}`), response.message);
        assert.equal(response.body.error?.showUser, true);
      });
    }

    it('setBreakpoints is accepted, and says that none is ever reached', async () => {
      const source = { path: '/usr/src/labcrash/labcrash.c' };
      const breakpoints = [{ line: 54 }, { line: 66 }];
      const { body } = await client.setBreakpointsRequest({ source, breakpoints });
      assert.deepEqual(
        body.breakpoints.map(({ verified, message }) => [verified, message]),
        Array(2).fill([false, 'A dump cannot run, so a breakpoint is never reached.']),
      );
    });
  });

  describe('stackTrace', () => {
    it('gives the frames in pages, and always their whole number', async () => {
      const threadId = thread('init');
      const paged: P.StackFrame[] = [];
      for (let startFrame = 0; startFrame < panic.length; startFrame += 4) {
        const { body } = await client.stackTraceRequest({ threadId, startFrame, levels: 4 });
        assert.equal(body.totalFrames, panic.length);
        assert.ok(body.stackFrames.length <= 4);
        paged.push(...body.stackFrames);
      }
      assert.deepEqual(paged, panic);
    });

    it('gives all with levels 0, and none beyond the end', async () => {
      const threadId = thread('init');
      const all = (await client.stackTraceRequest({ threadId, levels: 0 })).body;
      assert.deepEqual(all.stackFrames, panic);
      const none = (await client.stackTraceRequest({ threadId, startFrame: 500, levels: 9 })).body;
      assert.deepEqual(none, { stackFrames: [], totalFrames: panic.length });
    });

    it('of a task that is not there is refused in words', async () => {
      const message = await client.refusal(client.stackTraceRequest({ threadId: 4711 }));
      assert.equal(message, 'This dump has no task with thread number 4711.');
    });
  });

  describe('exceptionInfo', () => {
    it('has the panic message and the oops block of the log', async () => {
      const { body } = await client.exceptionInfoRequest({ threadId: thread('init') });
      assert.equal(body.exceptionId, 'Kernel oops');
      const message = 'BUG: kernel NULL pointer dereference, address: 0000000000000008';
      assert.equal(body.description, message);
      assert.equal(body.details?.message, message);
      const block = body.details?.stackTrace ?? '';
      // The client shows the message above it.
      assert.match(block, /^#PF: supervisor read access in kernel mode$/m);
      assert.ok(!block.includes(message));
      for (const line of [
        /^RIP: 0010:lab_account\+0x/m,
        /^Call Trace:$/m,
        /^ lab_write\+0x/m,
        /^CR2: /m,
      ]) {
        assert.match(block, line);
      }
    });

    it('of a task that did not panic says so', async () => {
      const asked = client.exceptionInfoRequest({ threadId: thread('kthreadd') });
      assert.equal(await client.refusal(asked), 'This task did not panic.');
    });
  });

  describe('modules', () => {
    it('lists them, and which have debug info', async () => {
      const { body } = await client.modulesRequest({});
      assert.equal(body.totalModules, 1);
      const [module] = body.modules;
      assert.equal(module?.name, 'labcrash');
      assert.equal(module?.symbolStatus, 'Debug info loaded.');
      assert.match(module?.symbolFilePath ?? '', /\/sample\/labcrash\.ko$/);
    });
  });

  describe('source', () => {
    it('of a file that is not here stands in for it, at the frame’s own line', async () => {
      const missing = panic.filter(({ source }) => source?.sourceReference);
      assert.ok(missing.length >= 4);
      for (const shownFrame of missing) {
        const { name, line, source } = shownFrame;
        const pc = `0x${pcOf(shownFrame)?.toString(16)}`;
        assert.ok(source?.sourceReference);
        const { body } = await client.sourceRequest({
          source,
          sourceReference: source.sourceReference,
        });
        const marked = body.content.split('\n')[line - 1] ?? '';
        const [functionName = ''] = name.split(' ');
        assert.ok(marked.startsWith(`==> ${functionName}: `), `${name}:${line} ${marked}`);
        assert.ok(marked.includes(`${pc}`), marked);
        // Of a long function, what is around the instruction comes first, and then the whole.
        for (const part of body.content.split('\nThe whole function:\n')) {
          const shown = part.split('\n').filter((text) => text.startsWith('=> 0x'));
          assert.equal(shown.length, 1, `${name}: its instruction in the disassembly`);
        }
      }
    });

    it('has the whole function’s disassembly and says how to get the source', async () => {
      const { source, line } = frame('lab_account');
      const reference = source?.sourceReference ?? 0;
      const { content } = (await client.sourceRequest({ sourceReference: reference })).body;
      assert.equal(line, 54);
      const instructions =
        content.match(/^(?:=>|  ) 0x[0-9a-f]+ <lab_account\+0x[0-9a-f]+ \[labcrash\]> .*/gm) ?? [];
      assert.ok(instructions.length >= 5, content);
      assert.match(content, /<lab_account\+0x0 \[labcrash\]>/);
      assert.match(content, /"sourceMap": \{/);
      assert.match(content, /\/usr\/src\/labcrash\/labcrash\.c, line 54/);
    });

    it('that was never given is refused', async () => {
      const message = await client.refusal(client.sourceRequest({ sourceReference: 4711 }));
      assert.equal(message, 'This source is not one of this session.');
    });
  });

  describe('evaluate in the Debug Console', () => {
    it('shows the whole answer of ps', async () => {
      const rows = (await client.console('ps')).trimEnd().split('\n');
      assert.equal(rows.length, threads.length + 1);
      assert.match(rows[0] ?? '', /^ +PID +PPID +CPU +TASK/);
    });

    it('shows the whole log', async () => {
      const log = await client.console('log');
      assert.match(log, /^\[ +0\.000000\] Linux version 6\.1\.176/);
      assert.match(log.slice(-2000), /Kernel panic|RIP: 0010:lab_account|Call Trace/);
    });

    it('shows an answer of megabytes, in pieces', async () => {
      const before = client.outputs.length;
      const symbols = await client.console('sym -l');
      assert.ok(symbols.length > 1_000_000);
      assert.match(symbols.trimEnd().split('\n').at(-1) ?? '', /^[0-9a-f]{16} \(.\) |MODULE END/);
      assert.ok(client.outputs.slice(before).every(({ output }) => output.length <= 64 * 1024));
    });

    it('runs the lines of an expression one after the other', async () => {
      const answer = await client.console('eval 1 + 1\n\n  eval 2 + 2\r\neval 3 + 3\n');
      assert.deepEqual(
        answer.match(/^ *decimal: \d+/gm),
        [2, 4, 6].map((n) => `    decimal: ${n}`),
      );
    });

    it('shows crash’s own error', async () => {
      assert.match(
        await client.console('struct no_such_struct'),
        /^struct: invalid data structure/,
      );
      assert.match(await client.console('nonsense'), /command not found: nonsense/);
    });

    it('takes comparisons and shifts in parentheses, and ->', async () => {
      assert.match(await client.console('p (3 > 2)'), /= 1$/m);
      assert.match(await client.console('p (1 << 4 | 1)'), /= 17$/m);
      assert.match(await client.console('p init_task.cred->usage.counter'), /= \d+$/m);
    });

    it('does nothing with an empty line', async () => {
      assert.equal(await client.console('  \n '), '');
    });

    const ESCAPES = {
      'ps | sh': /`\|` would start a shell/,
      'ps > FILE': /`>` would start a shell/,
      'ps >> FILE': /`>` would start a shell/,
      '!touch FILE': /`!` would start a shell/,
      'p 1 !touch FILE': /`!` would start a shell/,
      '<FILE': /Reading commands from a file/,
      'alias t !touch FILE': /Aliases cannot be defined here/,
      'gdb pipe -d X p 1 X touch FILE': /shell/,
      'pipe -d X p 1 X touch FILE': /shell/,
      'gdb make -f FILE': /shell/,
    };

    for (const [line, why] of Object.entries(ESCAPES)) {
      it(`refuses a shell escape: ${line}`, async () => {
        const file = sandbox.path('escaped');
        assert.match(await refusal(line.replace('FILE', file)), why);
        assert.ok(!existsSync(file), 'it ran');
      });
    }

    const REFUSED = {
      'p (1 + 2': /parentheses of this command do not match/,
      'p 1 + 2)': /parentheses of this command do not match/,
      'p "abc': /quotes \("\) of this command do not match/,
      "p 'a": /quotes \('\) of this command do not match/,
      'alias sneaky set gdb on': /Aliases cannot be defined here/,
      'repeat -1 p jiffies': /never ends/,
      'set gdb on': /gdb mode is not available here/,
      'set error default': /belongs to the debugger/,
      'set scroll on': /belongs to the debugger/,
      'gdb set logging enabled on': /belongs to the debugger/,
      'gdb python': /keyboard/,
      'gdb edit': /keyboard/,
      quit: /Use Stop to end the session/,
      q: /Use Stop to end the session/,
      'p 1\tx': /control characters/,
      [`p ${'1'.repeat(1500)}`]: /at most 1400 bytes/,
    };

    for (const [line, why] of Object.entries(REFUSED)) {
      it(`refuses in words: ${line.slice(0, 40)}`, async () => {
        assert.match(await refusal(line), why);
      });
    }

    for (const line of ['touch FILE', '/usr/bin/touch FILE', 'env touch FILE']) {
      it(`starts no program: ${line}`, async () => {
        const file = sandbox.path('escaped');
        await client.response('evaluate', {
          expression: line.replace('FILE', file),
          context: 'repl',
        });
        assert.ok(!existsSync(file), 'it ran');
        assert.match(await client.console('eval 5'), /decimal: 5/);
      });
    }

    it('works on the task of the frame that is looked at', async () => {
      const [first] = await client.stack(thread('kthreadd'));
      assert.match(await client.console('bt', first?.id), /^PID: 2 .* COMMAND: "kthreadd"/);
      const answer = await client.console('bt', frame('lab_account').id);
      assert.match(answer, /^PID: 1 .* COMMAND: "init"/);
      assert.match(answer, /exception RIP: lab_account/);
    });

    it('stays on the task that `set` chose until another frame is looked at', async () => {
      const here = frame('lab_account').id;
      const [elsewhere] = await client.stack(thread('kthreadd'));
      assert.match(await client.console('set 57', here), /COMMAND: "lab-dstate"/);
      assert.match(await client.console('bt', here), /^PID: 57 /);
      assert.match(await client.console('bt', here), /^PID: 57 /);
      assert.match(await client.console('bt', elsewhere?.id), /^PID: 2 /);
      assert.match(await client.console('bt', here), /^PID: 1 /);
    });

    it('leaves the stacks of all tasks as they were', async () => {
      await client.console('set 57');
      assert.deepEqual(await client.stack(thread('init')), panic);
      const [first] = await client.stack(thread('lab-zombie'));
      assert.match(first?.name ?? '', /^no stack/);
    });
  });

  describe('evaluate elsewhere', () => {
    for (const context of ['hover', 'watch', 'variables', 'clipboard']) {
      it(`evaluate for ${context} gives the value of an expression`, async () => {
        const response = await client.response('evaluate', {
          expression: 'init_task.pid',
          context,
        });
        assert.equal((response.body as P.EvaluateResponse['body']).result, '0');
      });
    }
  });

  describe('at the end', () => {
    it('none is answered twice, and none ended the session', () => {
      assertAnsweredOnce(client);
      assert.deepEqual(client.eventsNamed('terminated'), []);
      assert.deepEqual(client.failures, []);
    });

    it('terminate and then disconnect end it', async () => {
      assertAnswered(await client.response('terminate'));
      await client.event('terminated');
      assert.equal(sandbox.tools().length, 0);
      assert.equal((await client.response('threads')).message, 'No dump is open in this session.');
      assert.deepEqual(await client.end(), { status: 0, signal: null });
    });
  });
});

function assertAnswered(response: P.Response): void {
  if (!response.success) {
    assert.match(response.message ?? '', SENTENCE, response.command);
    assert.doesNotMatch(response.message ?? '', /undefined|TypeError|is not a function|\n +at /);
    const { error } = (response as P.ErrorResponse).body;
    assert.ok(error && error.id > 0, `${response.command}: no error with an id`);
  }
}

function assertAnsweredOnce(client: AdapterClient): void {
  const answered = client.responses().map((response) => response.request_seq);
  assert.deepEqual(
    answered.sort((a, b) => a - b),
    Array.from({ length: client.seq }, (_, index) => index + 1),
  );
}
