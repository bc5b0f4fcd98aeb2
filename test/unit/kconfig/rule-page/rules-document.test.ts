import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ruleBook } from '../../../../extension/kconfig/rule-page';
import { RULES } from '../../../../extension/kconfig/rules/registry';

const FILE = fileURLToPath(new URL('../../../../extension/kconfig/RULES.md', import.meta.url));

/** Made of the rules, and made anew by KERNEL_CRASH_UPDATE_RULES=1. */
describe('extension/kconfig/RULES.md', () => {
  it('says what the rules say', () => {
    const expected = ruleBook(RULES);
    if (process.env['KERNEL_CRASH_UPDATE_RULES'] === '1') writeFileSync(FILE, expected);
    const isCurrent = readFileSync(FILE, 'utf8') === expected;
    assert.ok(isCurrent, 'RULES.md is not current: run the test with KERNEL_CRASH_UPDATE_RULES=1');
  });

  it('links to places that are there', () => {
    const book = ruleBook(RULES);
    const anchors = new Set(Array.from(book.matchAll(/<a id="([^"]+)">/g), ([, id]) => id));
    const links = Array.from(book.matchAll(/\]\(#([^)]+)\)/g), ([, id]) => id);
    assert.ok(links.length >= RULES.length);
    assert.deepEqual(
      links.filter((link) => !anchors.has(link)),
      [],
    );
  });
});
