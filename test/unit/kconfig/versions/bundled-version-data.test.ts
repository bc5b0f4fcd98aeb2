import assert from 'node:assert/strict';
import { compareVersions, isAtLeast } from '../../../../extension/kconfig/model/version';
import { BUNDLED_VERSION_DATA } from '../../../../extension/kconfig/versions/bundled-version-data';
import { readVersionData } from '../../../../extension/kconfig/versions/read-version-data';
import json from '../../../../extension/kconfig/versions/versions.json';
import { version } from './version-set';

const { crash, makedumpfile, kexec } = BUNDLED_VERSION_DATA;

describe('the bundled version data', () => {
  it('is read without a problem, every row of it', () => {
    const { data, problems } = readVersionData(json);
    assert.deepEqual(problems, []);
    assert.equal(data.crash.releases.length, json.crash.releases.length);
    assert.equal(data.crash.breaks.length, json.crash.breaks.length);
    assert.equal(data.makedumpfile.releases.length, json.makedumpfile.releases.length);
    assert.equal(data.makedumpfile.breaks.length, json.makedumpfile.breaks.length);
    assert.equal(data.kexec.releases.length, json.kexec.releases.length);
    assert.equal(data.kexec.features.length, json.kexec.features.length);
  });

  it('names only releases that it knows', () => {
    const check = (releases: readonly { version: string }[], named: readonly string[]) => {
      const known = releases.map((release) => release.version);
      assert.deepEqual(
        named.filter((name) => !known.includes(name)),
        [],
      );
    };
    check(
      crash.releases,
      crash.breaks.flatMap(({ fixedIn }) => fixedIn),
    );
    check(
      makedumpfile.releases,
      makedumpfile.breaks.flatMap(({ fixedIn }) => fixedIn),
    );
    check(
      makedumpfile.releases,
      makedumpfile.architectures.map(({ since }) => since),
    );
    check(
      kexec.releases,
      kexec.features.flatMap(({ since }) => since ?? []),
    );
  });

  it('has one fix a branch, the older branch first', () => {
    for (const { fixedIn, commits } of [...crash.breaks, ...makedumpfile.breaks]) {
      const branches = fixedIn.map((fix) => fix.split('.').slice(0, 2).join('.'));
      assert.equal(new Set(branches).size, branches.length, commits.join());
      fixedIn.slice(1).forEach((fix, index) => {
        assert.ok(compareVersions(version(fix), version(fixedIn[index])!) > 0, commits.join());
      });
    }
  });

  it('is dated no earlier than the newest release in it', () => {
    for (const { date, releases } of [crash, makedumpfile, kexec]) {
      assert.ok(releases.every((release) => release.date <= date));
    }
  });

  it('has the limits of makedumpfile in their order', () => {
    makedumpfile.releases.slice(1).forEach((release, index) => {
      const before = makedumpfile.releases[index];
      assert.ok(before && isAtLeast(version(release.latestKernel), before.latestKernel));
    });
  });
});
