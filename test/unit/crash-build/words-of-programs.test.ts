/** What crash, make, apt and os-release say, as they said it. */
import assert from 'node:assert/strict';
import { CompileProgress, isCompiling } from '../../../extension/crash-build/compile-progress';
import { installCommand, packageFamily } from '../../../debug-adapter/programs/packages';
import { LIBRARIES } from '../../../extension/crash-build/needed-tools';
import {
  parseIndexTargets,
  sourcePackages,
} from '../../../extension/crash-build/sources/apt-repositories';
import { gdbVersion } from '../../../extension/crash-build/sources/gdb-archive';
import { candidateVersion } from '../../../extension/crashtools/package-version';

describe('the log of make', () => {
  it('shows what is compiled', () => {
    for (const line of [
      '  CXX    target.o',
      'gcc -c -DHAVE_CONFIG_H -g -O2  -I. -I./../include ./regex.c -o regex.o',
      'libtool: compile:  gcc -DHAVE_CONFIG_H -I. -MF .deps/archive.Tpo -c archive.c -o archive.o',
      'cc -c -g -DARM64 -DLZO -DSNAPPY -DZSTD -DGDB_10_2  main.c ',
    ]) {
      assert.ok(isCompiling(line), line);
    }
    for (const line of [
      'checking for C compiler default output file name... a.out',
      '  GEN    config.h',
      'TARGET: ARM64',
      "make[3]: Entering directory 'gdb-10.2/gdb'",
    ]) {
      assert.ok(!isCompiling(line), line);
    }
  });

  it('never is wholly done', () => {
    const progress = new CompileProgress();
    let done = 0;
    for (let file = 0; file < 5000; file++) {
      const next = progress.take(`  CXX    file${file}.o`);
      assert.ok(next >= done && next < 1);
      done = next;
    }
    assert.equal(progress.files, 5000);
    assert.ok(done > 0.9);
  });
});

describe('os-release', () => {
  const cases: readonly [string, string][] = [
    ['ID=debian\nVERSION_CODENAME=bookworm\n', 'debian'],
    ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', 'debian'],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'debian'],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'fedora'],
    ['ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', 'suse'],
    ['ID=arch\n', 'arch'],
    ['ID=nixos\n', 'other'],
    ['', 'other'],
  ];
  for (const [text, family] of cases) {
    it(`${text.split('\n').join(' ')}: ${family}`, () => assert.equal(packageFamily(text), family));
  }

  it('decides the command that installs', () => {
    const zstd = LIBRARIES.filter(({ name }) => name === 'zstd');
    const command = (family: 'debian' | 'fedora' | 'other') =>
      installCommand(family, (known) => zstd.map(({ packages }) => packages[known]));
    assert.equal(command('debian'), 'sudo apt-get install libzstd-dev');
    assert.equal(command('fedora'), 'sudo dnf install libzstd-devel');
    assert.equal(command('other'), undefined);
  });
});

describe('apt-get indextargets', () => {
  const line = (...fields: string[]) => fields.join('\t');
  const DEBIAN = 'http://mirror.example/debian/';

  it('tells where source packages are: the newest suite, then that of this release', () => {
    const repositories = parseIndexTargets(
      [
        line('http://mirror.example/debian-security/', 'bookworm-security', 'main', 'Debian'),
        line('https://deb.nodesource.com/node_20.x/', 'nodistro', 'main', '. nodistro'),
        line(DEBIAN, 'bookworm-updates', 'main', 'Debian'),
        line(DEBIAN, 'bookworm', 'main', 'Debian'),
        line(DEBIAN, 'bookworm', 'main', 'Debian'),
      ].join('\n'),
    );
    assert.equal(repositories.length, 5);
    assert.deepEqual(
      sourcePackages(repositories).map(({ mirror, suite }) => [mirror, suite]),
      [
        [DEBIAN, 'sid'],
        [DEBIAN, 'bookworm'],
      ],
    );
  });

  it('on Ubuntu: its own release', () => {
    const said = line('http://archive.ubuntu.com/ubuntu/', 'noble', 'main', 'Ubuntu');
    assert.deepEqual(
      sourcePackages(parseIndexTargets(said)).map(({ suite }) => suite),
      ['noble'],
    );
  });

  it('with other archives alone: none', () => {
    const said = line('https://deb.nodesource.com/node_20.x/', 'nodistro', 'main', 'x');
    assert.deepEqual(sourcePackages(parseIndexTargets(`${said}\nE: what\n`)), []);
  });
});

describe('apt-cache policy', () => {
  it('tells what would be installed', () => {
    const said = 'crash:\n  Installed: (none)\n  Candidate: 8.0.2-1\n  Version table:\n';
    assert.equal(candidateVersion(said), '8.0.2-1');
    assert.equal(candidateVersion('crash:\n  Candidate: (none)\n'), undefined);
    assert.equal(candidateVersion(''), undefined);
  });
});

describe('the source of crash', () => {
  it('tells which gdb it wants', () => {
    const names = [
      'Makefile',
      'gdb-10.2.patch',
      'gdb-16.2-ppc64le-support.patch',
      'gdb_interface.c',
    ];
    assert.equal(gdbVersion(names), '10.2');
    assert.equal(gdbVersion([...names, 'gdb-16.2.patch', 'gdb-7.6.patch']), '16.2');
    assert.equal(gdbVersion(['Makefile']), undefined);
  });
});
