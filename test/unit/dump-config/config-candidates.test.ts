import assert from 'node:assert/strict';
import { configCandidates, isOfRelease } from '../../../extension/dump-config/config-candidates';

const paths = (release: string | undefined): string[] =>
  configCandidates({ release, dump: '/var/crash/1/vmcore', vmlinux: '/build/vmlinux' }).map(
    ({ path }) => path,
  );

describe('where the configuration of a dump’s kernel may lie', () => {
  it('is beside the dump and the vmlinux, and where distributions put it', () => {
    assert.deepEqual(paths('6.1.0-50-amd64'), [
      '/var/crash/1/config-6.1.0-50-amd64',
      '/build/config-6.1.0-50-amd64',
      '/boot/config-6.1.0-50-amd64',
      '/lib/modules/6.1.0-50-amd64/config',
      '/usr/lib/modules/6.1.0-50-amd64/config',
      '/lib/modules/6.1.0-50-amd64/build/.config',
      '/var/crash/1/.config',
      '/var/crash/1/config',
      '/build/.config',
      '/build/config',
    ]);
  });

  it('is never where a release of a dump would lead out of these folders', () => {
    for (const release of ['../../etc/shadow', '..', '.', '', 'a/b', 'a\0b', undefined]) {
      assert.equal(paths(release).length, 4, release);
    }
  });

  it('is told by the header where the name does not say it', () => {
    const text = (version: string) =>
      `#\n# Automatically generated file; DO NOT EDIT.\n# Linux/x86 ${version} Kernel Configuration\n#\n`;
    assert.ok(isOfRelease(text('6.1.176'), '6.1.176-tiny'));
    assert.ok(isOfRelease(text('6.1.176'), '6.1.176'));
    assert.ok(isOfRelease(text('6.1.176'), '6.1.176+'));
    assert.ok(!isOfRelease(text('6.1.17'), '6.1.176-tiny'));
    assert.ok(!isOfRelease(text('6.12.1'), '6.1.176-tiny'));
    assert.ok(!isOfRelease('CONFIG_A=y\n', '6.1.176-tiny'));
  });
});
