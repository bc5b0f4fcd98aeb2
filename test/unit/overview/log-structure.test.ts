import assert from 'node:assert/strict';
import { logStructure, type LogPart } from '../../../extension/overview/log/log-structure';
import { sampleLog } from './dump-sample';

function outline(lines: readonly string[]): string[] {
  const lineOf = ({ kind, name, first, last, parts }: LogPart): string[] => [
    `${first}-${last} ${kind}: ${name}`,
    ...parts.flatMap(lineOf).map((line) => `  ${line}`),
  ];
  return logStructure(lines).flatMap(lineOf);
}

describe('the structure of a log', () => {
  it('of the sample: its boot, its oops, its call trace', () => {
    assert.deepEqual(outline(sampleLog('x86_64-tiny')), [
      '0-0 boot: Boot of Linux 6.1.176-tiny',
      '232-270 oops: BUG: kernel NULL pointer dereference, address: 0000000000000008',
      '  249-268 trace: Call Trace',
      '    251-251 frame: lab_dispatch+0x20',
      '    252-252 frame: lab_submit.isra.0+0x20',
      '    253-253 frame: lab_write+0xdc',
      '    254-254 frame: ? lab_dispatch+0x36',
      '    255-255 frame: proc_reg_write+0x61',
      '    256-256 frame: vfs_write+0x9e',
      '    257-257 frame: ksys_write+0x66',
      '    258-258 frame: do_syscall_64+0x39',
      '    259-259 frame: entry_SYSCALL_64_after_hwframe+0x4b',
    ]);
  });

  it('of the one of arm64: a crash on purpose, and the panic', () => {
    const lines = outline(sampleLog('arm64-tiny')).filter((line) => !line.includes('frame:'));
    assert.deepEqual(lines, [
      '1-1 boot: Boot of Linux 6.1.176-tiny',
      '86-86 sysrq: sysrq: Trigger a crash',
      '87-107 panic: Kernel panic - not syncing: sysrq triggered crash',
      '  90-106 trace: Call Trace',
    ]);
  });

  it('ends a complaint at the mark of the kernel, or where other lines go on', () => {
    const cut = '------------[ cut here ]------------';
    const warning = 'WARNING: CPU: 0 PID: 1 at fs/x.c:1 f+0x1/0x2';
    const others = Array.from({ length: 20 }, (_, at) => `eth0: line ${at}`);
    assert.deepEqual(
      outline([...others, cut, warning, 'RIP: 0010:f', '---[ end trace 0 ]---', ...others]),
      ['20-23 warning: WARNING: CPU: 0 PID: 1 at fs/x.c:1 f+0x1/0x2'],
    );
    assert.deepEqual(
      outline([
        'INFO: task a:1 blocked for more than 120 seconds.',
        'Call Trace:',
        ' f+0x1/0x2',
        ...others,
      ]),
      [
        '0-2 hung-task: INFO: task a:1 blocked for more than 120 seconds.',
        '  1-2 trace: Call Trace',
        '    2-2 frame: f+0x1',
      ],
    );
  });

  it('has call traces of their own', () => {
    assert.deepEqual(outline(['a', 'Call Trace:', ' <TASK>', ' f+0x1/0x2 [m]', ' </TASK>', 'b']), [
      '1-4 trace: Call Trace',
      '  3-3 frame: f+0x1',
    ]);
  });

  it('is nothing in other texts', () => {
    assert.deepEqual(logStructure([]), []);
    assert.deepEqual(logStructure(['a', '', 'b']), []);
  });
});
