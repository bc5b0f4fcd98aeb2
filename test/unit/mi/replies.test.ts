import assert from 'node:assert/strict';
import { parseDisassembly, parseEvaluation } from '../../../debug-adapter/mi/data';
import type { MiReply } from '../../../debug-adapter/mi/reply';
import { parseStackListFrames, parseStackListVariables } from '../../../debug-adapter/mi/stack';
import { parseThreadInfo } from '../../../debug-adapter/mi/thread';
import { readFixture, versions } from './fixture';

function value<T>(reply: MiReply<T>): T {
  assert.ok(reply.ok, 'an error');
  return reply.value;
}

describe('MI stack and threads', () => {
  it('reads frames', () => {
    for (const version of ['8.0.6', '9.0.2']) {
      const frames = value(parseStackListFrames(readFixture(version, 'frames.txt')));
      assert.equal(frames.length, 20);
      assert.deepEqual(frames[0], {
        level: 0,
        address: 0xffffffffc005800bn,
        functionName: 'lab_account',
        file: '/usr/src/labcrash/labcrash.c',
        fullname: '/dumps/x86_64-tiny/labcrash.c',
        line: 54,
      });
      // An inlined function and the one that it is part of share an address.
      assert.deepEqual(
        frames.slice(4, 6).map(({ address, functionName, line }) => [address, functionName, line]),
        [
          [0xffffffffa571deb5n, 'pde_write', 340],
          [0xffffffffa571deb5n, 'proc_reg_write', 352],
        ],
      );
      // Past the end of the kernel's stack gdb reads user registers.
      assert.deepEqual(frames[11], { level: 11, address: 0x00007ffe0d73abe0n });
    }
  });

  it('reads the one frame of a crash that cannot unwind', () => {
    assert.deepEqual(value(parseStackListFrames(readFixture('8.0.2', 'frames.txt'))), [
      { level: 0 },
    ]);
  });

  it('reads the stacks of a task; their ids have gaps', () => {
    const threads = value(parseThreadInfo(readFixture('9.0.2', 'thread-info.txt')));
    assert.equal(threads.currentThreadId, 1);
    assert.deepEqual(
      threads.threads.map(({ id, targetId, details, frame }) => [
        id,
        targetId,
        details,
        frame?.functionName,
      ]),
      [
        [1, '1 init', 'stack 0', 'lab_account'],
        [2, '1 init', 'stack 1', 'machine_kexec'],
      ],
    );
    const idle = value(parseThreadInfo(readFixture('9.0.2', 'thread-info-idle.txt')));
    assert.deepEqual(
      idle.threads.map(({ id, frame }) => [id, frame?.functionName]),
      [
        [1, 'native_safe_halt'],
        [3, 'arch_atomic_dec'],
      ],
    );
    const older = value(parseThreadInfo(readFixture('8.0.6', 'thread-info.txt')));
    assert.deepEqual(
      older.threads.map(({ id, details }) => [id, details]),
      [[1, undefined]],
    );
    const oldest = value(parseThreadInfo(readFixture('8.0.2', 'thread-info.txt')));
    assert.deepEqual(oldest.threads, [
      { id: 1, targetId: 'CPU 0', frame: { level: 0 } },
      { id: 2, targetId: 'CPU 1', frame: { level: 0 } },
    ]);
  });

  it('reads variables', () => {
    const variables = value(parseStackListVariables(readFixture('9.0.2', 'variables.txt')));
    assert.deepEqual(variables[0], {
      name: 'st',
      argument: true,
      type: 'struct lab_stats *',
      value: '0x0',
    });
    assert.deepEqual(variables.at(-1), {
      name: 'old',
      argument: false,
      type: 'u64',
      value: '<optimized out>',
    });
  });
});

describe('MI data', () => {
  it('reads instructions with and without their lines', () => {
    for (const version of versions) {
      const first = {
        address: 0xffffffffa56e3eean,
        functionName: 'vfs_write',
        offset: 19,
        text: 'je     0xffffffffa56e402d <vfs_write+342>',
      };
      const file = '/usr/src/linux-source-6.1/fs/read_write.c';
      const source = { file, fullname: file, line: 568 };
      const read = (mode: number) =>
        value(parseDisassembly(readFixture(version, `disassemble-${String(mode)}.txt`)));
      assert.deepEqual(read(0)[0], first);
      assert.deepEqual(read(4)[0], { ...first, source });
      assert.deepEqual(read(5)[0], { ...first, opcodes: '0f 84 3d 01 00 00', source });
      assert.deepEqual(
        read(5).map((instruction) => [instruction.offset, instruction.source?.line]),
        [
          [19, 568],
          [25, 570],
          [29, 570],
          [35, 40],
          [45, 40],
        ],
      );
      // Mode 1 goes by the lines of one file: what was inlined from another is missing.
      assert.deepEqual(
        read(1).map(({ offset }) => offset),
        [25, 29],
      );
    }
  });

  it('reads a value', () => {
    for (const version of versions) {
      assert.match(
        value(parseEvaluation(readFixture(version, 'evaluate.txt'))),
        /^0xffffffffa5e4a2e0 <linux_banner> "Linux version 6\.1\.176-tiny .*\\n"$/,
      );
    }
  });
});

describe('MI errors', () => {
  it('are values', () => {
    for (const version of versions) {
      assert.deepEqual(parseEvaluation(readFixture(version, 'evaluate-error.txt')), {
        ok: false,
        error: 'No symbol "nosuchsym" in current context.',
        notes: [],
      });
    }
    assert.deepEqual(parseStackListFrames(readFixture('9.0.2', 'frames-no-thread.txt')), {
      ok: false,
      error: 'Invalid thread id: 9',
      notes: [],
    });
  });

  it('are made of what stands in place of an answer', () => {
    assert.deepEqual(parseThreadInfo('gdb: gdb request failed: x\n'), {
      ok: false,
      error: 'gdb: gdb request failed: x',
      notes: ['gdb: gdb request failed: x'],
    });
    assert.deepEqual(parseThreadInfo(''), { ok: false, error: 'gdb gave no answer', notes: [] });
    assert.deepEqual(parseThreadInfo('^error\n'), {
      ok: false,
      error: 'gdb answered with an error',
      notes: [],
    });
  });

  it('are not noise around an answer', () => {
    const noise = 'gdb: invalid kernel virtual address: 0  type: "gdb_readmem_callback"';
    assert.deepEqual(parseEvaluation(`${noise}\n^done,value="1"\n${noise}\n`), {
      ok: true,
      value: '1',
      notes: [noise, noise],
    });
  });
});
