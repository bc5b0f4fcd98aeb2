import assert from 'node:assert/strict';
import type { FoundVmlinux } from '../../../debug-adapter/vmlinux/find-vmlinux';
import { BUNDLED_VERSION_DATA } from '../../../extension/kconfig/versions/bundled-version-data';
import { parseVersion } from '../../../extension/kconfig/model/version';
import { crashVerdict, type CrashFound } from '../../../extension/overview/page/crash-verdict';
import { debugPackage } from '../../../extension/overview/page/debug-package';
import { vmlinuxVerdict } from '../../../extension/overview/page/vmlinux-verdict';
import { identityOf } from './dump-sample';

const ID = 'b3f8154e6f3292cfb80906262ea538aa8753de4a';

describe('the verdict on vmlinux', () => {
  const found = (matchedBy: FoundVmlinux['matchedBy']) =>
    vmlinuxVerdict(
      {
        found: {
          path: '/k/vmlinux',
          matchedBy,
          inspection: {
            kind: 'vmlinux',
            path: '/k/vmlinux',
            machine: 'x86_64',
            bits: 64,
            debugInfo: { present: true },
          },
        },
        rejected: [],
        places: [],
      },
      identityOf({ buildId: ID }),
    );

  it('is certain by build ID only', () => {
    assert.deepEqual(found('buildId'), {
      state: 'ready',
      what: '/k/vmlinux',
      why: ['It has the build ID of the dump.'],
    });
    assert.equal(found('release').state, 'doubt');
    assert.equal(found('only').state, 'doubt');
  });

  it('says which is wanted, what was looked at, and where to get it', () => {
    const rejected = Array.from({ length: 7 }, (_, at) => ({
      path: `/k/vmlinux-${at}`,
      cause: 'buildId' as const,
      reason: `Reason ${at}.`,
    }));
    const places = ['/k', '/boot'];
    const identity = identityOf({ buildId: ID, release: '6.1.176-tiny' });
    const verdict = vmlinuxVerdict({ rejected, places }, identity);
    assert.equal(verdict.state, 'unfit');
    assert.equal(
      verdict.what,
      `The vmlinux of Linux 6.1.176-tiny with the build ID ${ID} was not found.`,
    );
    assert.deepEqual(verdict.why.slice(-2), [
      'Reason 4.',
      '2 more files were looked at and not taken.',
    ]);
    assert.match(verdict.remedy ?? '', /not vmlinuz.*beside the dump/);
    assert.deepEqual(verdict.places, places);
  });

  it('names the package of the distribution', () => {
    const cases: readonly [string, string, RegExp][] = [
      [
        '6.1.0-50-amd64',
        '#1 SMP Debian 6.1.176-1 (2026-07-02)',
        /apt-get install linux-image-6\.1\.0-50-amd64-dbg/,
      ],
      ['6.8.0-45-generic', '#45-Ubuntu SMP', /linux-image-unsigned-6\.8\.0-45-generic-dbgsym/],
      ['5.14.0-427.el9.x86_64', '#1 SMP', /dnf debuginfo-install kernel-5\.14\.0-427\.el9\.x86_64/],
      ['6.4.0-150600.23-default', '#1 SMP', /kernel-default-debuginfo/],
      ['6.12.1', '#1 SMP', /top of the tree/],
      // What a dump says becomes no command.
      ['6.1.0; reboot', 'Debian', /top of the tree/],
    ];
    for (const [release, version, expected] of cases) {
      assert.match(debugPackage({ release, version }), expected);
    }
    assert.match(debugPackage({}), /exactly the kernel/);
  });
});

describe('the verdict on crash', () => {
  const judge = (crash: CrashFound, fields: Parameters<typeof identityOf>[0] = {}) =>
    crashVerdict(crash, {
      identity: identityOf({ machine: 'x86_64', release: '6.12.5', ...fields }),
      here: 'x86_64',
      data: BUNDLED_VERSION_DATA,
    });
  const asked = (text: string): CrashFound => {
    const version = parseVersion(text);
    assert.ok(version);
    return { kind: 'asked', path: '/usr/bin/crash', version };
  };

  it('is good where nothing speaks against it', () => {
    const { state, what, why } = judge(asked('9.0.2'));
    assert.equal(state, 'ready');
    assert.equal(what, '/usr/bin/crash, version 9.0.2');
    assert.match(why[0] ?? '', /^Nothing is known to be wrong .* \(data of \d{4}-\d\d-\d\d\)\.$/);
  });

  it('says that it is too old for the kernel, and which is not', () => {
    const { state, what, why } = judge(asked('8.0.2'));
    assert.equal(state, 'unfit');
    assert.match(what, /too old for this kernel$/);
    assert.match(
      why[0] ?? '',
      /crash 8\.0\.2 cannot read dumps .* Take crash \d+\.\d+\.\d+ or later/,
    );
  });

  it('is in doubt of what distributions changed', () => {
    const fields = {
      release: '6.12.0-1-amd64',
      version: '#1 SMP PREEMPT_DYNAMIC Debian 6.12.107-1 (2026-01-01)',
    };
    const { state, why } = judge(asked('8.0.2'), fields);
    assert.equal(state, 'doubt');
    assert.match(why[0] ?? '', /upstream Linux 6\.12\.107/);
  });

  it('says that a dump of another machine needs another crash', () => {
    const { state, why } = judge(asked('9.0.2'), { machine: 'aarch64' });
    assert.equal(state, 'doubt');
    assert.match(why[0] ?? '', /The dump is of arm64, this machine is x86_64/);
  });

  it('does not claim what is not known', () => {
    const crash = asked('9.0.2');
    const verdict = crashVerdict(crash, {
      identity: identityOf({}),
      here: 'x86_64',
      data: BUNDLED_VERSION_DATA,
    });
    assert.equal(verdict.state, 'doubt');
    assert.match(verdict.why[0] ?? '', /does not name its kernel/);
    assert.equal(judge({ kind: 'silent', path: '/c', problem: 'x' }).state, 'doubt');
    assert.equal(judge({ kind: 'untrusted', path: '/c' }).state, 'doubt');
  });

  it('says how to get one', () => {
    assert.match(judge({ kind: 'none' }).remedy ?? '', /apt-get install crash/);
    const wrong = judge({ kind: 'not-runnable', path: '/no/crash' });
    assert.equal(wrong.what, '/no/crash cannot be run.');
    assert.match(wrong.remedy ?? '', /Correct the setting/);
  });
});
