import assert from 'node:assert/strict';
import type { Surroundings } from '../../../../extension/kconfig/context/settings';
import { lint } from '../../../../extension/kconfig/engine';
import type { Severity } from '../../../../extension/kconfig/model/finding';
import { BUNDLED_VERSION_DATA } from '../../../../extension/kconfig/versions/bundled-version-data';
import { readVersionData } from '../../../../extension/kconfig/versions/read-version-data';
import type { VersionData } from '../../../../extension/kconfig/versions/version-data';
import { version, type WrittenSet } from '../versions/version-set';

interface Options {
  readonly tools?: WrittenSet;
  readonly surroundings?: Surroundings;
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  readonly versionData?: VersionData;
}

/** `VER001 error: the text under it` */
function findings(
  text: string,
  { tools = {}, surroundings, severities = {}, versionData }: Options = {},
): string[] {
  const { crash, makedumpfile, kexec } = tools;
  const result = lint(text, {
    fileName: '.config',
    settings: {
      severities,
      versionData,
      tools: {
        crash: version(crash),
        makedumpfile: version(makedumpfile),
        kexec: version(kexec),
      },
    },
    surroundings,
  });
  return result.findings
    .filter(({ rule }) => rule.startsWith('VER'))
    .map(({ rule, severity, span }) => `${rule} ${severity}: ${text.slice(span.start, span.end)}`);
}

const FULL = `#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.12.107 Kernel Configuration
#
CONFIG_X86_64=y
CONFIG_KEXEC=y
CONFIG_CRASH_DUMP=y
`;
const HEADER = '# Linux/x86 6.12.107 Kernel Configuration';

const BUILDROOT = `BR2_aarch64=y
BR2_LINUX_KERNEL=y
BR2_LINUX_KERNEL_CUSTOM_VERSION=y
BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="6.12.3"
BR2_PACKAGE_KEXEC=y
BR2_PACKAGE_MAKEDUMPFILE=y
`;
const PACKAGES = { makedumpfile: version('1.7.2'), kexec: version('2.0.20') };

describe('versions in a complete kernel configuration', () => {
  it('are shown at its header', () => {
    assert.deepEqual(findings(FULL, { tools: { crash: '8.0.2', kexec: '2.0.20' } }), [
      `VER001 error: ${HEADER}`,
      `VER005 warning: ${HEADER}`,
    ]);
  });

  it('are nothing where no tool is named', () => {
    assert.deepEqual(findings(FULL), []);
  });

  it('go by the severities and the data of the settings', () => {
    const tools = { crash: '8.0.2' };
    assert.deepEqual(findings(FULL, { tools, severities: { VER001: 'info' } }), [
      `VER001 info: ${HEADER}`,
    ]);
    assert.deepEqual(findings(FULL, { tools, severities: { VER001: 'off' } }), []);
    const { data } = readVersionData(
      { schema: 1, crash: { replace: true, date: '2026-10-01' } },
      BUNDLED_VERSION_DATA,
    );
    assert.deepEqual(findings(FULL, { tools, versionData: data }), []);
  });

  it('are not shown in fragments, which have no place for them', () => {
    const text = 'CONFIG_KEXEC=y\nCONFIG_CRASH_DUMP=y\n';
    const kernel = { value: version('6.12'), source: 'a Makefile', declared: false };
    assert.deepEqual(findings(text, { tools: { crash: '8.0.2' }, surroundings: { kernel } }), []);
  });
});

describe('versions in a Buildroot configuration', () => {
  it('are shown at the packages, with the versions of the tree', () => {
    assert.deepEqual(findings(BUILDROOT, { surroundings: { tools: PACKAGES } }), [
      'VER005 warning: BR2_PACKAGE_KEXEC=y',
      'VER003 error: BR2_PACKAGE_MAKEDUMPFILE=y',
    ]);
  });

  it('are those of the settings first', () => {
    assert.deepEqual(
      findings(BUILDROOT, {
        surroundings: { tools: PACKAGES },
        tools: { makedumpfile: '1.7.8', kexec: '2.0.32' },
      }),
      [],
    );
  });

  it('say of crash at the kernel’s version what there is to say', () => {
    assert.deepEqual(findings(BUILDROOT, { tools: { crash: '8.0.2' } }), [
      'VER001 error: BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="6.12.3"',
    ]);
  });

  it('are nothing where no package is on, or none is offered', () => {
    const without = BUILDROOT.replace(/BR2_PACKAGE.*\n/g, '');
    assert.deepEqual(
      findings(without, { surroundings: { tools: PACKAGES }, tools: { crash: '8.0.2' } }),
      [],
    );
    const riscv = BUILDROOT.replace('BR2_aarch64', 'BR2_riscv').replace(
      /BR2_PACKAGE_KEXEC.*\n/,
      '',
    );
    assert.deepEqual(findings(riscv, { surroundings: { tools: PACKAGES } }), []);
  });

  it('are nothing where the kernel is not known', () => {
    const unknown = BUILDROOT.replace('CUSTOM_VERSION=y', 'CUSTOM_GIT=y').replace(
      /.*VERSION_VALUE.*\n/,
      '',
    );
    assert.deepEqual(findings(unknown, { surroundings: { tools: PACKAGES } }), []);
  });
});
