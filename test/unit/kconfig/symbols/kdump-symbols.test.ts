import assert from 'node:assert/strict';
import { BUILDROOT_SYMBOLS } from '../../../../extension/kconfig/symbols/buildroot-symbols';
import { CAPTURE_SYMBOLS } from '../../../../extension/kconfig/symbols/capture-symbols';
import { COMMAND_LINE_SYMBOLS } from '../../../../extension/kconfig/symbols/command-line-symbols';
import { DEBUG_INFO_SYMBOLS } from '../../../../extension/kconfig/symbols/debug-info-symbols';
import { KDUMP_SYMBOLS, kdumpSymbol } from '../../../../extension/kconfig/symbols/kdump-symbols';
import { LOADING_SYMBOLS } from '../../../../extension/kconfig/symbols/loading-symbols';
import { U_BOOT_SYMBOLS } from '../../../../extension/kconfig/symbols/u-boot-symbols';
import { UNWINDING_SYMBOLS } from '../../../../extension/kconfig/symbols/unwinding-symbols';

const TOPICS = {
  BUILDROOT_SYMBOLS,
  CAPTURE_SYMBOLS,
  COMMAND_LINE_SYMBOLS,
  DEBUG_INFO_SYMBOLS,
  LOADING_SYMBOLS,
  U_BOOT_SYMBOLS,
  UNWINDING_SYMBOLS,
};

describe('the symbols of kdump', () => {
  it('stand in one topic each', () => {
    const names = Object.values(TOPICS).flatMap((topic) => Object.keys(topic));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
    assert.deepEqual(new Set(KDUMP_SYMBOLS.keys()), new Set(names));
  });

  it('mean something, in sentences', () => {
    for (const [name, { meaning }] of KDUMP_SYMBOLS) {
      assert.match(name, /^[A-Z0-9_]+$/);
      assert.match(meaning, /^[\w*`][^\n]*\.$/, name);
      const ticks = meaning.match(/`/g)?.length ?? 0;
      const stars = meaning.match(/\*\*/g)?.length ?? 0;
      assert.ok(ticks % 2 === 0 && stars % 2 === 0, `${name}: a mark without its other half`);
    }
  });

  it('name each other as they are called', () => {
    const unknown = [...KDUMP_SYMBOLS].flatMap(([name, { meaning }]) =>
      [...meaning.matchAll(/`([A-Z][A-Z0-9_]+)(?:=\w+)?`/g)]
        .map((match) => match[1] ?? '')
        .filter((other) => !KDUMP_SYMBOLS.has(other) && !OTHERS.has(other))
        .map((other) => `${name}: ${other}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('are looked up by the project of the file', () => {
    assert.equal(kdumpSymbol('CMDLINE', 'linux-config')?.type, 'string');
    assert.equal(kdumpSymbol('CMDLINE', 'u-boot-config'), undefined);
    assert.equal(kdumpSymbol('BOOTARGS', 'u-boot-config')?.type, 'string');
    assert.equal(kdumpSymbol('BR2_PACKAGE_KEXEC', 'buildroot-config')?.type, 'bool');
    assert.equal(kdumpSymbol('constructor', 'linux-config'), undefined);
  });
});

/** Names in texts that are no symbols of the table. */
const OTHERS = new Set([
  'CFI',
  'CMDLINE_',
  'DWARF4',
  'DWARF5',
  'EFI',
  'EPERM',
  'KERNELOFFSET',
  'MMU',
  'PROVE_LOCKING',
  'SIGNED_PE_FILE_VERIFICATION',
  'USE_DEFAULT_ENV_FILE',
]);
