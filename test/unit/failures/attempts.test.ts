/** What is tried after a start that failed, with what crash 8 and 9 really write. */
import assert from 'node:assert/strict';
import { withoutSymptoms } from '../../../debug-adapter/failures/attempts';
import { diagnose, explainedBy } from '../../../debug-adapter/failures/diagnose';
import type { Evidence } from '../../../debug-adapter/failures/evidence';

const BANNER = 'Type "apropos word" to search for commands related to "word"...\n';
const SLAB = 'please wait... (gathering kmem slab cache data)\r';
const MODULES = 'please wait... (gathering module symbol data)\r';
const TASKS = 'please wait... (gathering task table data)\r';

function evidence(output: string, more: Partial<Evidence> = {}, mayLackPages = true): Evidence {
  return {
    end: 'exited',
    output: BANNER + output,
    exitCode: 1,
    crashPath: '/usr/bin/crash',
    crashVersion: '9.0.2',
    vmlinux: '/k/vmlinux',
    vmcore: '/d/vmcore',
    names: { vmlinux: 'vmlinux', vmcore: 'vmcore' },
    args: [],
    dump: {
      release: '6.1.176',
      size: 15_000_000,
      missingBytes: 0,
      incomplete: false,
      mayLackPages,
      hasVmcoreinfo: true,
      logIsReadable: true,
    },
    kernel: { build: 'same', isReduced: false },
    ...more,
  };
}

function tried(of: Evidence): string[] {
  return diagnose(of).attempts.map(({ args }) => args.join(' '));
}

describe('what is tried after a start that failed', () => {
  it('without what a page was missing for, then with zeros, then the minimal mode', () => {
    const excluded = (type: string) =>
      evidence(`crash: page excluded: kernel virtual address: ffffffffa60a56e0  type: "${type}"\n`);
    assert.deepEqual(tried(excluded('modules')), ['--no_modules', '--zero_excluded', '--minimal']);
    assert.deepEqual(tried(excluded('kmem_cache buffer')), [
      '--no_kmem_cache',
      '--zero_excluded',
      '--minimal',
    ]);
    assert.deepEqual(tried(excluded('xa_node shift')), ['--zero_excluded', '--minimal']);
  });

  it('where crash is silent, by the last step that it named', () => {
    assert.deepEqual(tried(evidence(SLAB)), ['--no_modules', '--zero_excluded', '--minimal']);
    assert.deepEqual(tried(evidence(SLAB, { args: ['--no_modules'] })), [
      '--no_modules --no_kmem_cache',
      '--zero_excluded',
      '--minimal',
    ]);
    assert.deepEqual(tried(evidence(SLAB + MODULES)), [
      '--no_modules',
      '--zero_excluded',
      '--minimal',
    ]);
    assert.deepEqual(tried(evidence(SLAB + MODULES + TASKS)), ['--zero_excluded', '--minimal']);
  });

  it('no zeros for a dump that has all pages', () => {
    assert.deepEqual(tried(evidence(SLAB + MODULES + TASKS, {}, false)), ['--minimal']);
    assert.deepEqual(tried(evidence(SLAB + MODULES, {}, false)), ['--no_modules', '--minimal']);
  });

  it('no zeros where crash was ended by a signal, or said something else', () => {
    assert.deepEqual(tried(evidence(SLAB + TASKS, { exitSignal: 9 })), ['--minimal']);
    assert.deepEqual(tried(evidence(`${SLAB}crash: something new\n`)), ['--minimal']);
  });

  it('without the slab caches where crash hangs over them', () => {
    const stuck = evidence(SLAB, { end: 'silent' });
    assert.match(diagnose(stuck).failure.what, /slab caches/);
    assert.deepEqual(tried(stuck), ['--no_kmem_cache', '--minimal']);
  });

  it('what comes up tells what the silent start died of', () => {
    const silent = evidence(SLAB + MODULES + TASKS);
    const zeros = explainedBy(silent, { rung: 'zero-excluded', args: ['--zero_excluded'] });
    assert.equal(zeros?.id, 'dump-pages-missing');
    assert.match(zeros.why, /^makedumpfile left out a page that it needs of Linux 6\.1\.176: /);
    const modules = explainedBy(evidence(SLAB), { rung: 'reduced', args: ['--no_modules'] });
    assert.match(modules?.why ?? '', /the list is not readable .* or its form in Linux 6\.1\.176 /);
    assert.equal(explainedBy(silent, { rung: 'minimal', args: ['--minimal'] }), undefined);
  });

  it('without all that a crash is known to stop at, or the minimal mode alone', () => {
    const args = (symptoms: string[]) =>
      withoutSymptoms(symptoms).map((attempt) => attempt.args.join(' '));
    const module = 'it stops with "invalid structure member offset: module_num_gpl_syms" (x)';
    const slab = 'it stops with "invalid structure member offset: kmem_cache_s_num" (struct slab)';
    assert.deepEqual(args([module]), ['--no_modules', '--minimal']);
    assert.deepEqual(args([module, slab, module]), ['--no_modules --no_kmem_cache', '--minimal']);
    assert.deepEqual(args([module, 'it cannot gather the tasks']), ['--minimal']);
  });
});
