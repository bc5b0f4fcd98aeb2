import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { CrashProcess, type Limits } from '../../../debug-adapter/crash/crash-process';
import {
  AnswerTooLargeError,
  CancelledError,
  CommandTimeoutError,
  CrashDiedError,
  CrashStartError,
  SessionClosedError,
} from '../../../debug-adapter/crash/errors';
import { Priority } from '../../../debug-adapter/crash/job-queue';
import { PrivateDirectory } from '../../../debug-adapter/crash/private-directory';
import { noTrace } from '../../../debug-adapter/crash/trace';
import { FakeCrash, type Behaviour } from './fake-terminal';

/** Those that a test does not wait for are longer than any machine is slow. */
const LIMITS: Limits = {
  startSilence: 20_000,
  startCharacters: 2_000_000,
  command: 20_000,
  interrupt: 20_000,
  interruptAgain: 80,
  quit: 40,
  rest: 20,
  look: 20,
  standstillLook: 20,
  standstill: 60,
  answerBytes: 1000,
  terminalCharacters: 2000,
};

const SHORT_SILENCE = { startSilence: 80 };

interface Session {
  readonly crash: CrashProcess;
  readonly fake: FakeCrash;
  readonly directory: PrivateDirectory;
  readonly deaths: CrashDiedError[];
  /** Commands typed since the start. */
  readonly commands: () => string[];
  readonly ask: (command: string, priority?: Priority, signal?: AbortSignal) => Promise<string>;
}

describe('a crash at its prompt', () => {
  let parent: string;
  let directory: PrivateDirectory;
  const sessions: CrashProcess[] = [];

  beforeEach(async () => {
    parent = await fs.mkdtemp(path.join(os.tmpdir(), 'crash-process-test-'));
    directory = await PrivateDirectory.create(parent);
  });

  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((crash) => crash.close()));
    await fs.rm(parent, { recursive: true });
  });

  async function start(
    behaviour: Behaviour = {},
    options: {
      limits?: Partial<Limits>;
      signal?: AbortSignal;
      onProgress?: (step: string) => void;
      crashPath?: string;
      opened?: FakeCrash[];
    } = {},
  ): Promise<Session> {
    const opener = FakeCrash.opener(behaviour);
    const open: typeof opener.open = async (terminal) => {
      const opened = await opener.open(terminal);
      options.opened?.push(...opener.opened);
      return opened;
    };
    const crash = await CrashProcess.start({
      openTerminal: open,
      crashPath: options.crashPath ?? process.execPath,
      args: ['vmlinux', 'vmcore'],
      environment: {},
      directory,
      trace: noTrace,
      signal: options.signal ?? new AbortController().signal,
      onProgress: options.onProgress ?? (() => undefined),
      limits: { ...LIMITS, ...options.limits },
    });
    sessions.push(crash);
    const [fake] = opener.opened;
    assert.ok(fake);
    const deaths: CrashDiedError[] = [];
    crash.onDeath((error) => deaths.push(error));
    const before = fake.typed.length;
    return {
      crash,
      fake,
      directory,
      deaths,
      commands: () => fake.typed.slice(before).map((line) => line.replace(/ > a\d+$/, '')),
      ask: (command, priority = Priority.Normal, signal) =>
        crash.exclusive(priority, signal, async (run) => (await run(command)).text),
    };
  }

  async function files(): Promise<string[]> {
    return (await fs.readdir(directory.path)).filter((name) => name !== 'owner');
  }

  describe('starting', () => {
    it('sets up what answers rely on, and keeps what crash said', async () => {
      const { crash, fake } = await start();
      assert.deepEqual(fake.typed, [
        'set error redirect > a1',
        'gdb set confirm off > a2',
        'gdb set language c > a3',
      ]);
      assert.equal(crash.startOutput, '\r\ncrash 9.0.2\r\nPANIC: "x"\r\n\r\n');
      assert.equal(crash.pid, 4711);
      assert.deepEqual(await files(), []);
    });

    it('tells the steps', async () => {
      const steps: string[] = [];
      await start(
        {
          start: [
            '\rplease wait... (gathering a)',
            '\r      \rplease wait... (determining b)',
            '\r\ncrash> ',
          ],
        },
        { onProgress: (step) => steps.push(step) },
      );
      assert.deepEqual(steps, ['gathering a', 'determining b']);
    });

    for (const prompt of ['crash-9.0.2-arm64> ', 'my_crash> ', 'x> ']) {
      it(`knows the prompt ${JSON.stringify(prompt)}`, async () => {
        const { ask } = await start({ prompt });
        assert.equal(await ask('ps'), 'answer to ps\n');
      });
    }

    async function fails(
      behaviour: Behaviour,
      options: Parameters<typeof start>[1],
      expected: Partial<CrashStartError>,
    ): Promise<FakeCrash | undefined> {
      const opened: FakeCrash[] = [];
      const error = await start(behaviour, { ...options, opened }).then(
        () => assert.fail('it started'),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof CrashStartError, String(error));
      for (const [key, value] of Object.entries(expected)) {
        assert.equal(error[key as keyof CrashStartError], value, key);
      }
      return opened[0];
    }

    it('says what crash said when it ends instead', async () => {
      const behaviour: Behaviour = {
        start: ['crash: do not match!\r\n'],
        started: (crash) => crash.exit(1),
      };
      const output = 'crash: do not match!\r\n';
      await fails(behaviour, {}, { kind: 'exited', output, exitCode: 1, exitSignal: 0 });
    });

    it('and by which signal it ended', async () => {
      const behaviour: Behaviour = { start: [], started: (crash) => crash.exit(0, 11) };
      await fails(behaviour, {}, { kind: 'exited', exitCode: 0, exitSignal: 11 });
    });

    it('hears words that come just after its end', async () => {
      const behaviour: Behaviour = {
        start: [],
        started: (crash) => {
          crash.exit(1);
          setTimeout(() => crash.say('crash: too late?\r\n', true), 10);
        },
      };
      await fails(behaviour, {}, { kind: 'exited', output: 'crash: too late?\r\n' });
    });

    it('ends a crash that stays silent', async () => {
      const fake = await fails(
        { start: ['please wait... (x)'] },
        { limits: SHORT_SILENCE },
        { kind: 'silent', output: 'please wait... (x)' },
      );
      assert.deepEqual(fake?.signals, ['SIGTERM', 'SIGCONT']);
    });

    it('ends one that stays silent and ignores SIGTERM', async () => {
      const fake = await fails(
        { start: [], ignores: ['SIGTERM'] },
        { limits: SHORT_SILENCE },
        { kind: 'silent' },
      );
      assert.deepEqual(fake?.signals, ['SIGTERM', 'SIGCONT', 'SIGKILL']);
    });

    it('ends one that writes without end', async () => {
      const flood = Array.from({ length: 30 }, () => 'never ends\r\n'.repeat(10_000));
      const fake = await fails({ start: flood }, {}, { kind: 'endless' });
      assert.deepEqual(fake?.signals, ['SIGTERM', 'SIGCONT']);
    });

    it('waits as long as crash says something', async () => {
      const { crash } = await start(
        {
          start: ['a'],
          started: (fake) => {
            for (let step = 0; step < 4; step++) {
              setTimeout(() => fake.say('.'), 50 * step + 40);
            }
            setTimeout(() => fake.say('\r\ncrash> '), 240);
          },
        },
        { limits: SHORT_SILENCE },
      );
      assert.equal(crash.startOutput, 'a....\r\n');
    });

    it('can be cancelled meanwhile', async () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 20);
      const fake = await fails(
        { start: ['x'] },
        { signal: controller.signal },
        { kind: 'cancelled' },
      );
      assert.equal(fake?.signals[0], 'SIGTERM');
    });

    it('can be cancelled before', async () => {
      const fake = await fails({}, { signal: AbortSignal.abort() }, { kind: 'cancelled' });
      assert.equal(fake, undefined);
    });

    it('needs a program', async () => {
      const fake = await fails(
        {},
        { crashPath: path.join(parent, 'nothing') },
        { kind: 'not-found' },
      );
      assert.equal(fake, undefined);
    });

    it('fails when crash ends at its first commands', async () => {
      await assert.rejects(
        start({ answer: (_command, crash) => void crash.exit(139) }),
        (error) => error instanceof CrashDiedError && error.exitCode === 139,
      );
    });
  });

  describe('asking', () => {
    it('gives the answer from its file and removes it', async () => {
      const { ask } = await start({ answer: (command) => `\x00${command}\xff\r\ncrash> ` });
      assert.equal(await ask('ps'), '\x00ps\xff\r\ncrash> ');
      assert.deepEqual(await files(), []);
    });

    it('takes no file for an empty answer', async () => {
      const { ask } = await start({
        answer: (command, crash) => {
          if (command !== 'nothing') {
            return '';
          }
          crash.say(crash.prompt);
          return undefined;
        },
      });
      assert.equal(await ask('nothing'), '');
    });

    it('has one command in flight', async () => {
      const { fake, ask } = await start();
      const names = Array.from({ length: 20 }, (_value, index) => `ps ${index}`);
      const answers = await Promise.all(names.map((name) => ask(name)));
      assert.deepEqual(
        answers,
        names.map((name) => `answer to ${name}\n`),
      );
      assert.deepEqual(fake.overlapping, []);
    });

    it('answers first what someone looks at', async () => {
      const { ask, commands } = await start();
      await Promise.all([
        ask('late', Priority.Background),
        ask('running', Priority.Normal),
        ask('soon 1', Priority.Normal),
        ask('soon 2', Priority.Normal),
        ask('now', Priority.Foreground),
      ]);
      assert.deepEqual(commands(), ['running', 'now', 'soon 1', 'soon 2', 'late']);
    });

    it('does what nobody waits for only after a rest', async () => {
      const { ask, commands } = await start({}, { limits: { rest: 100 } });
      const late = ask('late', Priority.Background);
      // One question after another, each asked when the one before has been answered.
      await ask('first');
      await new Promise((resolve) => setTimeout(resolve, 1));
      await ask('second');
      assert.deepEqual(commands(), ['first', 'second']);
      await late;
      assert.deepEqual(commands(), ['first', 'second', 'late']);
    });

    it('lets nothing come between the commands of a job', async () => {
      const { crash, ask, commands } = await start();
      const job = crash.exclusive(Priority.Normal, undefined, async (run) => {
        await run('set 1');
        await new Promise((resolve) => setTimeout(resolve, 20));
        await run('bt');
        await run('bt -f');
      });
      await Promise.all([job, ask('urgent', Priority.Foreground)]);
      assert.deepEqual(commands(), ['set 1', 'bt', 'bt -f', 'urgent']);
    });

    it('goes on after a job that failed', async () => {
      const { crash, ask } = await start();
      const failing = crash.exclusive(Priority.Normal, undefined, () =>
        Promise.reject(new Error('mine')),
      );
      await assert.rejects(failing, /mine/);
      assert.equal(await ask('ps'), 'answer to ps\n');
    });

    for (const command of ['ps\nquit', 'ps\rquit', 'x'.repeat(1496), 'é'.repeat(748)]) {
      it(`types no line that crash cannot read: ${JSON.stringify(command.slice(0, 10))}`, async () => {
        const { ask, commands } = await start();
        await assert.rejects(ask(command), /Not a line that crash can read/);
        assert.deepEqual(commands(), []);
        assert.equal(await ask('ps'), 'answer to ps\n');
      });
    }

    it('is not misled by a prompt in the answer or on the terminal', async () => {
      const { ask } = await start({
        answer: (command, crash) => {
          crash.say('WARNING: something> \r\n');
          return `${command}\r\ncrash> \r\n`;
        },
      });
      assert.equal(await ask('log'), 'log\r\ncrash> \r\n');
    });

    it('comes back from gdb’s own prompt', async () => {
      const { ask, commands } = await start({
        answer: (command, crash) => {
          if (command === 'gdb off') {
            return 'x';
          }
          crash.answer(`answer to ${command}\n`, command === 'set gdb on' ? 'gdb> ' : 'crash> ');
          return undefined;
        },
      });
      assert.equal(await ask('set gdb on'), 'answer to set gdb on\n');
      assert.equal(await ask('ps'), 'answer to ps\n');
      assert.deepEqual(commands(), ['set gdb on', 'set gdb off', 'ps']);
    });
  });

  /** Commands named `hang…` are answered by Ctrl-C only. */
  const HANGS: Behaviour = {
    answer: (command) => (command.startsWith('hang') ? undefined : `answer to ${command}\n`),
  };

  describe('cancelling', () => {
    it('before asking', async () => {
      const { ask, commands } = await start();
      await assert.rejects(ask('ps', Priority.Normal, AbortSignal.abort()), CancelledError);
      assert.deepEqual(commands(), []);
    });

    it('while it waits: at once, and it is never typed', async () => {
      const { ask, commands } = await start(HANGS);
      const first = new AbortController();
      const second = new AbortController();
      const hanging = ask('hang', Priority.Normal, first.signal);
      const waiting = ask('waiting', Priority.Normal, second.signal);
      second.abort();
      await assert.rejects(waiting, CancelledError);
      first.abort();
      await assert.rejects(hanging, CancelledError);
      assert.equal(await ask('next'), 'answer to next\n');
      assert.deepEqual(commands(), ['hang', '\x03', 'next']);
    });

    it('while it is answered: Ctrl-C, and the next command has its own answer', async () => {
      const { ask, commands, fake } = await start(HANGS);
      for (let round = 0; round < 3; round++) {
        const controller = new AbortController();
        const hanging = ask(`hang ${round}`, Priority.Normal, controller.signal);
        setTimeout(() => {
          fake.putIntoFile('half an ans');
          controller.abort();
        }, 10);
        await assert.rejects(hanging, CancelledError);
        assert.equal(await ask(`ps ${round}`), `answer to ps ${round}\n`);
      }
      assert.equal(commands().filter((line) => line === '\x03').length, 3);
      assert.deepEqual(await files(), []);
    });

    it('before crash has read it: the terminal drops the line, and the next command has its own answer', async () => {
      const { ask, commands } = await start({ reads: (command) => command !== 'unread' });
      const controller = new AbortController();
      const unread = ask('unread', Priority.Normal, controller.signal);
      setTimeout(() => controller.abort(), 10);
      await assert.rejects(unread, CancelledError);
      assert.equal(await ask('ps'), 'answer to ps\n');
      assert.deepEqual(commands(), ['unread', '\x03', 'ps']);
    });

    it('between two commands of a job', async () => {
      const { crash, commands } = await start();
      const controller = new AbortController();
      const job = crash.exclusive(Priority.Normal, controller.signal, async (run) => {
        await run('one');
        controller.abort();
        await run('two');
      });
      await assert.rejects(job, CancelledError);
      assert.deepEqual(commands(), ['one']);
    });

    it('after the answer: nothing happens', async () => {
      const { ask, commands } = await start();
      const controller = new AbortController();
      await ask('ps', Priority.Normal, controller.signal);
      controller.abort();
      assert.equal(await ask('next'), 'answer to next\n');
      assert.deepEqual(commands(), ['ps', 'next']);
    });
  });

  describe('a command that takes too long', () => {
    it('is interrupted, and the next one is answered', async () => {
      const { crash, ask, commands } = await start(HANGS);
      const slow = crash.exclusive(Priority.Normal, undefined, (run) =>
        run('hang', { deadline: 30 }),
      );
      await assert.rejects(
        slow,
        (error) => error instanceof CommandTimeoutError && error.command === 'hang',
      );
      assert.equal(await ask('ps'), 'answer to ps\n');
      assert.deepEqual(commands(), ['hang', '\x03', 'ps']);
    });

    it('has the deadline of all our commands, if it has none of its own', async () => {
      const { ask } = await start(HANGS, { limits: { command: 30 } });
      await assert.rejects(ask('hang'), CommandTimeoutError);
    });

    it('may take forever when a person typed it', async () => {
      const { crash, fake } = await start(HANGS, { limits: { command: 30 } });
      const typed = crash.exclusive(Priority.Normal, undefined, (run) =>
        run('hang', { deadline: Infinity }),
      );
      await new Promise((resolve) => setTimeout(resolve, 80));
      assert.ok(!fake.typed.includes('\x03'));
      fake.answer('at last');
      assert.equal((await typed).text, 'at last');
    });

    it('is ended with crash when the prompt never comes back', async () => {
      const { ask, commands, fake, deaths } = await start(
        { ...HANGS, interruptible: false },
        { limits: { command: 30, interrupt: 120 } },
      );
      const waiting = ask('waiting');
      const hanging = ask('hang', Priority.Foreground);
      const outcomes = await Promise.allSettled([hanging, waiting]);
      assert.equal(outcomes[1]?.status, 'fulfilled');
      assert.ok(outcomes[0]?.status === 'rejected' && outcomes[0].reason instanceof CrashDiedError);
      assert.deepEqual(commands(), ['waiting', 'hang', '\x03', '\x03']);
      assert.deepEqual(fake.signals.slice(0, 3), ['SIGCONT', 'SIGCONT', 'SIGKILL']);
      assert.equal(deaths.length, 1);
      assert.equal(deaths[0]?.exitSignal, 9);
    });
  });

  describe('an answer that is read while it grows', () => {
    it('comes in pieces, whole and in order, and is not kept', async () => {
      const pieces: string[] = [];
      const { crash, fake } = await start({
        answer: (command, fake) => {
          if (command !== 'slow') {
            return command;
          }
          fake.putIntoFile('one ');
          return undefined;
        },
      });
      const next = [
        () => fake.putIntoFile('one two '),
        () => fake.answer('one two three'),
        () => undefined,
      ];
      const answer = await crash.exclusive(Priority.Normal, undefined, (run) =>
        run('slow', {
          onPartial: (bytes) => {
            pieces.push(bytes.toString());
            // crash writes on once this much has been handed on.
            setTimeout(() => next.shift()?.(), 1);
          },
        }),
      );
      assert.deepEqual(pieces, ['one ', 'two ', 'three']);
      assert.equal(answer.text, '');
      assert.deepEqual(await files(), []);
    });

    it('is handed on as far as it came when it is cancelled', async () => {
      const pieces: string[] = [];
      const controller = new AbortController();
      const { crash } = await start({
        answer: (command, fake) => {
          if (command !== 'slow') {
            return command;
          }
          fake.putIntoFile('begun');
          return undefined;
        },
      });
      const answer = crash.exclusive(Priority.Normal, controller.signal, (run) =>
        run('slow', {
          onPartial: (bytes) => {
            pieces.push(bytes.toString());
            controller.abort();
          },
        }),
      );
      await assert.rejects(answer, CancelledError);
      assert.deepEqual(pieces, ['begun']);
    });
  });

  describe('a flood', () => {
    it('into the answer file is interrupted', async () => {
      const { ask, directory: own } = await start({
        answer: (command, crash) => {
          if (command !== 'yes') {
            return command;
          }
          crash.putIntoFile('y'.repeat(5000));
          return undefined;
        },
      });
      await assert.rejects(ask('yes'), AnswerTooLargeError);
      assert.equal(await ask('ps'), 'ps');
      assert.deepEqual(await files(), []);
      assert.ok(own);
    });

    it('that does not hear the Ctrl-C ends crash before the disk is full', async () => {
      const { ask, fake } = await start(
        {
          answer: (command, crash) => {
            if (command !== 'yes') {
              return command;
            }
            crash.putIntoFile('y'.repeat(5000));
            return undefined;
          },
          interruptible: false,
        },
        { limits: { interrupt: 10_000 } },
      );
      await assert.rejects(ask('yes'), CrashDiedError);
      assert.ok(fake.signals.includes('SIGKILL'));
    });

    it('may be as long as the one who asks says', async () => {
      const { crash } = await start(HANGS);
      const short = crash.exclusive(Priority.Normal, undefined, (run) =>
        run('hang', { maxBytes: 10 }),
      );
      // Much more than it may be, and little for any answer: crash has its time to come back.
      await fs.writeFile(directory.file('a4'), 'more than ten bytes'.repeat(9));
      await assert.rejects(short, AnswerTooLargeError);
    });

    it('onto the terminal, too', async () => {
      const { ask } = await start({
        answer: (command, crash) => {
          if (command !== 'yes') {
            return command;
          }
          crash.say('y'.repeat(5000));
          return undefined;
        },
      });
      await assert.rejects(ask('yes'), AnswerTooLargeError);
      assert.equal(await ask('ps'), 'ps');
    });
  });

  describe('the death of crash', () => {
    it('while it is idle', async () => {
      const { fake, ask, deaths } = await start();
      fake.say('\r\nterminate called\r\n');
      fake.exit(134);
      await new Promise((resolve) => setTimeout(resolve, 80));
      assert.equal(deaths.length, 1);
      assert.equal(deaths[0]?.exitCode, 134);
      assert.match(deaths[0]?.lastOutput ?? '', /terminate called/);
      await assert.rejects(ask('ps'), CrashDiedError);
    });

    it('while it answers: the question fails with it, and those that wait', async () => {
      const { fake, ask, deaths } = await start(HANGS);
      const questions = [ask('hang'), ask('second'), ask('third')];
      setTimeout(() => {
        fake.say('Segmentation fault\r\n');
        fake.exit(0, 11);
      }, 20);
      for (const outcome of await Promise.allSettled(questions)) {
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof CrashDiedError);
        assert.equal(outcome.reason.exitSignal, 11);
        assert.match(outcome.reason.lastOutput, /Segmentation fault/);
      }
      assert.equal(deaths.length, 1);
    });

    it('is no death when the session ends it', async () => {
      const { crash, deaths } = await start();
      await crash.close();
      await new Promise((resolve) => setTimeout(resolve, 80));
      assert.deepEqual(deaths, []);
    });
  });

  describe('closing', () => {
    function check(
      name: string,
      behaviour: Behaviour,
      expected: { typed: readonly string[]; signals: readonly string[] },
      busy = false,
    ): void {
      it(name, async () => {
        const { crash, fake, ask, commands } = await start({ ...HANGS, ...behaviour });
        const hanging = busy ? ask('hang') : Promise.resolve('');
        const waiting = busy ? ask('waiting') : Promise.resolve('');
        const outcomes = Promise.allSettled([hanging, waiting]);
        await new Promise((resolve) => setTimeout(resolve, 10));
        await Promise.all([crash.close(), crash.close()]);
        assert.deepEqual(commands(), expected.typed);
        assert.deepEqual(fake.signals, expected.signals);
        for (const outcome of await outcomes) {
          assert.equal(outcome.status, busy ? 'rejected' : 'fulfilled');
          assert.ok(!('reason' in outcome) || outcome.reason instanceof SessionClosedError);
        }
        await assert.rejects(ask('ps'), /session has ended|crash (ended|was ended)/);
        await crash.close();
      });
    }

    check('an idle crash is asked to quit', {}, { typed: ['quit'], signals: [] });
    check(
      'one that does not is told',
      { ignoresQuit: true },
      { typed: ['quit'], signals: ['SIGTERM', 'SIGCONT'] },
    );
    check(
      'one that ignores that is killed',
      { ignoresQuit: true, ignores: ['SIGTERM'] },
      { typed: ['quit'], signals: ['SIGTERM', 'SIGCONT', 'SIGKILL'] },
    );
    check(
      'a busy one is told at once',
      {},
      { typed: ['hang'], signals: ['SIGTERM', 'SIGCONT'] },
      true,
    );
    check(
      'a busy one that ignores that is killed',
      { ignores: ['SIGTERM'] },
      { typed: ['hang'], signals: ['SIGTERM', 'SIGCONT', 'SIGKILL'] },
      true,
    );

    it('returns even if nothing ends it', async () => {
      const { crash } = await start({ ignoresQuit: true, ignores: ['SIGTERM', 'SIGKILL'] });
      await crash.close();
      sessions.splice(0);
    });

    it('after its death does nothing', async () => {
      const { crash, fake } = await start();
      fake.exit(1);
      await crash.close();
      assert.deepEqual(fake.signals, []);
    });

    it('in the last moment kills it', async () => {
      const { crash, fake } = await start();
      crash.killNow();
      assert.deepEqual(fake.signals, ['SIGKILL']);
    });
  });
});
