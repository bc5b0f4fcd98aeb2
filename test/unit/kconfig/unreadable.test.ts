import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS } from '../../../extension/kconfig/context/settings';
import { lint } from '../../../extension/kconfig/engine';
import { unreadable } from '../../../extension/kconfig/unreadable';

const NAMES = [
  '.config',
  'debug.config',
  'config-6.1',
  'grub.cfg',
  'x.dts',
  'x.sh',
  'notes',
  'a/b',
];

/** It takes a few; what goes round in circles takes minutes, and machines that test are busy. */
const MOST_MS = 5_000;

function lintAll(text: string) {
  for (const fileName of NAMES) {
    const start = performance.now();
    const { findings } = lint(text, { fileName, settings: { ...DEFAULT_SETTINGS, role: 'both' } });
    const took = performance.now() - start;
    assert.ok(took < MOST_MS, `${fileName}: ${took} ms`);
    for (const { span } of findings) {
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    }
  }
}

describe('what is not looked at', () => {
  it('is binary data', () => {
    for (const text of ['\x7fELF\x02\x01\x01\0\0\0', 'CONFIG_KEXEC=y\n\0', '\ufffd'.repeat(50)]) {
      assert.match(unreadable(text)?.message ?? '', /binary/);
    }
  });

  it('is UTF-16 that was read as UTF-8', () => {
    const text = Buffer.from('\ufeffCONFIG_KEXEC=y\n', 'utf16le').toString();
    assert.match(unreadable(text)?.message ?? '', /UTF-16.*save it as UTF-8/);
  });

  it('is far too large', () => {
    assert.match(unreadable('CONFIG_KEXEC=y\n'.repeat(700_000))?.message ?? '', /10\.5 million/);
    assert.match(unreadable('\n'.repeat(300_000))?.message ?? '', /300001 lines/);
  });

  it('is nothing else: odd letters, an empty file, the largest configuration', () => {
    const texts = [
      '',
      '# Müller\n',
      'caf\ufffd\n'.repeat(3) + '# and so on, in ASCII\n'.repeat(10),
    ];
    for (const text of [...texts, 'CONFIG_SOME_SYMBOL_OR_OTHER=y\n'.repeat(15_000)]) {
      assert.equal(unreadable(text), undefined);
    }
  });

  it('is said of a configuration by name, at its first character', () => {
    const result = lint('\0'.repeat(10), { fileName: '.config', settings: DEFAULT_SETTINGS });
    assert.equal(result.config, undefined);
    assert.deepEqual(
      result.findings.map(({ rule, span }) => ({ rule, span })),
      [{ rule: 'FILE001', span: { start: 0, end: 0 } }],
    );
  });
});

describe('no text', () => {
  it('throws or hangs: random bytes', () => {
    const random = randomNumbers(20261123);
    for (let times = 0; times < 60; times++) {
      const bytes = Uint8Array.from({ length: 2000 }, () => Math.floor(random() * 256));
      lintAll(Buffer.from(bytes).toString(times % 2 ? 'utf8' : 'latin1'));
    }
  });

  it('throws or hangs: random pieces of what files are made of', function () {
    this.timeout(60_000);
    const random = randomNumbers(4711);
    const pieces = [
      ...['CONFIG_', 'KEXEC', 'CMDLINE', '=', 'y', '"', '\\', '#', ' is not set', '\n', '\r', ' '],
      ...['crashkernel=', '512M', '-', ':', '@', ',high', 'bootargs', 'kexec -p ', '--append='],
      ...[
        'linux ',
        'menuentry',
        '{',
        '}',
        '/*',
        '*/',
        'kdump:',
        'role=',
        'off-line',
        '\ufeff',
        '\t',
      ],
      ...['BR2_', '0x', '17', 'GRUB_CMDLINE_LINUX', "'", '$(', '`', ';', '\ud800', '\u2028'],
    ];
    for (let times = 0; times < 150; times++) {
      const length = 1 + Math.floor(random() * 300);
      const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join(
        '',
      );
      lintAll(text);
    }
  });

  it('throws or hangs: a long line of one thing', function () {
    this.timeout(120_000);
    const things = [' ', '"', '\\', '\\"', '#', '=', 'A', '1', '\t', 'kdump:', 'a=b ', '\r', '# '];
    for (const thing of things) {
      const many = thing.repeat(100_000 / thing.length);
      for (const start of [
        '',
        'CONFIG_CMDLINE=',
        'CONFIG_CMDLINE="',
        '# CONFIG_X is not set',
        '# CONFIG_',
      ]) {
        lintAll(start + many);
      }
    }
  });
});

/** A linear congruential generator, from 0 to below 1. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
