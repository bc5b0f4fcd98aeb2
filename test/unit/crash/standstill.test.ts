import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  explainStandstill,
  StandstillWatch,
  type StandstillKind,
} from '../../../debug-adapter/crash/standstill';
import { processStat, type ProcessStat } from '../../../debug-adapter/crash/process-stat';

/** Told after as many looks without processor time. */
const TIMES = { look: 1, patience: 8 };

const stat = (state: string, ticks: number): ProcessStat => ({ state, ticks, started: '1' });

describe('a program that should be at work', () => {
  /** What the watch tells in 60 looks, and after how many, of a program that each look finds so. */
  async function told(
    statAt: (look: number) => ProcessStat | undefined,
  ): Promise<[StandstillKind, number][]> {
    const kinds: [StandstillKind, number][] = [];
    let looks = 0;
    await new Promise<void>((resolve) => {
      const watch = new StandstillWatch(
        4711,
        TIMES,
        (kind) => {
          kinds.push([kind, looks]);
          resolve();
        },
        (pid) => {
          assert.equal(pid, 4711);
          looks++;
          if (looks === 60) {
            watch.end();
            resolve();
          }
          return Promise.resolve(statAt(looks - 1));
        },
      );
    });
    // Time to tell it a second time.
    await new Promise((resolve) => setTimeout(resolve, 10));
    return kinds;
  }

  it('and works is left alone', async () => {
    assert.deepEqual(await told((look) => stat('S', look)), []);
  });

  it('and would work if it got a processor is left alone', async () => {
    assert.deepEqual(await told(() => stat('R', 5)), []);
  });

  it('and works now and then is left alone', async () => {
    assert.deepEqual(await told((look) => stat('S', Math.floor(look / 6))), []);
  });

  it('and sleeps is told of, once, after a while', async () => {
    assert.deepEqual(await told(() => stat('S', 5)), [['asleep', 9]]);
  });

  it('and begins to sleep is told of as long after that', async () => {
    assert.deepEqual(await told((look) => stat('S', Math.min(look, 10))), [['asleep', 19]]);
  });

  it('and waits for a disk is told of', async () => {
    assert.deepEqual(await told(() => stat('D', 5)), [['disk', 9]]);
  });

  it('and is stopped is told of at once', async () => {
    assert.deepEqual(await told((look) => stat(look < 3 ? 'R' : 'T', look)), [['stopped', 4]]);
  });

  it('and has ended is left alone', async () => {
    assert.deepEqual(await told(() => undefined), []);
  });
});

describe('a program that stands still', () => {
  it('is noticed when a signal has stopped it', async () => {
    const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
    let watch: StandstillWatch | undefined;
    try {
      child.kill('SIGSTOP');
      // However long this machine takes: the kernel has it stopped sooner or later.
      const kind = await new Promise((resolve) => {
        watch = new StandstillWatch(child.pid ?? 0, { look: 20, patience: 3_600_000 }, resolve);
      });
      assert.equal(kind, 'stopped');
    } finally {
      watch?.end();
      child.kill('SIGKILL');
    }
  });

  it('is explained', () => {
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
