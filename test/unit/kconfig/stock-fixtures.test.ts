/** Real configurations of Debian, shortened: nothing is said of them but what is true. */
import assert from 'node:assert/strict';
import { lint } from '../../../extension/kconfig/engine';
import type { Role } from '../../../extension/kconfig/model/role';
import { FIXTURES, readFixture } from './fixtures/stock-fixtures';

/** Debian sets IMA_ARCH_POLICY everywhere. */
const SIGNED = 'SYS011 hint CONFIG_IMA_ARCH_POLICY=y';
/** Debian's s390x kernels have neither kexec nor kdump. */
const NO_KEXEC = 'SYS001 error # CONFIG_KEXEC is not set';
const NO_CRASH_DUMP = 'CAP001 error # Linux/s390 6.12.107 Kernel Configuration';

describe('stock configurations', () => {
  for (const { file, processor } of FIXTURES) {
    const isBare = processor === 's390x';

    it(`${file}: what is there and what is told of it`, () => {
      const text = readFixture(file);
      assert.ok(text.length < 40_000);
      const { context, config } = inspect(text, undefined);
      assert.equal(config?.completeness, 'full');
      assert.equal(context?.kernel?.value.text, /^# Linux\/\S+ (\S+)/m.exec(text)?.[1]);
      assert.equal(context?.architecture?.value, ARCHITECTURE_OF[processor]);
      assert.equal(context?.role.value, isBare ? 'system' : 'both');
    });

    it(`${file}: findings`, () => {
      const text = readFixture(file);
      assert.deepEqual(findings(text, 'system'), isBare ? [NO_KEXEC, SIGNED] : [SIGNED]);
      assert.deepEqual(findings(text, 'capture'), isBare ? [NO_CRASH_DUMP] : []);
      const both = isBare ? [NO_CRASH_DUMP, NO_KEXEC, SIGNED] : [SIGNED];
      assert.deepEqual(findings(text, 'both'), both);
    });
  }
});

const ARCHITECTURE_OF: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'arm64',
  armhf: 'arm',
  ppc64el: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
};

function inspect(text: string, role: Role | undefined) {
  return lint(text, { fileName: '.config', settings: { role, severities: {}, tools: {} } });
}

function findings(text: string, role: Role): string[] {
  return inspect(text, role).findings.map(
    ({ rule, severity, span }) => `${rule} ${severity} ${text.slice(span.start, span.end)}`,
  );
}
