import assert from 'node:assert/strict';
import { buildOn, targetFor } from '../../../extension/crash-build/targets';

describe('targets of crash', () => {
  const cases: readonly [machine: string, target: string | undefined, onX86: string][] = [
    ['x86_64', 'X86_64', 'native'],
    ['aarch64', 'ARM64', 'cross'],
    ['ppc64le', 'PPC64', 'cross'],
    ['riscv64', 'RISCV64', 'cross'],
    ['loongarch64', 'LOONGARCH64', 'cross'],
    ['i686', 'X86', '32-bit'],
    ['arm', 'ARM', '32-bit'],
    ['mips', 'MIPS', '32-bit'],
    // What crash's configure.c refuses.
    ['ppc64', 'PPC64', 'no'],
    ['s390x', 'S390X', 'no'],
    ['mips64', 'MIPS64', 'no'],
    ['sparc64', 'SPARC64', 'no'],
  ];
  for (const [machine, name, how] of cases) {
    it(`${machine} dumps: ${name}, on x86_64 ${how}`, () => {
      const target = targetFor(machine);
      assert.equal(target?.name, name);
      assert.equal(target && buildOn(target, 'x86_64'), how);
      assert.equal(target && buildOn(target, machine), 'native');
    });
  }

  it('there is none for other machines', () => {
    assert.equal(targetFor('machine 94'), undefined);
  });

  it('an arm64 machine builds for itself alone', () => {
    const others = ['x86_64', 'arm', 'ppc64le'].map(targetFor);
    assert.deepEqual(
      others.map((target) => target && buildOn(target, 'aarch64')),
      ['no', 'no', 'no'],
    );
  });
});
