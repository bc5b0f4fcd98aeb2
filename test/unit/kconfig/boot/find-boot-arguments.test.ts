import assert from 'node:assert/strict';
import type { FileKind } from '../../../../extension/kconfig/context/context';
import { find, fixture } from './show';

const KINDS: readonly FileKind[] = [
  'linux-config',
  'u-boot-config',
  'grub',
  'extlinux',
  'device-tree',
  'shell',
];

const FIXTURES = [
  'default-grub',
  'kdump-tools.cfg',
  'grub.cfg',
  'fedora-entry.conf',
  'extlinux.conf',
  'board.dts',
  'kdump-init.sh',
];

function check(kind: FileKind, text: string): void {
  for (const { span, arguments: list, addition } of find(kind, text)) {
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    assert.ok(!addition || addition.at <= text.length);
    for (const argument of list) {
      for (const place of [argument.span, argument.valueSpan, argument.removal ?? argument.span]) {
        assert.ok(place.start >= 0 && place.start <= place.end && place.end <= text.length);
      }
      assert.ok(!argument.name.includes('\0') && !argument.value?.includes('\0'));
    }
  }
}

describe('finding command lines in odd texts', () => {
  it('reads every beginning and every end of the fixtures as every kind', () => {
    for (const name of FIXTURES) {
      const text = fixture(name);
      for (let at = 0; at <= text.length; at += 7) {
        for (const kind of KINDS) {
          check(kind, text.slice(0, at));
          check(kind, text.slice(at));
        }
      }
    }
  });

  it('reads random pieces of syntax', () => {
    const pieces = [
      ...'"\'`\\$(){}<>|&;#=\n\t ,/*',
      ...['kexec -p ', '--append=', 'GRUB_CMDLINE_LINUX=', 'linux /v ', 'options ', 'append '],
      ...['bootargs = ', 'CONFIG_CMDLINE=', 'CONFIG_BOOTARGS=', '<<E\n', 'E\n', '#!/bin/sh\n'],
      ...['$(', '${', '$((', '\r\n', 'crashkernel=1M', 'a=b'],
    ];
    let seed = 1;
    const next = (limit: number): number => {
      seed = (seed * 48271) % 0x7fffffff;
      return seed % limit;
    };
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: next(40) }, () => pieces[next(pieces.length)]).join('');
      for (const kind of KINDS) check(kind, text);
    }
  });

  const hostile: [string, FileKind, string][] = [
    ['open quotes', 'shell', 'kexec "'],
    ['open substitutions', 'shell', 'kexec $('],
    ['open braces', 'shell', 'kexec ${'],
    ['open backquotes', 'shell', 'kexec `'],
    ['here-documents', 'shell', 'kexec <<E\n#!'],
    ['many commands', 'shell', 'kexec -p K --append="a $B"\n'],
    ['arithmetic', 'shell', 'kexec (('],
    ['one argument', 'grub', 'linux /v a="'],
    ['entries', 'grub', 'options ${a\n'],
    ['settings', 'grub', 'GRUB_CMDLINE_LINUX="${"\n'],
    ['append lines', 'extlinux', 'append $a ${\n'],
    ['comments', 'device-tree', 'bootargs = "/* // /*'],
    ['escapes', 'device-tree', 'bootargs = "\\x\\\n'],
    ['names', 'device-tree', 'bootargs'],
  ];
  for (const [name, kind, piece] of hostile) {
    it(`takes little time for a million characters of ${name}`, () => {
      const text = piece.repeat(Math.ceil(1e6 / piece.length));
      const before = performance.now();
      find(kind, text);
      const long = performance.now() - before;
      assert.ok(long < 20_000, `${long} ms`);
    });
  }

  it('takes little time for one command line of a million characters', () => {
    for (const piece of ['a ', '\\"', '$x ', '"', '\\\\']) {
      const text = `CONFIG_BOOTARGS="${piece.repeat(1e6 / piece.length)}"\n`;
      const before = performance.now();
      find('u-boot-config', text);
      assert.ok(performance.now() - before < 20_000, piece);
    }
  });
});
