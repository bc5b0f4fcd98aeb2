import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseCrash } from '../../../debug-adapter/crash-choice/choose-crash';
import { kernelToOpen } from '../../../debug-adapter/crash-choice/kernel-to-open';
import type { FoundVmlinux, RejectionCause } from '../../../debug-adapter/vmlinux/judge-vmlinux';
import { debugPackage } from '../../../debug-adapter/vmlinux/debug-package';
import { BUNDLED_VERSION_DATA } from '../../../extension/kconfig/versions/bundled-version-data';
import { crashVerdict, type CrashFound } from '../../../extension/overview/page/crash-verdict';
import { vmlinuxFailure, vmlinuxVerdict } from '../../../extension/overview/page/vmlinux-verdict';
import { identityOf } from './dump-sample';

const NEVER = new AbortController().signal;

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

  it('tells what a session would fail by, for the kernel’s configuration to explain', () => {
    const identity = identityOf({ buildId: ID });
    const failure = (cause?: RejectionCause, buildId = ID) =>
      vmlinuxFailure(
        {
          rejected: cause ? [{ path: '/k/vmlinux', cause, reason: 'Because.', buildId }] : [],
          places: [],
        },
        identity,
      );
    assert.equal(failure('debugInfo'), 'vmlinux-no-debug-info');
    assert.equal(failure('reduced'), 'vmlinux-reduced');
    assert.equal(failure('debugInfo', 'ff'), 'vmlinux-not-found');
    assert.equal(failure(), 'vmlinux-not-found');
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
      [
        '5.14.0-427.el9.aarch64+64k',
        '#1 SMP',
        /kernel-64k-debuginfo-5\.14\.0-427\.el9\.aarch64 .*-debug-rpms/,
      ],
      ['6.11.4-301.fc41.x86_64', '#1 SMP', /kernel-debuginfo-6\.11\.4-301\.fc41\.x86_64 \(dnf/],
      ['5.15.0-200.el8uek.x86_64', '#2 SMP', /kernel-uek-debuginfo-5\.15\.0-200\.el8uek/],
      [
        '6.4.0-150600.23-azure',
        '#1 SMP',
        /kernel-azure \(the kernel itself\) and kernel-azure-debug/,
      ],
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
  const identity = (fields: Parameters<typeof identityOf>[0] = {}) =>
    identityOf({ machine: 'x86_64', release: '6.12.5', ...fields });
  const judge = (crash: CrashFound, fields: Parameters<typeof identityOf>[0] = {}) =>
    crashVerdict(crash, { identity: identity(fields), data: BUNDLED_VERSION_DATA });
  /** A crash of the PATH that answers this, chosen for the dump as a session would. */
  const chosen = async (
    answer: string,
    fields: Parameters<typeof identityOf>[0] = {},
  ): Promise<CrashFound> => {
    const folder = mkdtempSync(join(tmpdir(), 'kcd-verdict-'));
    try {
      const path = join(folder, 'crash');
      writeFileSync(path, `#!/bin/sh\ncat <<'EOF'\n${answer}\nEOF\n`, { mode: 0o755 });
      const find = () => Promise.resolve([{ path, origin: 'path' as const }]);
      const kernel = kernelToOpen(identity(fields));
      const choice = await chooseCrash({ named: [] }, kernel, BUNDLED_VERSION_DATA, NEVER, find);
      return JSON.parse(JSON.stringify(choice).replaceAll(folder, '/usr/bin')) as CrashFound;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const x86 = (version: string) => `    build_target: X86_64\n   build_version: ${version}`;

  it('is good where nothing speaks against it', async () => {
    const { state, what, why } = judge(await chosen(x86('9.0.2')));
    assert.equal(state, 'ready');
    assert.equal(what, '/usr/bin/crash, version 9.0.2, for x86_64');
    assert.match(why[0] ?? '', /^Nothing is known to be wrong .* \(data of \d{4}-\d\d-\d\d\)\.$/);
  });

  it('says that it is too old for the kernel, and which is not', async () => {
    const { state, what, why } = judge(await chosen(x86('8.0.2')));
    assert.equal(state, 'unfit');
    assert.match(what, /too old for this kernel$/);
    assert.match(
      why[0] ?? '',
      /crash 8\.0\.2 cannot read dumps .* Take crash \d+\.\d+\.\d+ or later/,
    );
  });

  it('is in doubt of what distributions changed', async () => {
    const fields = {
      release: '6.12.0-1-amd64',
      version: '#1 SMP PREEMPT_DYNAMIC Debian 6.12.107-1 (2026-01-01)',
    };
    const { state, why } = judge(await chosen(x86('8.0.2'), fields), fields);
    assert.equal(state, 'doubt');
    assert.match(why[0] ?? '', /upstream Linux 6\.12\.107/);
  });

  it('says that a dump of another machine needs another crash', async () => {
    const fields = { machine: 'aarch64' };
    const { state, what, why } = judge(await chosen(x86('9.0.2'), fields), fields);
    assert.equal(state, 'unfit');
    assert.equal(what, 'There is no crash for dumps of arm64 on this machine.');
    assert.deepEqual(why, ['/usr/bin/crash reads dumps of x86_64.']);
  });

  it('does not claim what is not known', async () => {
    const verdict = crashVerdict(await chosen(x86('9.0.2')), {
      identity: identityOf({}),
      data: BUNDLED_VERSION_DATA,
    });
    assert.equal(verdict.state, 'doubt');
    assert.match(verdict.why[0] ?? '', /does not name its kernel/);
    const silent = judge(await chosen('hello'));
    assert.equal(silent.state, 'doubt');
    assert.match(silent.why[0] ?? '', /not known: it did not say its version/);
    assert.equal(judge(await chosen('build_version: 9.0.2')).state, 'doubt');
    assert.equal(judge({ kind: 'untrusted', path: '/c' }).state, 'doubt');
  });

  it('says how to get one', () => {
    assert.match(judge({ kind: 'none' }).remedy ?? '', /apt-get install crash/);
    const wrong = judge({
      kind: 'not-runnable',
      crash: { path: '/no/crash', origin: 'setting' },
    });
    assert.equal(wrong.what, '/no/crash cannot be run.');
    assert.match(wrong.remedy ?? '', /Correct kernelCrash\.crashPath/);
  });
});
