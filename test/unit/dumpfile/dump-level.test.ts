import assert from 'node:assert/strict';
import { dumpLevelWords } from '../../../debug-adapter/dumpfile/dump-level';

describe('dumpLevelWords', () => {
  it('names what was left out', () => {
    assert.equal(dumpLevelWords(0), 'nothing');
    assert.equal(dumpLevelWords(17), 'pages of zeros, free pages');
    assert.equal(
      dumpLevelWords(31),
      'pages of zeros, page cache, page cache with private data, memory of processes, free pages',
    );
  });
});
