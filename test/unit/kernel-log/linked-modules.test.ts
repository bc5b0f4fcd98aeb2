import assert from 'node:assert/strict';
import { linkedModules } from '../../../debug-adapter/kernel-log/linked-modules';

const lines = (...texts: string[]) => texts.map((text) => ({ text, timestamp: 1 }));

describe('the modules that a log names', () => {
  it('with the letters of their taints', () => {
    // Of an arm64 6.1 that died in labcrash.
    const log = lines(
      'Internal error: Oops: 0000000096000044 [#1] SMP',
      'Modules linked in: labcrash(OE) virtio_blk virtio_pci virtio_pci_legacy_dev virtio_ring virtio',
      'CPU: 0 PID: 1 Comm: init.sh Tainted: G           OE      6.1.0-50-cloud-arm64',
    );
    assert.deepEqual(linkedModules(log).slice(0, 2), [
      { name: 'labcrash', flags: 'OE' },
      { name: 'virtio_blk' },
    ]);
    assert.equal(linkedModules(log).length, 6);
  });

  it('without those that were unloaded, and of the last report', () => {
    const log = lines('Modules linked in: old', 'Modules linked in: a(+) b-c [last unloaded: d]');
    assert.deepEqual(linkedModules(log), [{ name: 'a', flags: '+' }, { name: 'b-c' }]);
  });

  it('over the lines that a long list takes, and none where none is named', () => {
    const names = Array.from({ length: 100 }, (_, index) => `module_${index}`);
    const log = lines(`Modules linked in: ${names.join(' ')}`, 'last_one(E)', 'CPU: 0 PID: 1');
    assert.deepEqual(linkedModules(log).at(-1), { name: 'last_one', flags: 'E' });
    assert.deepEqual(linkedModules(lines('Modules linked in:')), []);
    assert.deepEqual(linkedModules([]), []);
  });
});
