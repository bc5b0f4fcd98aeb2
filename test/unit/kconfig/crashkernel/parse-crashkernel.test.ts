/** The reader of crashkernel= against answers that real kernels gave (test/lab/crashkernel). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Machine,
  parseCrashkernel,
} from '../../../../extension/kconfig/crashkernel/parse-crashkernel';
import { parseVersion } from '../../../../extension/kconfig/model/version';
import { MEMORY, WRITTEN, randomValues } from '../../../lab/crashkernel/cases';
import { agree, ourResult, tryOf, type Recorded } from '../../../lab/crashkernel/compare';
import { repository } from '../../../support/paths.mjs';

const FIXTURE = path.join(repository, 'test/unit/kconfig/crashkernel/fixtures/kernel-answers.json');

const GiB = 1n << 30n;
const MiB = 1n << 20n;

function on(architecture: Machine['architecture'], kernel: string, memory?: bigint): Machine {
  return { architecture, kernel: parseVersion(kernel), memory };
}

describe('parseCrashkernel', () => {
  it('does what kernels do', () => {
    const recorded = JSON.parse(readFileSync(FIXTURE, 'utf8')) as Recorded[];
    assert.ok(recorded.length > 900);
    const different = recorded.filter((row) => {
      const [, , reserved, ...complaints] = row;
      const one = tryOf(row);
      return !agree(one, ourResult(one), { reserved, complaints });
    });
    assert.deepEqual(different, []);
  });

  it('says that ranges depend on the memory', () => {
    const outcome = parseCrashkernel(['1G-2G:192M,2G-:256M'], on('x86_64', '6.12'));
    assert.equal(outcome.kind, 'depends');
  });

  it('counts memory as the kernel does: up to the next 128 MiB since 6.0', () => {
    const values = ['1G-4G:192M,4G-:256M'];
    const memory = 4n * GiB - 100n * MiB;
    const size = (kernel: string) => {
      const outcome = parseCrashkernel(values, on('x86_64', kernel, memory));
      return outcome.kind === 'reserved' ? outcome.reservation.size / MiB : undefined;
    };
    assert.equal(size('6.1'), 256n);
    assert.equal(size('5.10'), 192n);
  });

  it('reserves the default below 4 GiB with ,high', () => {
    const low = (architecture: Machine['architecture'], kernel: string) => {
      const outcome = parseCrashkernel(['512M,high'], on(architecture, kernel));
      return outcome.kind === 'reserved' ? outcome.reservation.low / MiB : undefined;
    };
    assert.equal(low('x86_64', '6.12'), 256n);
    assert.equal(low('arm64', '6.12'), 128n);
    assert.equal(low('arm64', '6.1'), 0n);
    assert.equal(low('arm64', '5.10'), undefined);
    assert.equal(low('arm', '6.12'), undefined);
  });

  it('goes on with ,high after a bad plain value on old x86 only', () => {
    const kind = (kernel: string) =>
      parseCrashkernel(['512MB', '256M,high'], on('x86_64', kernel)).kind;
    assert.equal(kind('6.6'), 'reserved');
    assert.equal(kind('6.7'), 'refused');
  });

  it('takes ,cma for a plain value before 6.17', () => {
    const outcome = (kernel: string) =>
      parseCrashkernel(['256M', '512M,cma'], on('x86_64', kernel));
    assert.equal(outcome('6.12').kind, 'refused');
    const newer = outcome('6.17');
    assert.deepEqual(newer.kind === 'reserved' && [newer.reservation.size, newer.reservation.cma], [
      256n * MiB,
      512n * MiB,
    ]);
  });

  it('takes an unknown kernel for the newest, and an unknown architecture for one that takes all', () => {
    const outcome = parseCrashkernel(['256M,high', '1G,cma'], {});
    assert.deepEqual(outcome.kind === 'reserved' && outcome.reservation.cma, GiB);
  });

  it('never throws', () => {
    for (const values of [...WRITTEN, ...randomValues(7, 2000), ['\0'], ['💥512M'], ['\n']]) {
      for (const memory of [undefined, 0n, MEMORY[3]]) parseCrashkernel(values, { memory });
    }
  });
});
