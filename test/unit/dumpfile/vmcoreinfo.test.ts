import assert from 'node:assert/strict';
import { parseVmcoreinfo } from '../../../debug-adapter/dumpfile/vmcoreinfo';

describe('parseVmcoreinfo', () => {
  it('reads the identity and keeps every line', () => {
    const info = parseVmcoreinfo(
      'OSRELEASE=6.12.107+deb13-cloud-amd64\nBUILD-ID=E1B6C81F7AFCF08C49C197583920E5307D281CDF\n' +
        'PAGESIZE=4096\nOFFSET(page.flags)=0\nKERNELOFFSET=24600000\nCRASHTIME=1795386138\n\0\0',
    );
    assert.equal(info.release, '6.12.107+deb13-cloud-amd64');
    assert.equal(info.buildId, 'e1b6c81f7afcf08c49c197583920e5307d281cdf');
    assert.equal(info.pageSize, 4096);
    assert.equal(info.kernelOffset, 0x24600000n);
    assert.equal(info.crashTime, 1795386138);
    assert.equal(info.entries.get('OFFSET(page.flags)'), '0');
    assert.equal(info.entries.size, 6);
  });

  it('leaves out what makes no sense', () => {
    const info = parseVmcoreinfo(
      'OSRELEASE=a/b\nBUILD-ID=xyz\nPAGESIZE=4095\nKERNELOFFSET=-1\nCRASHTIME=soon\n=x\nno equals',
    );
    const { entries, ...identity } = info;
    assert.deepEqual(identity, {});
    assert.equal(entries.size, 5);
  });

  it('counts the first of equal keys', () => {
    assert.equal(parseVmcoreinfo('PAGESIZE=4096\nPAGESIZE=65536').pageSize, 4096);
  });
});
