import assert from 'node:assert/strict';
import { sampleLog } from '../overview/dump-sample';
import { scopesOf, tokenise } from './tokenise';

/** Of one message: its scopes, without those of its time. */
async function message(text: string): Promise<string[]> {
  const [time, ...scopes] = await scopesOf('kernel-log', `[    3.850231] ${text}`);
  assert.equal(time, '[    3.850231]: comment.line.timestamp');
  return scopes;
}

describe('the grammar of kernel logs', () => {
  it('knows what stands before a message', async () => {
    assert.deepEqual(await scopesOf('kernel-log', '<12>[    3.850231] [      T1] text'), [
      '<: punctuation.definition.level.begin',
      '12: keyword.other.level',
      '>: punctuation.definition.level.end',
      '[    3.850231]: comment.line.timestamp',
      '[      T1]: comment.line.caller',
    ]);
    assert.deepEqual(await scopesOf('kernel-log', '[Sun Nov  2 22:22:15 2026] text'), [
      '[Sun Nov  2 22:22:15 2026]: comment.line.timestamp',
    ]);
    assert.deepEqual(await scopesOf('kernel-log', '[mem 0x1-0x2]\n\n'), [
      '0x1: constant.numeric.hex',
      '0x2: constant.numeric.hex',
    ]);
  });

  it('shows what the kernel died of, and warnings', async () => {
    const fatal = [
      'BUG: kernel NULL pointer dereference, address: 0000000000000008',
      'Kernel panic - not syncing: Fatal exception',
      'Oops: 0000 [#1] SMP',
      'Internal error: Oops: 96000004 [#1] SMP',
      'Unable to handle kernel paging request at virtual address 0',
      'kernel BUG at mm/slub.c:4023!',
      'sysrq: Trigger a crash',
      'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [sh:1]',
    ];
    for (const text of fatal) {
      assert.deepEqual(await message(text), [`${text}: token.error-token`]);
    }
    assert.deepEqual(await message('INFO: task a:1 blocked for more than 120 seconds.'), [
      'INFO: task a:1 blocked for more than 120 seconds.: token.warn-token',
    ]);
    assert.deepEqual(await message('no BUG: here'), [
      'no BUG: entity.name.type.subsystem',
      ':: entity.name.type.subsystem punctuation.separator.subsystem',
    ]);
  });

  it('knows functions with their offsets and modules', async () => {
    const id = '5ee9685b620fcd0fe0759bf17c99e966175c839a';
    assert.deepEqual(await message(` ? lab_submit.isra.0+0x20/0x36 [labcrash ${id}]`), [
      '?: keyword.operator.doubt',
      'lab_submit.isra.0: entity.name.function',
      '+: keyword.operator.arithmetic',
      '0x20: constant.numeric.hex',
      '/: punctuation.separator.size',
      '0x36: constant.numeric.hex',
      '[: punctuation.definition.module.begin',
      'labcrash: entity.name.namespace',
      `${id}: constant.other.build-id`,
      ']: punctuation.definition.module.end',
    ]);
    assert.deepEqual(await message('Call Trace:'), [
      'Call Trace:: markup.heading entity.name.section',
    ]);
    assert.deepEqual(await message(' <TASK>'), ['<TASK>: entity.name.tag']);
  });

  it('knows registers of x86 and arm64', async () => {
    assert.deepEqual(await message('RIP: 0010:f+0xb/0x22'), [
      'RIP: variable.other.register',
      ':: punctuation.separator.register',
      '0010: constant.numeric.hex',
      ':: punctuation.separator.register',
      'f: entity.name.function',
      '+: keyword.operator.arithmetic',
      '0xb: constant.numeric.hex',
      '/: punctuation.separator.size',
      '0x22: constant.numeric.hex',
    ]);
    assert.deepEqual(await message('FS:  0000000011a623c0(0000) x29: ffff800008003d50'), [
      'FS: variable.other.register',
      ':: punctuation.separator.register',
      '0000000011a623c0(0000): constant.numeric.hex',
      'x29: variable.other.register',
      ':: punctuation.separator.register',
      'ffff800008003d50: constant.numeric.hex',
    ]);
  });

  it('knows who speaks', async () => {
    assert.deepEqual(await message('virtio_blk virtio0: [vda] 805 MB'), [
      'virtio_blk virtio0: entity.name.type.subsystem',
      ':: entity.name.type.subsystem punctuation.separator.subsystem',
    ]);
    assert.deepEqual(await message('Run /init as init process'), []);
  });

  it('leaves no state behind from line to line', async () => {
    const lines = sampleLog('x86_64-tiny');
    const together = await tokenise('kernel-log', lines.join('\n'));
    for (const [at, line] of lines.entries()) {
      assert.deepEqual(together[at], (await tokenise('kernel-log', line))[0], line);
    }
  });
});
