import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS } from '../../../../extension/kconfig/context/settings';
import { lint } from '../../../../extension/kconfig/engine';
import { applyEdits } from '../../../../extension/kconfig/model/text';
import { parseVersion } from '../../../../extension/kconfig/model/version';

function cfgFindings(text: string, fileName = '.config', kernel?: string) {
  const settings = { ...DEFAULT_SETTINGS, kernel: parseVersion(kernel ?? '') };
  const { findings } = lint(text, { fileName, settings });
  return findings.filter(({ rule }) => rule.startsWith('CFG'));
}

/** `CFG001 3`: the rule and the line. */
function brief(text: string, fileName?: string, kernel?: string): string[] {
  return cfgFindings(text, fileName, kernel).map(({ rule, span, severity }) => {
    const line = text.slice(0, span.start).split('\n').length;
    return `${rule} ${line}${severity === 'info' ? ' info' : ''}`;
  });
}

/** As a distribution's begins; the numbers of lines below count from it. */
const DEBIAN = `#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.12.107 Kernel Configuration
#
CONFIG_CC_VERSION_TEXT="x86_64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0"
CONFIG_GCC_VERSION=140200
CONFIG_64BIT=y
CONFIG_X86_64=y
CONFIG_OUTPUT_FORMAT="elf64-x86-64"
# CONFIG_COMPILE_TEST is not set
CONFIG_LOCALVERSION=""
CONFIG_DEFAULT_HOSTNAME="(none)"
CONFIG_KEXEC=y
CONFIG_KEXEC_FILE=y
CONFIG_CRASH_DUMP=y
CONFIG_PHYSICAL_START=0x1000000
CONFIG_ILLEGAL_POINTER_VALUE=0xdead000000000000
CONFIG_NR_CPUS=8192
CONFIG_SYSFS=y
CONFIG_PROC_VMCORE=y
# CONFIG_DEBUG_INFO_REDUCED is not set
CONFIG_SYSTEM_TRUSTED_KEYS=""
CONFIG_UEVENT_HELPER_PATH=""
CONFIG_CMDLINE=""
# end of Kernel hacking
`;

describe('rules about lines', () => {
  it('say nothing of a configuration that Kconfig wrote', () => {
    assert.deepEqual(brief(DEBIAN), []);
    assert.deepEqual(brief(DEBIAN.replaceAll('\n', '\r\n')), []);
  });

  it('catch each mutation of it, once', () => {
    const mutations: readonly (readonly [string, string, string])[] = [
      ['CONFIG_KEXEC=y', 'CONFIG_KEXEC = y', 'CFG001 13'],
      ['CONFIG_KEXEC=y', '\tCONFIG_KEXEC=y', 'CFG001 13'],
      ['CONFIG_KEXEC=y', 'CONFIG_KEXEC', 'CFG002 13'],
      ['CONFIG_KEXEC=y', 'KEXEC=y', 'CFG002 13'],
      ['CONFIG_KEXEC=y', 'CONFIG_KEXEC=y\nCONFIG_KEXEC=n', 'CFG003 13'],
      ['CONFIG_KEXEC=y', 'CONFIG_KEXEC=y\nCONFIG_KEXEC=y', 'CFG004 13'],
      ['CONFIG_KEXEC=y', 'CONFIG_KEXEC=Y', 'CFG005 13'],
      ['CONFIG_KEXEC=y', '#CONFIG_KEXEC=y', 'CFG007 13'],
      ['# CONFIG_DEBUG_INFO_REDUCED', '#CONFIG_DEBUG_INFO_REDUCED', 'CFG006 21'],
      ['CONFIG_NR_CPUS=8192', 'CONFIG_NR_CPUS=8192 ', 'CFG005 18'],
      ['CONFIG_CMDLINE=""', 'CONFIG_CMDLINE=crashkernel=256M', 'CFG008 24'],
      ['CONFIG_LOCALVERSION=""', 'CONFIG_LOCALVERSION="', 'CFG008 11'],
    ];
    for (const [from, to, expected] of mutations) {
      assert.deepEqual(brief(DEBIAN.replace(from, to)), [expected], to);
    }
  });

  it('point at the value where the value is wrong', () => {
    const text = 'CONFIG_KEXEC=Y\nCONFIG_CMDLINE=a\n';
    const spans = cfgFindings(text).map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(spans, ['Y', 'a']);
  });

  it('name the line that counts', () => {
    const text = 'CONFIG_A=y\nCONFIG_A=m\nCONFIG_A=Y\nCONFIG_A=y\n';
    assert.deepEqual(brief(text), ['CFG004 1', 'CFG003 2', 'CFG005 3']);
    const [, second] = cfgFindings(text);
    assert.match(second?.message ?? '', /in line 4/);
    assert.equal(text.slice(second?.related[0]?.span.start).trim(), 'CONFIG_A=y');
  });

  it('know which readers take an inexact unset', () => {
    const trailing = '# CONFIG_KEXEC is not set \n';
    assert.deepEqual(brief(trailing, '.config', '6.1.192'), ['CFG006 1 info']);
    assert.deepEqual(brief(trailing, '.config', '6.12'), ['CFG006 1']);
    assert.deepEqual(brief(trailing), ['CFG006 1']);
    const tab = '#\tCONFIG_KEXEC is not set\n';
    assert.deepEqual(brief(tab, '.config', '5.10.223'), ['CFG006 1 info']);
    assert.deepEqual(brief(tab, '.config', '6.1'), ['CFG006 1']);
    const sentence = '# CONFIG_KEXEC is not set by default\n';
    assert.deepEqual(brief(sentence, '.config', '6.1'), ['CFG006 1']);
    assert.deepEqual(brief(sentence), []);
  });

  it('know no type of a symbol that another project may mean differently', () => {
    const uBoot = 'CONFIG_TEXT_BASE=0x0\n# CONFIG_CMDLINE is not set\nCONFIG_KEXEC=1\n';
    assert.deepEqual(brief(uBoot), []);
    assert.deepEqual(brief('# CONFIG_CMDLINE is not set\nCONFIG_KEXEC=1\n'), [
      'CFG005 1',
      'CFG005 2',
    ]);
    const quotes = 'CONFIG_TEXT_BASE=0x0\nCONFIG_BOOTARGS="a "b" c"\nCONFIG_PROMPT="a" \n';
    assert.deepEqual(brief(quotes), []);
  });

  it('are the same for Buildroot', () => {
    const text =
      'BR2_x86_64=y\nBR2_PACKAGE_KEXEC = y\nBR2_PACKAGE_MAKEDUMPFILE=Y\nBR2_DL_DIR=$(TOPDIR)/dl\n#BR2_CCACHE is not set\n';
    assert.deepEqual(brief(text), ['CFG001 2', 'CFG005 3', 'CFG008 4', 'CFG006 5']);
  });

  it('mend a text so that nothing is left to say', () => {
    let text =
      '\tCONFIG_A=y\r\nCONFIG_KEXEC = Y\r\nCONFIG_SYSFS=1\r\nCONFIG_SYSFS=y\r\n#CONFIG_B is not set\r\nCONFIG_CMDLINE=\'a "b"\'\r\n';
    for (let round = 0; round < 5; round++) {
      const [fix] = cfgFindings(text).flatMap(({ fixes }) =>
        fixes.filter(({ preferred }) => preferred),
      );
      if (!fix) break;
      for (let next = fix; ;) {
        text = applyEdits(text, next.edits);
        const found = cfgFindings(text).flatMap(({ fixes }) => fixes.filter((f) => f.preferred))[0];
        if (!found) break;
        next = found;
      }
    }
    assert.equal(
      text,
      'CONFIG_A=y\r\nCONFIG_KEXEC=y\r\nCONFIG_SYSFS=y\r\n# CONFIG_B is not set\r\nCONFIG_CMDLINE="a \\"b\\""\r\n',
    );
  });

  it('close quotes without breaking what they hold', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['CONFIG_CMDLINE="a', 'CONFIG_CMDLINE="a"'],
      ['CONFIG_CMDLINE="a\\', 'CONFIG_CMDLINE="a"'],
      ['CONFIG_CMDLINE="a\\\\', 'CONFIG_CMDLINE="a\\\\"'],
      ['CONFIG_CMDLINE="a\\"', 'CONFIG_CMDLINE="a\\""'],
      ['CONFIG_CMDLINE=a"b', 'CONFIG_CMDLINE="a\\"b"'],
      ['CONFIG_CMDLINE=', 'CONFIG_CMDLINE=""'],
    ];
    for (const [text, expected] of cases) {
      const [found] = cfgFindings(text);
      assert.equal(found?.rule, 'CFG008', text);
      const fix = found.fixes[0];
      assert.ok(fix, text);
      assert.equal(applyEdits(text, fix.edits), expected);
      assert.deepEqual(brief(expected), [], expected);
    }
  });
});
