import assert from 'node:assert/strict';
import { MappedTextBuilder } from '../../../../extension/kconfig/boot/mapped-text';
import { splitArguments } from '../../../../extension/kconfig/boot/split-arguments';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { fixture } from './show';

function split(text: string) {
  const builder = new MappedTextBuilder(text);
  builder.literal(0, text.length);
  return splitArguments(builder.build(0));
}

describe('splitting a kernel command line', () => {
  it('does as the kernel’s own next_arg(), compiled from Linux 7.3, did', () => {
    const cases = JSON.parse(fixture('next-arg.json')) as [string, [string, string | null][]][];
    assert.equal(cases.length, 160);
    for (const [text, expected] of cases) {
      const found = split(text).arguments.map(({ name, value }) => [name, value ?? null]);
      assert.deepEqual(found, expected, JSON.stringify(text));
    }
  });

  it('knows where names and values stand', () => {
    const text = ' quiet  foo="a b" "bar=c d" crashkernel= x=y';
    const shown = split(text).arguments.map(({ span, valueSpan }) => [
      text.slice(span.start, span.end),
      text.slice(valueSpan.start, valueSpan.end),
    ]);
    assert.deepEqual(shown, [
      ['quiet', 'quiet'],
      ['foo="a b"', 'a b'],
      ['"bar=c d"', 'c d'],
      ['crashkernel=', ''],
      ['x=y', 'y'],
    ]);
  });

  for (const [index, rest] of ['b  c', 'a  c', 'a b'].entries()) {
    it(`can do without argument ${index + 1} of three`, () => {
      const text = 'a b  c';
      const removal = split(text).arguments[index]?.removal;
      assert.ok(removal);
      assert.equal(applyEdits(text, [{ ...removal, newText: '' }]), rest);
    });
  }
});
