import assert from 'node:assert/strict';
import type { ConfigLine } from '../../../../extension/kconfig/config/config-line';
import { scanConfig } from '../../../../extension/kconfig/config/scan-config';

function only(text: string, prefix: 'CONFIG_' | '' = 'CONFIG_'): ConfigLine {
  const [line, ...rest] = scanConfig(text, prefix);
  assert.deepEqual(rest, []);
  assert.ok(line);
  return line;
}

/** `assignment KEXEC=y`, `dropped no-equals KEXEC`, … */
function brief(text: string, prefix: 'CONFIG_' | '' = 'CONFIG_'): string {
  const line = only(text, prefix);
  switch (line.kind) {
    case 'assignment':
      return `${line.symbol}=${line.value}`;
    case 'unset':
      return `${line.symbol} unset`;
    case 'dropped':
      return [line.reason, line.symbol, line.value, line.readUpTo].filter((part) => part).join(' ');
    case 'comment': {
      const commented = line.assignment && `${line.assignment.symbol}=${line.assignment.value}`;
      return ['comment', commented, line.symbol, line.readUpTo].filter((part) => part).join(' ');
    }
    case 'blank':
      return 'blank';
  }
}

describe('the scanner of configurations', () => {
  const LINES: readonly (readonly [string, string])[] = [
    ['CONFIG_KEXEC=y', 'KEXEC=y'],
    ['CONFIG_KEXEC=yes # so', 'KEXEC=yes # so'],
    ['CONFIG_CMDLINE="a = b"', 'CMDLINE="a = b"'],
    ['CONFIG_CMDLINE=', 'CMDLINE='],
    ['CONFIG_DASH-ED=y', 'DASH-ED=y'],
    ['CONFIG_X==y', 'X==y'],
    ['# CONFIG_KEXEC is not set', 'KEXEC unset'],
    ['', 'blank'],
    [' \t', 'blank'],
    ['#', 'comment'],
    ['# Heading', 'comment'],
    ['# CONFIG_KEXEC', 'comment'],
    ['# CONFIG_KEXEC=y', 'comment KEXEC=y'],
    ['#CONFIG_KEXEC=y', 'comment KEXEC=y'],
    ['# see CONFIG_KEXEC=y', 'comment'],
    ['# CONFIG_KEXEC is not set by default', 'comment KEXEC 6.1'],
    ['# if CONFIG_KEXEC is not set', 'comment'],
    ['# CONFIG_KEXEC is unset', 'comment'],
    ['  CONFIG_KEXEC=y', 'space-before-name KEXEC y'],
    ['\u00a0CONFIG_KEXEC=y', 'space-before-name KEXEC y'],
    ['CONFIG_KEXEC =y', 'space-before-equals KEXEC y'],
    ['CONFIG_KEXEC\t= y', 'space-before-equals KEXEC y'],
    ['CONFIG_KEXEC= y', 'space-after-equals KEXEC y'],
    ['CONFIG_KEXEC', 'no-equals KEXEC'],
    ['CONFIG_KEXEC ', 'no-equals KEXEC'],
    ['KEXEC=y', 'no-prefix KEXEC y'],
    ['config_kexec=y', 'unexpected-data'],
    ['CONFIG_KEXEC: y', 'unexpected-data'],
    ['CONFIG_=y', 'unexpected-data'],
    ['<<<<<<< HEAD', 'unexpected-data'],
    ['export CONFIG_KEXEC=y', 'unexpected-data'],
    ['\ufeffCONFIG_KEXEC=y', 'byte-order-mark KEXEC y'],
    ['\ufeff# CONFIG_KEXEC is not set', 'byte-order-mark KEXEC n'],
    ['\ufeff# Heading', 'comment'],
    ['#CONFIG_KEXEC is not set', 'inexact-unset KEXEC'],
    ['#\tCONFIG_KEXEC is not set', 'inexact-unset KEXEC 5.10'],
    ['#  CONFIG_KEXEC is not set', 'inexact-unset KEXEC'],
    ['# CONFIG_KEXEC  is not set', 'inexact-unset KEXEC'],
    ['# CONFIG_KEXEC is not set ', 'inexact-unset KEXEC 6.1'],
    ['# CONFIG_KEXEC is not set.', 'inexact-unset KEXEC 6.1'],
    ['# CONFIG_KEXEC Is Not Set', 'inexact-unset KEXEC'],
  ];

  for (const [text, expected] of LINES) {
    it(`takes ${JSON.stringify(text)} for ${expected}`, () => {
      assert.equal(brief(text), expected);
    });
  }

  const BUILDROOT: readonly (readonly [string, string])[] = [
    ['BR2_PACKAGE_KEXEC=y', 'BR2_PACKAGE_KEXEC=y'],
    ['# BR2_PACKAGE_KEXEC is not set', 'BR2_PACKAGE_KEXEC unset'],
    ['#BR2_PACKAGE_KEXEC is not set', 'inexact-unset BR2_PACKAGE_KEXEC'],
    ['BR2_PACKAGE_KEXEC = y', 'space-before-equals BR2_PACKAGE_KEXEC y'],
    ['EXTERNAL_TREE_SYMBOL=y', 'EXTERNAL_TREE_SYMBOL=y'],
    ['# BR2_x86_64=y', 'comment BR2_x86_64=y'],
    ['# Target options', 'comment'],
    ['!', 'unexpected-data'],
  ];

  for (const [text, expected] of BUILDROOT) {
    it(`takes ${JSON.stringify(text)} of Buildroot for ${expected}`, () => {
      assert.equal(brief(text, ''), expected);
    });
  }

  it('tells where names and values stand', () => {
    const text = '# a\r\nCONFIG_A=y\r\n# CONFIG_B is not set\r\n';
    const said = scanConfig(text, 'CONFIG_').map((line) => ({
      number: line.number,
      text: text.slice(line.span.start, line.span.end),
      name: 'nameSpan' in line ? text.slice(line.nameSpan.start, line.nameSpan.end) : undefined,
      value: 'valueSpan' in line ? text.slice(line.valueSpan.start, line.valueSpan.end) : undefined,
    }));
    assert.deepEqual(said, [
      { number: 0, text: '# a', name: undefined, value: undefined },
      { number: 1, text: 'CONFIG_A=y', name: 'CONFIG_A', value: 'y' },
      { number: 2, text: '# CONFIG_B is not set', name: 'CONFIG_B', value: undefined },
      { number: 3, text: '', name: undefined, value: undefined },
    ]);
  });

  it('leaves a carriage return alone that no line feed follows, as the reader does', () => {
    assert.equal(brief('CONFIG_A=y\r'), 'A=y\r');
    assert.equal(brief('# CONFIG_A is not set\r'), 'inexact-unset A 6.1');
    assert.equal(brief('CONFIG_A=y\rCONFIG_B=y'), 'A=y\rCONFIG_B=y');
  });

  it('covers the text from end to end', () => {
    for (const text of ['', '\n', 'a', '\n\n', 'CONFIG_A=y\n\r\n\r', '\r\n#\nx']) {
      let at = 0;
      for (const { span } of scanConfig(text, 'CONFIG_')) {
        assert.equal(span.start, at);
        at = span.end + (/^\r?\n/.exec(text.slice(span.end))?.[0].length ?? 0);
      }
      assert.equal(at, text.length);
    }
  });

  it('takes little time for 12,000 lines', () => {
    const line = (n: number) =>
      n % 3 ? `CONFIG_SYMBOL_${n}=m` : `# CONFIG_SYMBOL_${n} is not set`;
    const text = Array.from({ length: 12_000 }, (_, n) => line(n)).join('\n');
    const times = Array.from({ length: 10 }, () => {
      const start = performance.now();
      scanConfig(text, 'CONFIG_');
      return performance.now() - start;
    });
    assert.ok(Math.min(...times) < 200, `${Math.min(...times)} ms`);
  });
});
