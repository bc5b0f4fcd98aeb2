import assert from 'node:assert/strict';
import { isDevelopment, isUpstream } from '../../../../extension/kconfig/versions/upstream';
import { TOOL_QUESTIONS } from '../../../../extension/kconfig/versions/tool-questions';

const { crash, makedumpfile, kexec, kernel } = TOOL_QUESTIONS;

/** As Debian 12's crash 8.0.2-1 writes it; copyrights shortened. */
const CRASH = `
crash 8.0.2
Copyright (C) 2002-2022  Red Hat, Inc.
Copyright (C) 2015, 2021  VMware, Inc.
This program has absolutely no warranty.  Enter "help warranty" for details.
 
GNU gdb (GDB) 10.2
Copyright (C) 2021 Free Software Foundation, Inc.
There is NO WARRANTY, to the extent permitted by law.

`;

/** As Debian 12's makedumpfile 1:1.7.2-1 writes it. */
const MAKEDUMPFILE = `makedumpfile: version 1.7.2 (released on 20 Oct 2022)
lzo\tenabled
snappy\tdisabled
zstd\tdisabled

`;

describe('what tools say of their versions', () => {
  const cases: readonly [
    string,
    (output: string) => { text: string } | undefined,
    string,
    string?,
  ][] = [
    ['crash of Debian 12', crash.parse, CRASH, '8.0.2'],
    ['crash from git', crash.parse, '\ncrash 9.0.2++\nCopyright', '9.0.2++'],
    ['crash of Red Hat', crash.parse, '\ncrash 8.0.4-2.el9\nCopyright', '8.0.4-2.el9'],
    ['no crash', crash.parse, 'bash: crash: command not found\n'],
    ['gdb alone', crash.parse, 'GNU gdb (GDB) 10.2\n'],
    ['makedumpfile of Debian 12', makedumpfile.parse, MAKEDUMPFILE, '1.7.2'],
    [
      'makedumpfile from git',
      makedumpfile.parse,
      'makedumpfile: version 1.7.9++ (released on 20 Apr 2026)\n',
      '1.7.9++',
    ],
    ['no makedumpfile', makedumpfile.parse, 'makedumpfile: not found\n'],
    ['kexec of Debian 12', kexec.parse, 'kexec-tools 2.0.25\n', '2.0.25'],
    ['kexec from git', kexec.parse, 'kexec-tools 2.0.32.git\n', '2.0.32.git'],
    ['an old kexec', kexec.parse, 'kexec-tools 2.0.14 released 09 December 2016\n', '2.0.14'],
    [
      'a kexec that does not start',
      kexec.parse,
      'kexec: error while loading shared libraries: libxenctrl.so.4.17: cannot open shared object file\n',
    ],
    ['uname of Debian', kernel.parse, '6.12.107+deb13-cloud-amd64\n', '6.12.107+deb13-cloud-amd64'],
    ['uname of a kernel of one’s own', kernel.parse, '7.3.0-rc7\n', '7.3.0-rc7'],
    ['uname of something else', kernel.parse, 'GNU/Hurd\n'],
    ['nothing', crash.parse, ''],
  ];
  for (const [name, parse, output, expected] of cases) {
    it(`${name}: ${expected ?? 'no version'}`, () => {
      assert.equal(parse(output)?.text, expected);
    });
  }

  it('is asked for by arguments that do nothing else', () => {
    assert.deepEqual(
      Object.values(TOOL_QUESTIONS).map(({ program, arguments: vector }) => [program, ...vector]),
      [
        ['crash', '--version'],
        ['makedumpfile', '-v'],
        ['kexec', '-v'],
        ['uname', '-r'],
      ],
    );
  });

  it('tells whose version it is', () => {
    const upstream = (text: string) => isUpstream({ parts: [], text });
    for (const text of ['8.0.2', 'v6.12', '7.3-rc7', '7.3.0-rc7', '9.0.2++', '2.0.32.git']) {
      assert.ok(upstream(text), text);
    }
    for (const text of [
      '8.0.4-2.el9',
      '6.12.107+deb13-amd64',
      '6.1.0-50-amd64',
      '6.18.44-fc-v669',
    ]) {
      assert.ok(!upstream(text), text);
    }
    assert.ok(isDevelopment({ parts: [9, 0, 2], text: '9.0.2++' }));
    assert.ok(!isDevelopment({ parts: [6, 12, 1], text: '6.12.1+deb13' }));
  });
});
