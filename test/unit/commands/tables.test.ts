import assert from 'node:assert/strict';
import { parseKernelOffset } from '../../../debug-adapter/commands/kernel-offset';
import { parseMod } from '../../../debug-adapter/commands/mod';
import { parseSet } from '../../../debug-adapter/commands/set';
import { parseSys } from '../../../debug-adapter/commands/sys';
import { isAtLeast, parseVersion } from '../../../debug-adapter/commands/version';
import { arm64Versions, readFixture, x86Versions } from './fixture';

describe('sys', () => {
  it('reads the samples', () => {
    for (const version of x86Versions) {
      assert.deepEqual(parseSys(readFixture(version, 'sys.txt')), {
        summary: {
          release: '6.1.176-tiny',
          version: '#1 SMP Sun Nov 22 22:18:42 UTC 2026',
          machine: 'x86_64',
          cpus: 2,
          date: 'Sun Nov 22 22:22:18 UTC 2026',
          uptime: '00:00:03',
          tasks: version === '8.0.2' ? 3 : 56,
          nodename: '(none)',
          memory: '255.5 MB',
          panic: 'Oops: 0000 [#1] SMP',
          tainted: true,
          partial: true,
          incomplete: false,
        },
        unparsed: [],
      });
    }
    for (const version of arm64Versions) {
      const { summary, unparsed } = parseSys(readFixture(version, 'sys.txt'));
      assert.deepEqual(unparsed, []);
      assert.equal(summary.machine, 'aarch64');
      assert.equal(summary.panic, 'Kernel panic - not syncing: sysrq triggered crash');
      assert.equal(summary.tainted, false);
    }
  });

  it('reads the block of the banner', () => {
    const { summary } = parseSys(readFixture('9.0.2', 'banner.txt'));
    assert.deepEqual(summary, parseSys(readFixture('9.0.2', 'sys.txt')).summary);
  });

  it('reads every kind of panic', () => {
    const panic = (value: string) => parseSys(`       PANIC: ${value}\n`).summary.panic;
    assert.equal(panic('""'), '');
    assert.equal(panic('"a "b" c"'), 'a "b" c');
    assert.equal(panic('"PANIC: x" (check log for details)'), 'PANIC: x');
    assert.equal(panic('(HARDWARE RESET)'), 'HARDWARE RESET');
    assert.equal(parseSys('').summary.panic, undefined);
  });

  it('reads split, incomplete and other dumps', () => {
    const { summary, unparsed } = parseSys(
      '  SYSTEM MAP: System.map  [LIVEPATCH]  [TAINTED]\n' +
        'DEBUG KERNEL: vmlinux (6.1.0)\n' +
        '   DUMPFILES: a [PARTIAL DUMP]\n' +
        '              b [PARTIAL DUMP] [INCOMPLETE]\n' +
        '        CPUS: 8 [OFFLINE: 4]\n' +
        'sys: what?\n',
    );
    assert.deepEqual(summary, { cpus: 8, tainted: true, partial: true, incomplete: true });
    assert.deepEqual(unparsed, ['sys: what?']);
  });
});

describe('set', () => {
  it('reads the current task', () => {
    for (const version of x86Versions) {
      assert.deepEqual(parseSet(readFixture(version, 'set.txt')), {
        ok: true,
        context: {
          pid: 1,
          name: 'init',
          address: 0xffff9fce00180000n,
          cpu: 1,
          state: 'TASK_RUNNING',
          activity: 'PANIC',
        },
        unparsed: [],
      });
    }
    const context = (name: string) => {
      const reply = parseSet(readFixture('9.0.2', name));
      return reply.ok ? reply.context : undefined;
    };
    assert.equal(context('set-idle.txt')?.activity, 'ACTIVE');
    assert.equal(context('set-idle.txt')?.address, 0xffffffffa600f600n);
    assert.deepEqual(context('set-dstate.txt'), {
      pid: 57,
      name: 'lab-dstate',
      address: 0xffff9fce00224ec0n,
      cpu: 1,
      state: 'TASK_UNINTERRUPTIBLE|TASK_WAKEKILL',
    });
  });

  it('reads any name', () => {
    for (const name of ['a\nb', 'a"\n', '', '   CPU: 7', '" "']) {
      const reply = parseSet(
        `    PID: 9\nCOMMAND: "${name}"\n   TASK: ffff9fce00224ec0\n    CPU: 1\n  STATE: ?\n`,
      );
      assert.equal(reply.ok && reply.context.name, name);
    }
  });

  it('reads an error', () => {
    assert.deepEqual(parseSet(readFixture('9.0.2', 'set-no-task.txt')), {
      ok: false,
      error: 'set: invalid task or pid value: 99999',
    });
    assert.deepEqual(parseSet(''), { ok: false, error: 'crash named no task' });
  });
});

describe('mod', () => {
  it('reads modules without and with an object file', () => {
    const labcrash = {
      address: 0xffffffffc005a0c0n,
      name: 'labcrash',
      base: 0xffffffffc0058000n,
      size: 16384,
    };
    for (const version of x86Versions) {
      assert.deepEqual(parseMod(readFixture(version, 'mod.txt')), {
        modules: [labcrash],
        messages: [],
        unparsed: [],
      });
      assert.deepEqual(parseMod(readFixture(version, 'mod-s.txt')).modules, [
        { ...labcrash, objectFile: '/dumps/x86_64-tiny/labcrash.ko' },
      ]);
    }
    const { modules, unparsed } = parseMod(readFixture('debian-6.1', 'mod.txt'));
    assert.deepEqual([modules.length, modules[1]?.name], [10, 'virtio_pci_modern_dev']);
    assert.deepEqual(unparsed, []);
  });

  it('reads newer headers, paths with blanks and fetched files', () => {
    const { modules, unparsed } = parseMod(
      '     MODULE       NAME  TEXT_BASE         SIZE  OBJECT FILE\n' +
        'ffffffffc005a0c0  a     ffffffffc0058000  16384  /a b/a.ko \n' +
        'ffffffffc005b0c0  b     ffffffffc0059000  16384  /tmp/b.ko  (temporary)\n' +
        'ffffffffc005c0c0  c     ffffffffc0060000  16384  (not loaded)\n',
    );
    assert.deepEqual(unparsed, []);
    assert.deepEqual(
      modules.map(({ objectFile }) => objectFile),
      ['/a b/a.ko', '/tmp/b.ko', undefined],
    );
  });

  it('keeps what crash says apart', () => {
    const wrong = parseMod(readFixture('9.0.2', 'mod-s-wrong-file.txt'));
    assert.equal(wrong.modules[0]?.objectFile, '/dumps/x86_64-tiny/vmlinux');
    assert.deepEqual(wrong.messages, [
      'mod: labcrash: last symbol: __stop_static_call_tramp_key is not _MODULE_END_labcrash?',
    ]);
    assert.equal(parseMod(readFixture('9.0.2', 'mod-s-usage.txt')).unparsed.length, 3);
    assert.deepEqual(parseMod('mod: cannot load symbols from: /x\n').messages, [
      'mod: cannot load symbols from: /x',
    ]);
  });
});

describe('help -k', () => {
  it('tells the KASLR offset', () => {
    for (const version of x86Versions) {
      assert.equal(parseKernelOffset(readFixture(version, 'help-k.txt')), 0x24600000n);
    }
    assert.equal(parseKernelOffset('      relocate: 0\n'), 0n);
    assert.equal(parseKernelOffset('      relocate: fffffffffe000000\n'), 0x2000000n);
    assert.equal(parseKernelOffset('help: what?\n'), undefined);
  });
});

describe('version', () => {
  it('reads --version and the banner', () => {
    for (const version of x86Versions) {
      const gdb = version === '9.0.2' ? '16.3' : '10.2';
      const numbers = version.split('.').map(Number);
      const program = { program: 'crash', version: version, numbers, gdb };
      assert.deepEqual(parseVersion(readFixture(version, 'version.txt')), program);
      assert.deepEqual(parseVersion(readFixture(version, 'banner.txt')), {
        ...program,
        host: 'x86_64-pc-linux-gnu',
        target: 'x86_64-pc-linux-gnu',
        architecture: 'x86_64',
      });
    }
    for (const version of arm64Versions) {
      const found = parseVersion(readFixture(version, 'banner.txt'));
      assert.equal(found.program, `crash-${version.slice(6)}-arm64`);
      assert.equal(found.version, version.slice(6));
      assert.equal(found.host, 'x86_64-pc-linux-gnu');
      assert.equal(found.architecture, 'aarch64');
    }
  });

  it('reads other names and colours', () => {
    assert.deepEqual(
      parseVersion('\ncrash-arm64 9.0.1++\r\nCopyright (C)\n\x1b[35;1mGNU gdb \x1b[m(GDB) 16.2\n'),
      { program: 'crash-arm64', version: '9.0.1++', numbers: [9, 0, 1], gdb: '16.2' },
    );
    assert.deepEqual(parseVersion('crash 7.3.2-4.el8\nCopyright (C)\n').numbers, [7, 3, 2]);
    assert.deepEqual(parseVersion('bash: crash: command not found'), { numbers: [] });
  });

  it('compares', () => {
    const version = parseVersion('crash 8.0.6\nCopyright (C)\n');
    assert.ok(isAtLeast(version, 8, 0, 6));
    assert.ok(isAtLeast(version, 8));
    assert.ok(!isAtLeast(version, 8, 0, 7));
    assert.ok(!isAtLeast(version, 9));
    assert.ok(!isAtLeast(parseVersion(''), 0));
  });
});
