import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { askCrash, readBuildInfo } from '../../../debug-adapter/crash-choice/ask-crash';
import { foundCrashes } from '../../../debug-adapter/crash-choice/crash-candidates';
import { chooseCrash, type CrashWish } from '../../../debug-adapter/crash-choice/choose-crash';
import { kernelToOpen } from '../../../debug-adapter/crash-choice/kernel-to-open';
import { BUNDLED_VERSION_DATA } from '../../../extension/kconfig/versions/bundled-version-data';

/** `crash --buildinfo` of Debian 12's package, word by word. */
const DEBIAN_12 = `   build_command: crash
      build_data: reproducible build
    build_target: X86_64
   build_version: 8.0.2
compiler version: gcc (Debian 12.2.0-9) 12.2.0
`;

const NEVER = new AbortController().signal;

describe('choosing a crash', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kcd-choose-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** A program that answers as crash does. */
  async function program(name: string, target: string, version: string): Promise<string> {
    const file = join(folder, name);
    const answer = DEBIAN_12.replace('X86_64', target).replace(/8\.0\.2/, version);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\n[ "$*" = --buildinfo ] && cat <<'EOF'\n${answer}EOF\n`);
    await chmod(file, 0o755);
    return file;
  }

  const choose = (
    wish: CrashWish,
    kernel: { readonly release?: string; readonly machine?: string } = {},
  ) =>
    chooseCrash(
      wish,
      kernelToOpen({ release: '6.12.5', machine: 'x86_64', ...kernel }),
      BUNDLED_VERSION_DATA,
      NEVER,
      () => foundCrashes(`${join(folder, 'bin')}:relative`, join(folder, 'built')),
    );

  it('reads what crash says of itself', () => {
    const answer = readBuildInfo(DEBIAN_12);
    assert.ok(answer.ok);
    assert.equal(answer.version.text, '8.0.2');
    assert.equal(answer.target, 'x86_64');
    assert.equal(readBuildInfo('command not found').ok, false);
    const odd = readBuildInfo(DEBIAN_12.replace('X86_64', 'ALPHA'));
    assert.deepEqual(odd.ok && [odd.target, odd.targetName], [undefined, 'ALPHA']);
  });

  it('takes the newest on the PATH that reads dumps of the architecture', async () => {
    await program('bin/crash', 'X86_64', '8.0.2');
    const newest = await program('bin/crash-9.0.2', 'X86_64', '9.0.2');
    const arm64 = await program('bin/crash-arm64', 'ARM64', '8.0.6');
    await program('bin/crash-reporter', 'X86_64', '99.0');
    const x86 = await choose({ named: [] });
    assert.ok(x86.kind === 'chosen');
    assert.equal(x86.crash.path, newest);
    assert.deepEqual(x86.findings, []);
    const arm = await choose({ named: [] }, { machine: 'aarch64' });
    assert.equal(arm.kind === 'chosen' && arm.crash.path, arm64);
  });

  it('counts a program once that links lead to twice', async () => {
    const file = await program('usr/bin/crash', 'X86_64', '9.0.2');
    await symlink(join('usr', 'bin'), join(folder, 'linked'));
    await symlink('crash', join(folder, 'usr', 'bin', 'crash-x86_64'));
    const own = await program('usr/local/bin/crash', 'X86_64', '9.0.2');
    const searchPath = ['usr/bin', 'linked', 'usr/local/bin'].map((name) => join(folder, name));
    const found = await foundCrashes(searchPath.join(':'), join(folder, 'none'));
    assert.deepEqual(
      found.map(({ path }) => path),
      [file, own],
    );
  });

  it('finds what was built for this extension, newer than the one on the PATH', async () => {
    await program('bin/crash-arm64', 'ARM64', '8.0.6');
    const built = await program('built/ARM64-9.0.2/crash', 'ARM64', '9.0.2');
    const choice = await choose({ named: [] }, { machine: 'aarch64' });
    assert.ok(choice.kind === 'chosen');
    assert.equal(choice.crash.path, built);
    assert.equal(choice.crash.origin, 'built');
  });

  it('takes a named one before a newer one, and says what speaks against it', async () => {
    await program('bin/crash', 'X86_64', '9.0.2');
    const old = await program('named/crash', 'X86_64', '8.0.2');
    const choice = await choose({ named: [old] });
    assert.ok(choice.kind === 'chosen');
    assert.equal(choice.crash.path, old);
    assert.equal(choice.findings[0]?.severity, 'error');
    assert.match(choice.findings[0]?.message ?? '', /^crash 8\.0\.2 cannot read dumps of/);
  });

  it('passes over one of the settings that is for another architecture, not one of the launch', async () => {
    await program('bin/crash', 'X86_64', '9.0.2');
    const arm64 = await program('named/arm64', 'ARM64', '9.0.2');
    const passed = await choose({ named: [arm64] });
    assert.equal(passed.kind === 'chosen' && passed.crash.origin, 'path');
    const refused = await choose({ launch: arm64, named: [] });
    assert.ok(refused.kind === 'wrong-target');
    assert.equal(refused.architecture, 'x86_64');
    assert.deepEqual(
      refused.crashes.map(({ path }) => path),
      [arm64],
    );
  });

  it('says that there is none for an architecture', async () => {
    await program('bin/crash', 'X86_64', '9.0.2');
    await program('built/ARM64-9.0.2/crash', 'ARM64', '9.0.2');
    const choice = await choose({ named: [] }, { machine: 's390x' });
    assert.ok(choice.kind === 'wrong-target');
    assert.equal(choice.crashes.length, 2);
    const nowhere = await chooseCrash(
      { named: [] },
      kernelToOpen({ machine: 'x86_64' }),
      BUNDLED_VERSION_DATA,
      NEVER,
      () => foundCrashes('', join(folder, 'none')),
    );
    assert.equal(nowhere.kind, 'none');
    assert.equal((await choose({ named: [join(folder, 'none')] })).kind, 'not-runnable');
  });

  it('does not hold silence against a program, nor waits for it', async () => {
    await program('bin/crash', 'X86_64', '9.0.2');
    const file = join(folder, 'silent');
    await writeFile(file, '#!/bin/sh\nsleep 1000 &\nexec sleep 1000\n', { mode: 0o755 });
    assert.equal((await askCrash(file, NEVER, 200)).ok, false);
    await writeFile(file, '#!/bin/sh\nexit 1\n');
    const choice = await choose({ launch: file, named: [] });
    assert.ok(choice.kind === 'chosen');
    assert.equal(choice.crash.answer.ok, false);
  });

  it('asks a file anew when it is another one', async () => {
    const file = await program('changing', 'X86_64', '8.0.2');
    const before = await askCrash(file, NEVER);
    await program('changing', 'X86_64', '9.0.20');
    const after = await askCrash(file, NEVER);
    assert.ok(before.ok && after.ok);
    assert.deepEqual([before.version.text, after.version.text], ['8.0.2', '9.0.20']);
  });
});
