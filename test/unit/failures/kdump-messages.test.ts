import assert from 'node:assert/strict';
import { explainKdumpMessages } from '../../../debug-adapter/failures/kdump-messages';

/** What the tools write, and which explanation it gets. */
const SAID: Readonly<Record<string, string>> = {
  'kdump: No memory reserved for crash kernel': 'nothing-reserved',
  'Memory for crashkernel is not reserved': 'nothing-reserved',
  '[    0.000000] crashkernel reservation failed - No suitable area found.': 'reservation-failed',
  'Could not find a free area of memory of 0x1d4e000 bytes...\nlocate_hole failed': 'too-small',
  // On a real 6.1.176 with makedumpfile 1.7.2.
  'The kernel version is not supported.\nThe makedumpfile operation may be incomplete.':
    'makedumpfile-too-old',
  'Cannot get kernel _text symbol address': 'no-kallsyms',
  "Can't seek the dump memory(/proc/vmcore). (offset: ffffffffffff) Invalid argument":
    'wrong-elfcorehdr',
  'kexec: setup_2nd_dtb failed.\nkexec: load failed.': 'no-kaslr-seed',
  'PAGE SIZE 0x1000 and VA Bits 52 not supported': 'va-bits-52',
  "write_buffer: Can't write the dump file(/var/crash/vmcore). No space left on device": 'no-space',
};

describe('messages of kdump', () => {
  for (const [text, id] of Object.entries(SAID)) {
    it(`${id}: ${text.split('\n')[0]}`, () => {
      const [message, ...more] = explainKdumpMessages(`before\n${text}\nafter\n`);
      assert.deepEqual([message?.id, more], [id, []]);
      for (const words of [message?.title, message?.cause, message?.remedy]) {
        assert.match(words ?? '', /^\S.*[.”]$/);
      }
    });
  }

  it('are not seen where all went well', () => {
    const well =
      'Copying data : [100.0 %] \\\nThe dumpfile is saved to /mnt/vmcore.\nmakedumpfile Completed.';
    assert.deepEqual(explainKdumpMessages(well), []);
  });
});
