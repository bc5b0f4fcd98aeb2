import assert from 'node:assert/strict';
import type { Context } from '../../../../extension/kconfig/context/context';
import { describeCrashkernel } from '../../../../extension/kconfig/crashkernel/describe';
import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import { parseVersion } from '../../../../extension/kconfig/model/version';
import { randomValues } from '../../../lab/crashkernel/cases';

interface Known {
  readonly architecture?: Architecture;
  readonly kernel?: string;
  readonly memory?: number;
}

const GiB = 2 ** 30;

/** The paragraphs below the heading. */
function describeOn(value: string, { architecture, kernel = '', memory }: Known = {}): string[] {
  const known = { source: 'a test', declared: true };
  const version = parseVersion(kernel);
  const context: Context = {
    kind: 'extlinux',
    role: { value: 'system', ...known },
    kernel: version && { value: version, ...known },
    architecture: architecture && { value: architecture, ...known },
    tools: {},
    distribution: undefined,
    memory,
    referenced: new Map(),
  };
  return describeCrashkernel(value, context).split('\n\n').slice(1);
}

describe('describeCrashkernel', () => {
  it('has the value as its heading', () => {
    const context = { tools: {}, referenced: new Map() } as unknown as Context;
    assert.match(describeCrashkernel('512M', context), /^\*\*crashkernel=`512M`\*\*\n\n/);
  });

  it('tells a size, and where it goes', () => {
    assert.deepEqual(describeOn('512M', { architecture: 'x86_64' }), [
      'Reserves 512 MiB for the capture kernel, where the kernel finds room.',
      'x86_64 looks for it below 4 GiB first, then above, at multiples of 16 MiB.',
    ]);
    assert.deepEqual(describeOn('256M@16M'), [
      'Reserves 256 MiB for the capture kernel, at the address 0x1000000 and nowhere else.',
    ]);
    assert.deepEqual(describeOn('0'), ['Reserves nothing: that is how kdump is turned off.']);
  });

  it('tells numbers that mean another thing than they seem to', () => {
    assert.equal(describeOn('512')[1], '`512` has no unit: it is 512 bytes.');
    assert.equal(describeOn('010M')[1], '`010M` begins with 0, so it is octal: 8 MiB.');
    assert.equal(
      describeOn('99999999999999999999')[1],
      '`99999999999999999999` does not fit into 64 bits.',
    );
  });

  it('tells what each range reserves, and this machine', () => {
    const lines = describeOn('1G-2G:192M,2G-64G:256M,64G-:512M', { memory: 8 * GiB - 1 });
    assert.deepEqual(lines, [
      'How much is reserved for the capture kernel depends on the memory of the machine:',
      '- less than 1 GiB: nothing\n- 1 GiB to less than 2 GiB: 192 MiB\n- 2 GiB to less than 64 GiB: 256 MiB\n- 64 GiB and more: 512 MiB',
      'This machine (about 8.0 GiB, which count as 8 GiB): 256 MiB.',
    ]);
  });

  it('tells ranges that are never read', () => {
    const lines = describeOn('512M-2G:64MB,2G-:128M');
    assert.match(lines[1] ?? '', /2 GiB and more: nothing$/);
    assert.equal(lines[2], 'The kernel stops reading the list at `B,2G-:128M`.');
    assert.match(describeOn('512M-2G:64M,2G:128M').at(-1) ?? '', /the kernel refuses the rest: /);
  });

  it('tells why the kernel refuses a value', () => {
    assert.deepEqual(describeOn('512MB'), [
      'The kernel refuses this: sizes end in K, M, G, T, P or E, without "B". Nothing is reserved.',
    ]);
    assert.match(describeOn('auto')[0] ?? '', /a number is expected where "auto" stands/);
    assert.deepEqual(describeOn(''), ['Reserves nothing: there is no value.']);
  });

  it('tells suffixes', () => {
    assert.match(
      describeOn('512M,high', { architecture: 'x86_64' })[0] ?? '',
      /256 MiB are reserved below 4 GiB/,
    );
    assert.match(
      describeOn('512M,high', { architecture: 'arm' })[1] ?? '',
      /^arm does not take `,high`/,
    );
    assert.match(
      describeOn('1G,cma', { kernel: '7.2', architecture: 'arm64' })[1] ?? '',
      /does not take/,
    );
    assert.match(describeOn('72M,low')[0] ?? '', /Alone it reserves nothing/);
  });

  it('says that a size does not fit', () => {
    assert.match(
      describeOn('16G', { memory: 8 * GiB }).join(),
      /has only 8 GiB: nothing is reserved/,
    );
  });

  it('makes no Markdown of what a value holds', () => {
    const lines = describeOn('512M`![x](https://example.org)`');
    assert.doesNotMatch(lines.join('\n').replace(/`[^`]*`/g, ''), /!\[/);
  });

  it('says nothing of what is filled in later', () => {
    assert.deepEqual(describeOn('$SIZE'), [
      'The size is filled in later, so nothing can be said of it here.',
    ]);
  });

  it('never throws', () => {
    for (const values of randomValues(5, 2000)) {
      for (const value of values) describeOn(value, { architecture: 'x86_64', memory: 4 * GiB });
    }
  });
});
