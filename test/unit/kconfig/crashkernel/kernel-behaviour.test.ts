import assert from 'node:assert/strict';
import {
  suffixSupport,
  type Suffix,
} from '../../../../extension/kconfig/crashkernel/kernel-behaviour';
import type { Architecture } from '../../../../extension/kconfig/model/architecture';
import { parseVersion } from '../../../../extension/kconfig/model/version';

function support(suffix: Suffix, architecture?: Architecture, kernel?: string): string {
  return suffixSupport(
    suffix,
    architecture,
    kernel === undefined ? undefined : parseVersion(kernel),
  );
}

describe('suffixSupport', () => {
  it('knows who takes ,high', () => {
    assert.equal(support('high', 'x86_64', '4.19'), 'yes');
    assert.equal(support('low', 'i386'), 'yes');
    assert.equal(support('high', 'arm64', '5.10.223'), 'no');
    assert.equal(support('high', 'arm64', '5.15'), 'unsure');
    assert.equal(support('high', 'arm64', '6.1.192'), 'yes');
    assert.equal(support('high', 'riscv64', '6.1.192'), 'no');
    assert.equal(support('high', 'riscv64', '6.6'), 'unsure');
    assert.equal(support('high', 'riscv64', '6.12.117'), 'yes');
    assert.equal(support('high', 's390x', '7.3.4'), 'no');
    assert.equal(support('high', 's390x', '7.4'), 'unsure');
  });

  it('knows who takes ,cma', () => {
    assert.equal(support('cma', 'x86_64', '6.16'), 'no');
    assert.equal(support('cma', 'x86_64', '6.17'), 'yes');
    assert.equal(support('cma', 'ppc64', '7.0'), 'unsure');
    assert.equal(support('cma', 'ppc64', '7.2'), 'yes');
    assert.equal(support('cma', 'arm64', '7.2.13'), 'no');
    assert.equal(support('cma', 'arm64', '7.3'), 'yes');
    assert.equal(support('cma', undefined, '6.12'), 'no');
    assert.equal(support('cma', 'm68k', '6.12'), 'no');
  });

  it('says of what is unknown only what is sure', () => {
    assert.equal(support('high'), 'unsure');
    assert.equal(support('high', undefined, '6.12'), 'unsure');
    assert.equal(support('high', 'arm64'), 'unsure');
    assert.equal(support('high', 'arm'), 'no');
    assert.equal(support('high', 'other', '6.12'), 'unsure');
    assert.equal(support('cma', 'x86_64'), 'unsure');
  });
});
