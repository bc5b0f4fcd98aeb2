import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS, type LintRequest } from '../../../../extension/kconfig/context/settings';
import { lint } from '../../../../extension/kconfig/engine';
import { automaticFix, fixAll } from '../../../../extension/kconfig/fix-all';
import { RULES } from '../../../../extension/kconfig/rules/registry';
import type { Example } from '../../../../extension/kconfig/rules/rule';
import { exampleRequest } from '../example-request';
import { numbers } from './numbers';

const REQUEST: LintRequest = { fileName: 'x_defconfig', settings: DEFAULT_SETTINGS };

/** One call mended all that fixes can mend, and another one finds nothing to do. */
function checkSettled(example: Example): void {
  const request = exampleRequest(example);
  const once = fixAll(example.text, request);
  assert.deepEqual(once.left, lint(once.text, request).findings);
  const mendable = once.left.filter((finding) => automaticFix(finding) !== undefined);
  assert.deepEqual(
    mendable.map(({ rule, message }) => `${rule} ${message}`),
    [],
  );
  const twice = fixAll(once.text, request);
  assert.equal(twice.text, once.text);
  assert.deepEqual(twice.fixed, []);
  for (const { span } of once.fixed) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= example.text.length);
  }
}

describe('fix all', () => {
  it('mends what has a fix and tells what it mended', () => {
    const text = 'CONFIG_DEBUG_INFO_DWARF5=y\nCONFIG_DEBUG_INFO_REDUCED=y\n';
    const { text: mended, fixed } = fixAll(text, REQUEST);
    assert.equal(mended, 'CONFIG_DEBUG_INFO_DWARF5=y\n# CONFIG_DEBUG_INFO_REDUCED is not set\n');
    const reduced = fixed.find(({ rule }) => rule === 'SYS004');
    assert.equal(
      reduced && text.slice(reduced.span.start, reduced.span.end),
      'CONFIG_DEBUG_INFO_REDUCED=y',
    );
  });

  it('leaves a text alone in which nothing can be mended', () => {
    for (const text of ['', '\n', 'CONFIG_DEBUG_INFO_DWARF5=y\n', '\0\0\0', 'no config at all']) {
      assert.deepEqual(fixAll(text, { ...REQUEST, fileName: 'notes.txt' }).text, text);
      assert.deepEqual(fixAll(text, { ...REQUEST, fileName: '.config' }).fixed.length, 0);
    }
  });

  it('leaves rules alone that are turned off', () => {
    const text = 'CONFIG_DEBUG_INFO_REDUCED=y\n';
    const settings = { ...DEFAULT_SETTINGS, severities: { SYS004: 'off' } as const };
    assert.ok(fixAll(text, { ...REQUEST, settings }).text.includes('CONFIG_DEBUG_INFO_REDUCED=y'));
  });

  it('mends more of one kind than the lint reports at once', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `  CONFIG_A${index}=y`);
    const { text, fixed } = fixAll(`${lines.join('\n')}\n`, REQUEST);
    assert.ok(text === `${lines.map((line) => line.trim()).join('\n')}\n`, text.slice(0, 100));
    assert.equal(fixed.length, 1000);
    assert.deepEqual(
      fixed.map(({ span }) => span.start).sort((a, b) => a - b),
      lines.map((_, index) => lines.slice(0, index).join('\n').length + (index > 0 ? 1 : 0)),
    );
  });

  describe('settles on the bad example of', () => {
    for (const rule of RULES.filter(({ subject }) => subject !== 'versions')) {
      rule.examples.bad.forEach((example, index) => {
        it(`${rule.id}, number ${index + 1}`, () => checkSettled(example));
      });
    }
  });

  describe('settles on the bad examples of all rules in one file', () => {
    const texts = RULES.filter(({ subject }) => subject === 'config')
      .flatMap(({ examples }) => examples.bad)
      .filter(({ text }) => !text.includes('BR2_'))
      .map(({ text }) => (text.endsWith('\n') ? text : `${text}\n`))
      .join('');
    for (const role of ['system', 'capture', 'both'] as const) {
      for (const kernel of [undefined, '5.10', '6.1', '6.12', '7.1']) {
        it(`${role}, Linux ${kernel ?? 'unknown'}`, () => {
          const architecture = 'x86_64';
          checkSettled({ text: texts, fileName: 'x_defconfig', role, kernel, architecture });
        });
      }
    }
  });

  it('settles on lines of the examples thrown together', () => {
    const examples = RULES.filter(({ subject }) => subject !== 'versions').flatMap((rule) => [
      ...rule.examples.bad,
      ...rule.examples.good,
    ]);
    const lines = examples.flatMap(({ text }) => text.split('\n'));
    const next = numbers(11);
    const pick = <T>(from: readonly T[]): T | undefined => from[next(from.length)];
    for (let round = 0; round < 400; round++) {
      const example = pick(examples) ?? { text: '' };
      const text = example.text.split('\n');
      for (let change = next(6); change > 0; change--) {
        const more = Array.from({ length: next(4) }, () => pick(lines) ?? '');
        text.splice(next(text.length + 1), next(2), ...more);
      }
      checkSettled({
        ...example,
        // A tree of three symbols has no place for what other rules mend.
        tree: undefined,
        text: text.join(pick(['\n', '\n', '\r\n'])),
        role: pick(['system', 'capture', 'both', undefined]),
        kernel: pick([undefined, '5.10', '6.1', '6.12', '7.1']),
        architecture: pick(['x86_64', 'arm64', 'arm', 'i386', 'riscv64', undefined]),
      });
    }
  });
});
