import assert from 'node:assert/strict';
import { checkVersions } from '../../../../extension/kconfig/rules/ver/check-versions';
import type { Example } from '../../../../extension/kconfig/rules/rule';
import { VER_RULES } from '../../../../extension/kconfig/rules/ver/ver-rules';
import { BUNDLED_VERSION_DATA } from '../../../../extension/kconfig/versions/bundled-version-data';
import { versionSet, type WrittenSet } from '../versions/version-set';

function findings(set: WrittenSet): string[] {
  return checkVersions(versionSet(set), BUNDLED_VERSION_DATA).map(
    ({ severity, rule, tool }) => `${severity} ${rule} ${tool}`,
  );
}

function messages(set: WrittenSet): string {
  return checkVersions(versionSet(set), BUNDLED_VERSION_DATA)
    .map(({ message }) => message)
    .join('\n');
}

describe('the rules about versions', () => {
  for (const rule of VER_RULES) {
    const found = ({ kernel, architecture, tools = {} }: Example) =>
      checkVersions(versionSet({ kernel, architecture, ...tools }), BUNDLED_VERSION_DATA).filter(
        (finding) => finding.rule === rule.id,
      );
    rule.examples.bad.forEach((example, index) => {
      it(`${rule.id} reports bad example ${index + 1}`, () => {
        assert.ok(found(example).length > 0);
        for (const { message } of found(example)) assert.match(message, /[.)"]$/);
      });
    });
    rule.examples.good.forEach((example, index) => {
      it(`${rule.id} is silent about good example ${index + 1}`, () => {
        assert.deepEqual(found(example), []);
      });
    });
  }
});

describe('what the table is certain of', () => {
  const isCertain = (set: WrittenSet): boolean =>
    checkVersions(versionSet(set), BUNDLED_VERSION_DATA).some(
      (finding) => finding.symptoms !== undefined && finding.tool === 'crash',
    );

  it('a release of crash that lacks the fix does not read the kernel, whoever built the kernel', () => {
    const old = { architecture: 'x86_64', crash: '8.0.2' } as const;
    assert.ok(isCertain({ ...old, kernel: '6.12.107' }));
    assert.ok(isCertain({ ...old, kernel: '6.12.107+deb13-amd64' }));
    assert.ok(isCertain({ kernel: '7.2.13', architecture: 'x86_64', crash: '9.0.2' }));
  });

  it('a distribution’s crash, one from git, one newer than the table may all have it', () => {
    for (const crash of ['9.0.2-3.fc44', '9.0.2++', '9.0.3']) {
      assert.ok(!isCertain({ kernel: '7.2.13', architecture: 'x86_64', crash }), crash);
    }
    assert.ok(!isCertain({ kernel: '7.2.13' }), 'no crash');
  });
});

describe('versions that are found together', () => {
  it('Debian 12: some commands of crash do not work', () => {
    const set = { kernel: '6.1.192', crash: '8.0.2', makedumpfile: '1.7.2', kexec: '2.0.25' };
    assert.deepEqual(findings({ ...set, architecture: 'x86_64' }), [
      'warning VER002 crash',
      'info VER004 makedumpfile',
    ]);
    assert.match(
      messages(set),
      /vm, vtop -c and others that walk the maple tree \(fixed in 8\.0\.3\)/,
    );
  });

  it('Debian 12 with the backported kernel: no dump that can be read', () => {
    const set = {
      architecture: 'x86_64',
      crash: '8.0.2',
      makedumpfile: '1.7.2',
      kexec: '2.0.25',
    } as const;
    assert.deepEqual(findings({ ...set, kernel: '6.12.107' }), [
      'error VER001 crash',
      'error VER003 makedumpfile',
    ]);
    const ofDebian = { ...set, kernel: '6.12.107+deb12-amd64' };
    assert.deepEqual(findings(ofDebian), ['warning VER001 crash', 'warning VER003 makedumpfile']);
    assert.match(messages(ofDebian), /upstream Linux 6\.12\.107: .*may carry the fix all the same/);
  });

  it('Debian 13: the dump is larger than it need be', () => {
    const set = { kernel: '6.12.107', crash: '8.0.6', makedumpfile: '1.7.6', kexec: '2.0.29' };
    assert.deepEqual(findings({ ...set, architecture: 'x86_64' }), [
      'warning VER002 crash',
      'info VER002 makedumpfile',
      'info VER004 makedumpfile',
    ]);
  });

  it('Debian sid: no release handles the kernel', () => {
    const set = { kernel: '7.2.13', crash: '9.0.2', makedumpfile: '1.7.8', kexec: '2.0.32' };
    assert.deepEqual(findings(set), ['warning VER006 crash', 'warning VER006 makedumpfile']);
    assert.match(messages(set), /as of 2026-08-18, when 9\.0\.2 was the newest/);
  });

  it('Buildroot 2026.08: the same, of a crash that is not known either', () => {
    const set = { kernel: '7.1.9', makedumpfile: '1.7.8', kexec: '2.0.32' };
    assert.deepEqual(findings(set), ['warning VER006 crash', 'warning VER006 makedumpfile']);
  });
});

describe('what is not sure', () => {
  it('is no error: only the commit’s words, a condition, an unknown architecture', () => {
    assert.deepEqual(findings({ kernel: '5.12', architecture: 'arm64', crash: '7.3.0' }), [
      'warning VER001 crash',
    ]);
    assert.match(
      messages({ kernel: '5.12', architecture: 'arm64', crash: '7.3.0' }),
      /may not read dumps of upstream Linux 5\.12 \(as the commit suggests\)/,
    );
    assert.match(
      messages({ kernel: '5.19', architecture: 'arm64', crash: '8.0.2' }),
      /may not .*at most 48 bits.* Take crash 8\.0\.3 or later\. Until then: --machdep/,
    );
    assert.deepEqual(findings({ kernel: '6.2', crash: '8.0.2' }).slice(0, 1), [
      'warning VER001 crash',
    ]);
    assert.match(messages({ kernel: '6.2', crash: '8.0.2' }), /\(on x86_64\)/);
    assert.deepEqual(findings({ kernel: '6.2', architecture: 's390x', crash: '8.0.2' }), [
      'warning VER002 crash',
    ]);
  });

  it('is no more than an info of a tool from git or newer than the data', () => {
    for (const crash of ['9.0.2++', '9.0.3', '9.1.0-1.fc46']) {
      assert.deepEqual(findings({ kernel: '7.2', crash }), ['info VER006 crash'], crash);
    }
    assert.match(messages({ kernel: '7.2', crash: '9.0.2++' }), /The fix is commit 3a415c0\.$/);
    assert.deepEqual(findings({ kernel: '7.0', makedumpfile: '1.8.0' }), []);
  });

  it('is nothing without a kernel', () => {
    assert.deepEqual(findings({ crash: '7.2.9', kexec: '2.0.25' }), []);
    assert.deepEqual(findings({ architecture: 'riscv64', kexec: '2.0.25' }), [
      'warning VER005 kexec',
    ]);
  });
});

describe('branches of crash', () => {
  const cases: readonly [string, boolean][] = [
    ['7.3.1', true],
    ['7.3.2', false],
    ['8.0.0', true],
    ['8.0.1', false],
    ['9.0.0', false],
  ];
  for (const [crash, isBroken] of cases) {
    it(`${crash} ${isBroken ? 'cannot read' : 'reads'} dumps of Linux 5.17`, () => {
      assert.equal(
        findings({ kernel: '5.17', crash }).some((finding) => finding.includes('VER001')),
        isBroken,
      );
    });
  }

  it('are advised to their own next release', () => {
    assert.match(messages({ kernel: '5.17', crash: '7.3.1' }), /Take crash 7\.3\.2 or later/);
    assert.match(messages({ kernel: '5.17', crash: '8.0.0' }), /Take crash 8\.0\.1 or later/);
  });
});

describe('checkVersions', () => {
  it('goes by the severities that a person chose', () => {
    const set = versionSet({ kernel: '6.12', architecture: 'x86_64', crash: '8.0.2' });
    const check = (severities: Parameters<typeof checkVersions>[2]) =>
      checkVersions(set, BUNDLED_VERSION_DATA, severities).map(({ severity }) => severity);
    assert.deepEqual(check({}), ['error']);
    assert.deepEqual(check({ VER001: 'hint' }), ['hint']);
    assert.deepEqual(check({ VER001: 'off' }), []);
  });
});
