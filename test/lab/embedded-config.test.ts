/** A kernel with CONFIG_IKCONFIG=y carries its configuration: the dump, the vmlinux and the build agree. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readKernelConfig } from '../../debug-adapter/dumpfile/kernel-config';
import { openDumpFile } from '../../debug-adapter/dumpfile/open-dump-file';
import { readVmlinuxConfig } from '../../debug-adapter/vmlinux/vmlinux-config';
import { causeInConfig } from '../../extension/dump-config/failure-cause';
import { ensureTinyDump, ensureTinyKernel } from './tiny-kernel';

describe('the configuration embedded in a dump', () => {
  let vmlinux: string;
  let built: string;
  let text: string | undefined;

  before(async function () {
    this.timeout(60 * 60_000);
    vmlinux = await ensureTinyKernel('ikconfig');
    built = await readFile(path.join(path.dirname(vmlinux), '.config'), 'utf8');
    text = await configOf(await ensureTinyDump('ikconfig'));
  });

  it('is the very one that the kernel was built with, by the memory of the dump alone', () => {
    assert.equal(text, built);
  });

  it('is the same in the vmlinux', async () => {
    assert.equal(await readVmlinuxConfig(vmlinux), built);
  });

  it('has the line that keeps crash from using this vmlinux', () => {
    const cause = causeInConfig('vmlinux-reduced', built);
    assert.equal(cause?.rule, 'SYS004');
    assert.equal(built.split('\n')[cause.line], 'CONFIG_DEBUG_INFO_REDUCED=y');
  });

  it('is none in a dump of a kernel without it', async function () {
    this.timeout(60 * 60_000);
    assert.equal(await configOf(await ensureTinyDump('reduced')), undefined);
    assert.equal(await readVmlinuxConfig(await ensureTinyKernel('reduced')), undefined);
  });
});

async function configOf(vmcore: string): Promise<string | undefined> {
  const file = await openDumpFile(vmcore);
  const { memory, identity } = file;
  try {
    assert.ok(memory && identity.vmcoreinfo);
    return await readKernelConfig(memory, identity.vmcoreinfo);
  } finally {
    await file.close();
  }
}
