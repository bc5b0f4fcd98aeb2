import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  explainStandstill,
  StandstillWatch,
  type StandstillKind,
} from '../../../debug-adapter/crash/standstill';
import { processStat } from '../../../debug-adapter/crash/process-stat';

const TIMES = { look: 20, patience: 150 };

describe('a program that should be at work', () => {
  let child: ChildProcess;
  let watch: StandstillWatch | undefined;

  afterEach(() => {
    watch?.end();
    child.kill('SIGKILL');
  });

  /** What the watch tells of a program within some time. */
  async function told(script: string, milliseconds: number): Promise<StandstillKind[]> {
    child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const kinds: StandstillKind[] = [];
    watch = new StandstillWatch(child.pid ?? 0, TIMES, (kind) => kinds.push(kind));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return kinds;
  }

  it('and works is left alone', async () => {
    assert.deepEqual(await told('console.log(1); for (;;);', 500), []);
  });

  it('and sleeps is told of, once', async () => {
    assert.deepEqual(await told('setTimeout(() => 0, 1e6); console.log(1)', 1000), ['asleep']);
  });

  it('and is stopped is told of at once', async () => {
    const stops = 'console.log(1); setTimeout(() => process.kill(process.pid, "SIGSTOP"), 20);';
    assert.deepEqual(await told(stops, 500), ['stopped']);
  });

  it('is explained', () => {
    child = spawn('true');
    assert.equal(
      explainStandstill({ kind: 'stopped', pid: 4711, command: 'ps' }),
      'crash (process 4711) has been stopped by a signal while it answers `ps`. `kill -CONT 4711` lets it go on. Cancelling the question interrupts it.',
    );
    assert.match(
      explainStandstill({ kind: 'asleep', pid: 4711 }),
      / while it starts: .* Stop ends the start\.$/,
    );
    assert.match(explainStandstill({ kind: 'disk', pid: 1, command: 'log' }), /can be read again/);
  });
});

describe('/proc/<pid>/stat', () => {
  it('tells of this process', async () => {
    const stat = await processStat(process.pid);
    assert.match(stat?.state ?? '', /^[RSD]$/);
    assert.ok((stat?.ticks ?? 0) > 0);
    assert.match(stat?.started ?? '', /^\d+$/);
  });

  it('knows when there is none', async () => {
    assert.equal(await processStat(2 ** 22 + 1), undefined);
  });
});
