import assert from 'node:assert/strict';
import { kernelBehaviour } from '../../../../extension/kconfig/crashkernel/kernel-behaviour';
import { machines } from '../../../../extension/kconfig/crashkernel/machines';
import { memorySpans } from '../../../../extension/kconfig/crashkernel/memory-spans';
import { readValue } from '../../../../extension/kconfig/crashkernel/read-value';
import { inUnits } from '../../../../extension/kconfig/crashkernel/sizes';

function spans(value: string): string[] {
  const kernel = kernelBehaviour(undefined);
  const reading = readValue(value, kernel);
  assert.ok(reading.form === 'ranges');
  return memorySpans(reading, kernel).map(({ from, to, outcome }) => {
    const effect =
      outcome.kind === 'reserved'
        ? inUnits(outcome.reservation.size)
        : outcome.kind === 'refused'
          ? outcome.refusal.reason
          : 'zero';
    return `${machines(from, to)}: ${effect}`;
  });
}

describe('memorySpans', () => {
  it('covers every machine', () => {
    assert.deepEqual(spans('1G-2G:192M,2G-:256M'), [
      'up to 192 MiB: size-not-below-memory',
      'more than 192 MiB to 256 MiB: size-not-below-memory',
      'more than 256 MiB to less than 1 GiB: zero',
      '1 GiB to less than 2 GiB: 192 MiB',
      '2 GiB and more: 256 MiB',
    ]);
  });

  it('knows gaps, and ranges that are not read', () => {
    assert.deepEqual(spans('512M-1G:64M,2G-4G:128MB,4G-:256M'), [
      'up to 64 MiB: size-not-below-memory',
      'more than 64 MiB to 128 MiB: size-not-below-memory',
      'more than 128 MiB to less than 512 MiB: zero',
      '512 MiB to less than 1 GiB: 64 MiB',
      '1 GiB to less than 2 GiB: zero',
      '2 GiB to less than 4 GiB: 128 MiB',
      '4 GiB and more: zero',
    ]);
  });

  it('knows that a size in front ends the search for smaller machines', () => {
    assert.deepEqual(spans('128G-:4G,2G-4G:320M'), [
      'up to 4 GiB: size-not-below-memory',
      'more than 4 GiB to less than 128 GiB: zero',
      '128 GiB and more: 4 GiB',
    ]);
  });

  it('takes one range for all', () => {
    assert.deepEqual(spans('0-:0'), [
      'less than 1 byte: size-not-below-memory',
      '1 byte and more: zero',
    ]);
  });
});
